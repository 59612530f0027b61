package dev.pedigree.graph.artifact;

/** Why an artifact that has content has no digest. */
public enum UnhashedReason {
  CLOSED_MODEL,
  EXTERNAL_SERVICE,
  TABLE_WITHOUT_SNAPSHOT,
  LOST,
  OTHER
}
