package dev.pedigree.gateway.policy;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.graph.policy.Waiver;
import dev.pedigree.graph.service.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A waiver, with its artifact as it stood at a snapshot's revision. */
record WaiverView(Snapshot snapshot, Waiver waiver) {
  public String policy() {
    return waiver.policy();
  }

  public @Nullable ArtifactRef artifact() {
    return ArtifactRef.existing(snapshot, waiver.artifact());
  }

  public String reason() {
    return waiver.reason();
  }

  public Instant until() {
    return waiver.until();
  }

  public String by() {
    return waiver.by();
  }

  public long revision() {
    return waiver.revision();
  }
}
