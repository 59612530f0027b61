package dev.pedigree.gateway.policy;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.Violation;
import dev.pedigree.graph.policy.Waiver;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A verdict that the journal has, with all that it is about as it stood then. */
public final class RecordedVerdict {
  private RecordedVerdict() {}

  /**
   * Shows it.
   *
   * @param then the graph at its revision
   */
  public static VerdictView of(ArtifactRef artifact, ArtifactState.Verdict verdict, Snapshot then) {
    List<ViolationView> violations =
        verdict.violations().stream()
            .map(it -> violation(it, artifact.id(), verdict, then))
            .toList();
    return new VerdictView(
        artifact,
        verdict.stage(),
        verdict.allowed(),
        violations,
        verdict.violationCount(),
        verdict.revision(),
        verdict.at(),
        verdict.by());
  }

  private static ViolationView violation(
      PolicyViolation recorded, ArtifactId subject, ArtifactState.Verdict verdict, Snapshot then) {
    PolicyBook book = then.policies();
    PolicyBook.Entry entry = Objects.requireNonNull(book.policies().get(recorded.policy()));
    return ViolationView.of(
        then,
        new Violation(
            entry.policy(),
            subject,
            recorded.offender(),
            recorded.message(),
            recorded.waived() ? waiver(recorded, subject, verdict, book) : null));
  }

  /** The one that counted then; the artifact's own before the offender's. */
  private static @Nullable Waiver waiver(
      PolicyViolation recorded,
      ArtifactId subject,
      ArtifactState.Verdict verdict,
      PolicyBook book) {
    return book.waivers(recorded.policy(), verdict.at()).stream()
        .filter(it -> it.artifact().equals(subject) || it.artifact().equals(recorded.offender()))
        .max(Comparator.comparing(it -> it.artifact().equals(subject)))
        .orElse(null);
  }
}
