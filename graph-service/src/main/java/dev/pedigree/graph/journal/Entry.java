package dev.pedigree.graph.journal;

import java.util.List;
import java.util.UUID;

/**
 * A contiguous run of changes that were appended together.
 *
 * @param nonce chosen by its writer, to recognise its own
 * @param changes at least one, revisions without a gap
 * @param after the position behind it
 */
public record Entry(UUID nonce, List<Change> changes, JournalHead after) {
  public Entry {
    changes = List.copyOf(changes);
  }
}
