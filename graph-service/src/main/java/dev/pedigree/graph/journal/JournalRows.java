package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

/** The journal's entries as they lie in Cassandra, for those who copy them. Only reads. */
public final class JournalRows {
  private final JournalTable table;
  private final long blockBytes;

  JournalRows(CqlSession session, long blockBytes) {
    this.table = new JournalTable(session);
    this.blockBytes = blockBytes;
  }

  /** Those in the session's keyspace; empty if it has no table for them. */
  public static Optional<JournalRows> open(CqlSession session) {
    try {
      return Optional.of(new JournalRows(session, CassandraJournal.MAX_BLOCK_BYTES));
    } catch (InvalidQueryException e) {
      return Optional.empty();
    }
  }

  /** With so many bytes a block closes; whoever verifies an entry has to know it. */
  public long blockBytes() {
    return blockBytes;
  }

  /**
   * Where the first entry ends, whose hash tells this journal from all others.
   *
   * @return empty if nothing was appended yet
   */
  public Optional<JournalHead> first() {
    Iterator<StoredEntry> rows = table.from(0, 1, 1);
    return rows.hasNext() ? Optional.of(rows.next().after()) : Optional.empty();
  }

  /** Whether {@code head} is where one of this journal's entries ends. */
  public boolean holds(JournalHead head) {
    return table
        .holding(head.block(), head.revision(), ConsistencyLevel.QUORUM)
        .filter(row -> row.after().equals(head))
        .isPresent();
  }

  /**
   * Gives {@code sink} the entries right behind {@code after}, in order, each verified behind the
   * one before it, until it has them all or wants no more.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if they cannot be read now
   * @throws UndecodableChangeException if a newer version wrote one of them
   * @throws JournalDamagedException if the chain does not hold
   */
  public void read(JournalHead after, Predicate<SealedEntry> sink) {
    JournalHead head = after;
    boolean more = true;
    while (more) {
      long block = StoredEntry.blockBehind(head, blockBytes);
      Iterator<StoredEntry> rows = table.from(block, head.revision() + 1, Integer.MAX_VALUE);
      while (more && rows.hasNext()) {
        StoredEntry row = rows.next();
        row.verifyBehind(head, blockBytes);
        head = row.after();
        more = sink.test(new SealedEntry(row));
      }
      more = more && StoredEntry.blockBehind(head, blockBytes) != block;
    }
  }
}
