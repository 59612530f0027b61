package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.List;

/** That a change told something new of an artifact. */
record Touch(long revision, ArtifactId artifact, Aspect aspect) {
  /** In the order of the facts. */
  static List<Touch> of(Change change) {
    List<Touch> touches = new ArrayList<>();
    for (Fact fact : change.facts()) {
      switch (fact) {
        case Fact.ArtifactRecorded f -> add(touches, change, f.artifact(), Aspect.RECORDED);
        case Fact.ArtifactExtended f -> add(touches, change, f.artifact(), Aspect.RECORDED);
        case Fact.ArtifactAmended f -> add(touches, change, f.artifact(), Aspect.DESCRIPTION);
        case Fact.ArtifactRetracted f -> add(touches, change, f.artifact(), Aspect.STANDING);
        case Fact.ArtifactQuarantined f -> add(touches, change, f.artifact(), Aspect.QUARANTINE);
        case Fact.ArtifactReleased f -> add(touches, change, f.artifact(), Aspect.QUARANTINE);
        case Fact.StageChanged f -> add(touches, change, f.artifact(), Aspect.STAGE);
        case Fact.CheckRecorded f -> add(touches, change, f.artifact(), Aspect.CHECKS);
        case Fact.CheckRevoked f -> add(touches, change, f.artifact(), Aspect.CHECKS);
        case Fact.AboutEdge f -> add(touches, change, f.child(), Aspect.PARENTS);
        case Fact.AboutPolicy _,
            Fact.PromotionJudged _,
            Fact.SchemaPublished _,
            Fact.DocumentImported _,
            Fact.ErasurePerformed _ -> {}
      }
    }
    return touches;
  }

  private static void add(List<Touch> touches, Change change, ArtifactId artifact, Aspect aspect) {
    touches.add(new Touch(change.revision(), artifact, aspect));
  }
}
