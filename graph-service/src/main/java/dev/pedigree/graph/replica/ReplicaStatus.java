package dev.pedigree.graph.replica;

/** What a replica is doing. */
public sealed interface ReplicaStatus {
  /** Applies what is in the journal since before it started. */
  record Replaying(long revision) implements ReplicaStatus {}

  record Ready(long revision) implements ReplicaStatus {}

  /** The journal does not answer: reads go on, writes are refused. */
  record CutOff(long revision, String why) implements ReplicaStatus {}

  /** Cannot go on: what is in the journal cannot be read or does not fit. */
  record Stopped(long revision, String why) implements ReplicaStatus {}

  /** Why nothing is written in this state, for people. */
  default String whyNotWriting() {
    return switch (this) {
      case Replaying r -> "replaying the journal, at revision " + r.revision();
      case Ready _ -> "shutting down";
      case CutOff r -> r.why();
      case Stopped r -> "stopped: " + r.why();
    };
  }
}
