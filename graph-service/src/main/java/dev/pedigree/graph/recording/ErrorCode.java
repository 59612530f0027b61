package dev.pedigree.graph.recording;

/** Why something was refused: stable, for programs. */
public enum ErrorCode {
  /** A value is not what its field takes: malformed, out of range, too long. */
  INVALID_VALUE,
  /** A digest that is not {@code sha256:} and 64 lower-case hex digits. */
  INVALID_DIGEST,
  /** No such kind, edge type or mutation. */
  UNKNOWN_TYPE,
  /** The edge type does not join these kinds, or an artifact is its own parent. */
  INVALID_EDGE,
  UNKNOWN_PARENT,
  /** An edge would make an artifact its own ancestor. */
  CYCLE,
  /** The digest belongs to an artifact of another family. */
  KIND_CONFLICT,
  /** The name belongs to another artifact. */
  NAME_TAKEN,
  ATTRIBUTE_CONFLICT,
  EDGE_CONFLICT,
  /** The request id was used for another request. */
  REQUEST_ID_REUSED,
  NOT_FOUND,
  /** The artifact or an ancestor changed since the revision that was expected. */
  STALE,
  RETRACTED,
  QUARANTINED,
  /** A policy does not let the artifact be at that stage. */
  POLICY_VIOLATED,
  FORBIDDEN,
  /** The revision is not written yet, or was not reached in time. */
  REVISION_NOT_REACHED,
  INVALID_CURSOR,
  TOO_LARGE,
  /** The question could not be answered within the time and size that it may take. */
  BUDGET_EXCEEDED,
  /** Cannot be answered now; may be asked again, with the same request id. */
  UNAVAILABLE,
  INTERNAL
}
