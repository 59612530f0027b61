package dev.pedigree.graph.projection;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the changes behind a revision touch. A verification of a service at work needs it: what was
 * changed after the revision that is verified may already be in the store, and is no difference.
 * Reads the journal only when asked, and then to its end. For one thread.
 */
public final class LaterChanges {
  private final Journal journal;
  private final long revision;
  private final Set<ArtifactId> artifacts = new HashSet<>();
  private final Set<Long> erased = new HashSet<>();
  private @Nullable JournalHead read;

  /** The changes of {@code journal} behind {@code revision}. */
  public LaterChanges(Journal journal, long revision) {
    this.journal = journal;
    this.revision = revision;
  }

  /** Whether one of them is about {@code id}, or about an edge of it, or erases such a change. */
  public boolean touch(ArtifactId id) {
    readOn();
    return artifacts.contains(id);
  }

  /** Whether one of them erases the change at {@code earlier}. */
  public boolean erase(long earlier) {
    readOn();
    return erased.contains(earlier);
  }

  private void readOn() {
    JournalHead head = read == null ? start() : read;
    if (head == null) {
      return;
    }
    for (List<Entry> entries = journal.read(head, 16);
        !entries.isEmpty();
        entries = journal.read(head, 16)) {
      entries.forEach(this::add);
      head = entries.getLast().after();
    }
    read = head;
  }

  private @Nullable JournalHead start() {
    Optional<Entry> last = journal.entryOf(revision);
    last.ifPresent(this::add);
    return last.map(Entry::after).orElse(null);
  }

  private void add(Entry entry) {
    for (Change change : entry.changes()) {
      if (change.revision() > revision) {
        change.facts().forEach(this::add);
      }
    }
  }

  private void add(Fact fact) {
    switch (fact) {
      case Fact.AboutArtifact about -> artifacts.add(about.artifact());
      case Fact.AboutEdge about -> {
        artifacts.add(about.child());
        artifacts.add(about.parent());
      }
      case Fact.ErasurePerformed erasure -> {
        erased.addAll(erasure.residues().keySet());
        ErasedChanges.of(erasure, journal).forEach(left -> left.facts().forEach(this::add));
      }
      case Fact.SchemaPublished _, Fact.AboutPolicy _, Fact.DocumentImported _ -> {}
    }
  }
}
