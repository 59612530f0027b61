package dev.pedigree.graph.recording;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import java.util.List;

/**
 * What became of a {@link RecordRequest}, an {@link AmendRequest}, a {@link PromoteRequest} or a
 * {@link StandingRequest}.
 */
public sealed interface RecordAnswer {
  /**
   * It is in the journal, or was already.
   *
   * @param revision of the change, or the head if nothing changed
   * @param changed false: all of it was known
   * @param artifacts in the order of the request
   * @param edges of the artifacts' parents in the order of the request, then the request's edges;
   *     without those that were not stored (see the warnings)
   */
  record Recorded(
      long revision,
      boolean changed,
      List<ArtifactId> artifacts,
      List<EdgeId> edges,
      List<Change.Warning> warnings)
      implements RecordAnswer {
    public Recorded {
      artifacts = List.copyOf(artifacts);
      edges = List.copyOf(edges);
      warnings = List.copyOf(warnings);
    }
  }

  /** Nothing of it was written. At least one refusal, in the order of the input. */
  record Refused(List<Refusal> refusals) implements RecordAnswer {
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }
}
