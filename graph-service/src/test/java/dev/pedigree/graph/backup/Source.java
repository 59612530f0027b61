package dev.pedigree.graph.backup;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalKeyspace;
import dev.pedigree.graph.journal.JournalRows;
import dev.pedigree.graph.journal.SealedEntry;
import dev.pedigree.graph.journal.SmallBlocks;
import dev.pedigree.localstack.LocalStack.Endpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/** A keyspace with a journal of small blocks, or room for one. */
final class Source implements AutoCloseable {
  static final long SEGMENT_BYTES = 12_000;
  static final BackupProgress SILENT = (_, _, _) -> {};

  private final JournalKeyspace keyspace;
  private JournalHead head = JournalHead.START;

  Source(Endpoints endpoints) {
    keyspace = new JournalKeyspace(endpoints);
  }

  CqlSession session() {
    return keyspace.session();
  }

  JournalKeyspace keyspace() {
    return keyspace;
  }

  JournalHead head() {
    return head;
  }

  /** Removes all entries. */
  Source cleared() {
    keyspace.clear();
    head = JournalHead.START;
    return this;
  }

  /** Appends one entry. */
  JournalHead append(List<Change.Draft> drafts) throws InterruptedException {
    Journal journal = SmallBlocks.journal(session());
    if (!(journal.append(head, drafts) instanceof Append.Done(Entry entry))) {
      throw new AssertionError("somebody else appends");
    }
    head = entry.after();
    return head;
  }

  /** Appends {@code count} entries of one change each. */
  void appendSingly(int seed, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      append(SmallBlocks.many(seed + i, 1));
    }
  }

  /** Every type of fact, entries of one and of many changes, many blocks. */
  void fill() throws InterruptedException {
    append(SmallBlocks.many(0, 3));
    append(SmallBlocks.allFacts());
    appendSingly(10, 40);
    append(SmallBlocks.many(100, 150));
    appendSingly(300, 40);
  }

  /** Appends the fact that tells of an erasure. */
  JournalHead announceErasureOf(List<Long> revisions) throws InterruptedException {
    Fact fact = SmallBlocks.journal(session()).erasureOf(revisions, "asked for");
    return append(List.of(new Change.Draft("eraser", null, List.of(fact), List.of())));
  }

  void erase(List<Long> revisions) throws InterruptedException {
    announceErasureOf(revisions);
    SmallBlocks.journal(session()).erase(revisions);
  }

  BackedUp backUp(Path folder) throws IOException, InterruptedException {
    return backUp(folder, ErasedPayloads.KEEP);
  }

  BackedUp backUp(Path folder, ErasedPayloads erased) throws IOException, InterruptedException {
    return new Backup(folder, SmallBlocks.rows(session()), SILENT, SEGMENT_BYTES).run(erased);
  }

  Restored restore(Path folder) throws IOException {
    return restore(folder, OptionalLong.empty());
  }

  Restored restore(Path folder, OptionalLong to) throws IOException {
    Restore restore = new Restore(folder, SILENT, Clock.systemUTC());
    return restore.run(session(), restore.plan(to));
  }

  /** All of its entries as they are stored, in order. */
  List<String> entries() {
    List<String> entries = new ArrayList<>();
    rows()
        .read(
            JournalHead.START,
            entry -> entries.add(Base64.getEncoder().encodeToString(entry.encode())));
    return entries;
  }

  /** The changes as whoever reads the journal gets them. */
  List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    rows().read(JournalHead.START, entry -> changes.addAll(entry.open().changes()));
    return changes;
  }

  /** The positions behind its entries. */
  List<JournalHead> positions() {
    List<JournalHead> positions = new ArrayList<>();
    rows().read(JournalHead.START, entry -> positions.add(entry.after()));
    return positions;
  }

  private JournalRows rows() {
    return SmallBlocks.rows(session());
  }

  /** Whether the payload of a revision has words that somebody wrote. */
  boolean hasWords(long revision) {
    List<Boolean> found = new ArrayList<>();
    rows()
        .read(
            JournalHead.START,
            entry -> found.add(holds(entry, revision) && !isErased(entry, revision)));
    return found.contains(true);
  }

  private static boolean holds(SealedEntry entry, long revision) {
    return entry.firstRevision() <= revision && revision <= entry.lastRevision();
  }

  private static boolean isErased(SealedEntry entry, long revision) {
    return entry.residues().containsKey(revision);
  }

  @Override
  public void close() {
    keyspace.close();
  }
}
