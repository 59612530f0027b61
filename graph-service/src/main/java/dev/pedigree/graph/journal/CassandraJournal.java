package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The journal on Cassandra: an entry is a row, and appending it is a lightweight transaction on its
 * slot, so there is one winner whichever process writes. Safe for many threads.
 */
public final class CassandraJournal implements Journal {
  /** A block closes with the entry that brings it to so many bytes. Part of the format. */
  static final long MAX_BLOCK_BYTES = 32L << 20;

  private final JournalTable table;
  private final Proposer proposer;
  private final BlockIndex blocks;
  private final Courtesy courtesy = new Courtesy();
  private final Clock clock;
  private final long maxBlockBytes;

  /**
   * Opens the journal whose tables {@link #createTables} made.
   *
   * @param session with the journal's keyspace; stays open
   * @param clock for the time of entries, which is cut to milliseconds
   * @throws com.datastax.oss.driver.api.core.DriverException if Cassandra does not answer, or there
   *     are no tables
   */
  public CassandraJournal(CqlSession session, Clock clock) {
    this(session, clock, MAX_BLOCK_BYTES);
  }

  CassandraJournal(CqlSession session, Clock clock, long maxBlockBytes) {
    this.table = new JournalTable(session);
    this.proposer = new Proposer(session);
    this.blocks = new BlockIndex(table, maxBlockBytes);
    this.clock = clock;
    this.maxBlockBytes = maxBlockBytes;
  }

  /** Makes the tables in the session's keyspace where they are absent. */
  public static void createTables(CqlSession session) {
    JournalTable.create(session);
  }

  @Override
  public Instant timeBehind(JournalHead after) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return now.isBefore(after.at()) ? after.at() : now;
  }

  @Override
  public Append append(JournalHead after, List<Change.Draft> drafts, Instant at)
      throws InterruptedException {
    List<byte[]> payloads = Payloads.encode(drafts);
    if (StoredEntry.blockBehind(after, maxBlockBytes) != after.block() && !endsBlock(after)) {
      return new Append.Conflict(after);
    }
    StoredEntry mine = StoredEntry.seal(after, payloads, at, maxBlockBytes);
    long begin = System.nanoTime();
    AsyncResultSet answer = proposer.propose(table.insert(mine));
    if (answer.wasApplied() || isOurs(answer.one(), mine)) {
      courtesy.won(System.nanoTime() - begin);
      blocks.learn(mine.after());
      return new Append.Done(mine.entryOf(drafts));
    }
    holdBack();
    return new Append.Conflict(after);
  }

  @Override
  public int encodedBytes(Change.Draft draft) {
    return StoredEntry.encodedBytes(FactCodec.encodedBytes(draft));
  }

  @Override
  public List<Entry> read(JournalHead after, int maxEntries) {
    List<Entry> entries = new ArrayList<>();
    JournalHead head = after;
    boolean more = true;
    while (more && entries.size() < maxEntries) {
      long block = StoredEntry.blockBehind(head, maxBlockBytes);
      int left = maxEntries - entries.size();
      head = readBlock(block, head, left, entries);
      more = StoredEntry.blockBehind(head, maxBlockBytes) != block;
    }
    return entries;
  }

  @Override
  public Optional<Entry> entryOf(long revision) {
    return rowOf(revision, ConsistencyLevel.QUORUM)
        .map(
            row -> {
              row.verify();
              return row.open();
            });
  }

  /**
   * What shows that {@code revision} is part of the chain; empty if it is not written yet.
   *
   * @throws UnavailableException if it cannot be read now
   * @throws JournalDamagedException if its entry does not hold
   */
  public Optional<EntryEvidence> evidenceOf(long revision) {
    return rowOf(revision, ConsistencyLevel.QUORUM)
        .map(
            row -> {
              row.verify();
              return row.evidence(revision);
            });
  }

  @Override
  public void erase(Collection<Long> revisions) {
    NavigableSet<Long> left = new TreeSet<>(revisions);
    while (!left.isEmpty()) {
      long revision = left.first();
      StoredEntry row =
          rowOf(revision, ConsistencyLevel.SERIAL).orElseThrow(() -> notWritten(revision));
      row.verify();
      Set<Long> here = left.subSet(row.firstRevision(), true, row.lastRevision(), true);
      if (row.erased(here).map(table::erase).orElse(true)) {
        here.clear();
      }
    }
  }

  @Override
  public long verify(JournalHead expected, JournalVerifier.Report report) {
    JournalVerifier.Blocks rows = block -> table.from(block, Long.MIN_VALUE, Integer.MAX_VALUE);
    return new JournalVerifier(rows, maxBlockBytes, expected, report).verify();
  }

  private JournalHead readBlock(long block, JournalHead after, int limit, List<Entry> entries) {
    JournalHead head = after;
    Iterator<StoredEntry> rows = table.from(block, head.revision() + 1, limit);
    while (rows.hasNext()) {
      StoredEntry row = rows.next();
      if (row.firstRevision() > head.revision() + 1) {
        break;
      }
      row.verifyBehind(head, maxBlockBytes);
      entries.add(row.open());
      head = row.after();
      blocks.learn(head);
    }
    return head;
  }

  /**
   * Whether {@code after}, which closes its block, is its last entry: a lightweight transaction
   * sees one block only, so nothing else would notice that it is not.
   */
  private boolean endsBlock(JournalHead after) {
    Optional<StoredEntry> last = table.lastOf(after.block());
    if (last.isEmpty() || last.get().lastRevision() < after.revision()) {
      throw new JournalDamagedException(
          "revision "
              + after.revision()
              + " is no longer in block "
              + after.block()
              + ", whose last is "
              + last.map(StoredEntry::lastRevision).orElse(0L));
    }
    return last.get().hash().equals(after.hash());
  }

  /** The outcome is certain, so an interruption only ends the pause. */
  private void holdBack() {
    try {
      Thread.sleep(courtesy.lost());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static IllegalArgumentException notWritten(long revision) {
    return new IllegalArgumentException("revision " + revision + " is not in the journal");
  }

  private static boolean isOurs(Row winner, StoredEntry mine) {
    return mine.nonce().equals(winner.getUuid("nonce"));
  }

  private Optional<StoredEntry> rowOf(long revision, ConsistencyLevel consistency) {
    if (revision < 1) {
      return Optional.empty();
    }
    return blocks
        .blockOf(revision)
        .flatMap(block -> table.holding(block, revision, consistency))
        .filter(row -> row.lastRevision() >= revision);
  }
}
