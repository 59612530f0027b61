package dev.pedigree.graph.journal;

/** What became of an append. */
public sealed interface Append {
  /** It is the next entry, durable on a quorum. */
  record Done(Entry entry) implements Append {}

  /** Somebody else's entry is there already. Nothing was written: read on, and decide anew. */
  record Conflict(JournalHead expected) implements Append {}
}
