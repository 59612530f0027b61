package dev.pedigree.graph.backup;

/** What is done with payloads that segments have although they were erased since. */
public enum ErasedPayloads {
  /** They stay in the backup; a restore leaves them out. */
  KEEP,
  /** The segments that have them are written anew without them. */
  REWRITE
}
