package dev.pedigree.graph.projection;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.Residue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What an erasure leaves of the changes that it erases: a projection must forget the rest. */
public final class ErasedChanges {
  private ErasedChanges() {}

  /**
   * The changes that {@code erasure} erases as they are from now on, oldest first, whether or not
   * their payloads are gone from the journal yet.
   *
   * @throws UnavailableException if one cannot be read now
   */
  public static List<Change> of(Fact.ErasurePerformed erasure, Journal journal) {
    List<Change> left = new ArrayList<>();
    for (long revision : new TreeSet<>(erasure.residues().keySet())) {
      Entry entry =
          journal
              .entryOf(revision)
              .orElseThrow(() -> new UnavailableException("revision " + revision + " not found"));
      for (Change change : entry.changes()) {
        if (change.revision() == revision) {
          left.add(new Change(revision, change.at(), Residue.of(change.draft()), true));
        }
      }
    }
    return left;
  }
}
