package dev.pedigree.gateway.policy;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.service.Snapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the policies said, or say.
 *
 * @param at null: the time of the change of that revision
 * @param by null: nobody asked to promote
 */
public record VerdictView(
    ArtifactRef artifact,
    Stage stage,
    boolean allowed,
    List<ViolationView> violations,
    int violationCount,
    long revision,
    @Nullable Instant at,
    @Nullable String by) {
  public VerdictView {
    violations = List.copyOf(violations);
  }

  /** What they say at the snapshot's revision, whoever wants to know. */
  public static VerdictView of(
      ArtifactRef artifact, Stage stage, Verdict verdict, @Nullable String by) {
    Snapshot snapshot = artifact.snapshot();
    return new VerdictView(
        artifact,
        stage,
        verdict.allowed(),
        verdict.violations().stream().map(it -> ViolationView.of(snapshot, it)).toList(),
        verdict.violationCount(),
        snapshot.revision(),
        null,
        by);
  }
}
