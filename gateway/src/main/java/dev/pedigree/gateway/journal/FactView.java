package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.service.Snapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact, with what it is about as it stood at a snapshot's revision. */
record FactView(Fact fact, Snapshot snapshot) {
  public String type() {
    return fact.getClass().getSimpleName();
  }

  public String summary() {
    return isReadable() ? Summary.of(fact) : "(redacted)";
  }

  /** Whether the caller may read all that the fact names. */
  private boolean isReadable() {
    return snapshot.reads().everywhere()
        || switch (fact) {
          case Fact.ArtifactRecorded f -> isReadable(f.artifact(), f.name());
          case Fact.ArtifactExtended f -> isReadable(f.artifact(), f.name());
          case Fact.PromotionJudged f ->
              snapshot.contains(f.artifact())
                  && f.violations().stream()
                      .map(PolicyViolation::offender)
                      .allMatch(it -> it == null || snapshot.contains(it));
          case Fact.AboutEdge f -> snapshot.contains(f.child()) && snapshot.contains(f.parent());
          case Fact.AboutArtifact f -> snapshot.contains(f.artifact());
          case Fact.AboutPolicy _, Fact.SchemaPublished _, Fact.ErasurePerformed _ -> true;
        };
  }

  private boolean isReadable(ArtifactId artifact, ArtifactName name) {
    return snapshot.contains(artifact) && snapshot.reads().contains(name.namespace());
  }

  /** Null: it is not about an artifact. */
  public @Nullable ArtifactRef artifact() {
    return fact instanceof Fact.AboutArtifact about
        ? ArtifactRef.existing(snapshot, about.artifact())
        : null;
  }

  /** Null: it is not about an edge. */
  public @Nullable EdgeRef edge() {
    return fact instanceof Fact.AboutEdge about ? new EdgeRef(snapshot, about.edge()) : null;
  }

  public Map<String, @Nullable Object> payload() {
    return isReadable() ? Payload.of(fact) : Map.of();
  }
}
