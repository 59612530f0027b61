package dev.pedigree.gateway.policy;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.Violation;
import dev.pedigree.graph.policy.Waiver;
import dev.pedigree.graph.service.Snapshot;
import org.jspecify.annotations.Nullable;

/** A violation, with all that it is about as it stood at a snapshot's revision. */
record ViolationView(Snapshot snapshot, Violation violation, PolicyView policy) {
  /** One that was found at the snapshot's revision. */
  static ViolationView of(Snapshot snapshot, Violation violation) {
    PolicyBook.Entry entry = snapshot.policies().policies().get(violation.policy().name());
    boolean published = entry != null && entry.policy().equals(violation.policy());
    return new ViolationView(
        snapshot,
        violation,
        new PolicyView(
            snapshot,
            violation.policy(),
            published ? entry : null,
            entry == null ? "" : entry.publishedBy()));
  }

  public ArtifactRef artifact() {
    return new ArtifactRef(snapshot, violation.artifact());
  }

  public @Nullable ArtifactRef offender() {
    return violation.offender() == null
        ? null
        : ArtifactRef.existing(snapshot, violation.offender());
  }

  public String message() {
    return isHidden() ? "an artifact that you may not read does not meet it" : violation.message();
  }

  public @Nullable WaiverView waived() {
    Waiver waiver = violation.waiver();
    return waiver == null || !snapshot.contains(waiver.artifact())
        ? null
        : new WaiverView(snapshot, waiver);
  }

  /** Whether the offender is one that the caller may not read. */
  boolean isHidden() {
    return violation.offender() != null && !snapshot.contains(violation.offender());
  }
}
