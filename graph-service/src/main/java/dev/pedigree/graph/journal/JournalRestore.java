package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Puts the entries of another journal into an empty one. The first slot is taken by a mark, by a
 * lightweight transaction; whoever meets it, an older version too, can neither read nor append. The
 * first entry takes its place at last: until then there is nothing, and then all of it.
 *
 * <p>For one thread.
 */
public final class JournalRestore {
  /**
   * Entries that are under way at the same time. An entry is sent when the one so far ahead is in.
   */
  public static final int WINDOW = 16;

  private static final int ATTEMPTS = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final CqlSession session;
  private final PreparedStatement claim;
  private final PreparedStatement insert;
  private final PreparedStatement last;
  private final PreparedStatement commit;
  private final ArrayDeque<Sent> underWay = new ArrayDeque<>();

  /** An entry whose acknowledgement is waited for. */
  private record Sent(BoundStatement statement, CompletionStage<AsyncResultSet> answer) {}

  /** Makes the journal's table in the session's keyspace where it is absent. */
  public JournalRestore(CqlSession session) {
    JournalTable.create(session);
    this.session = session;
    claim =
        session.prepare(
            "INSERT INTO journal ("
                + JournalTable.COLUMNS
                + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?) IF NOT EXISTS");
    insert =
        session.prepare(
            "INSERT INTO journal ("
                + JournalTable.COLUMNS
                + ", residues) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)");
    last =
        session.prepare(
            "SELECT first_revision, last_revision FROM journal WHERE block = ?"
                + " ORDER BY first_revision DESC LIMIT 1");
    commit =
        session.prepare(
            "UPDATE journal SET last_revision = ?, format = ?, at = ?, nonce = ?, block_bytes = ?,"
                + " previous_hash = ?, hash = ?, payload_hashes = ?, payloads = ?, erasures = ?,"
                + " residues = ? WHERE block = 0 AND first_revision = 1 IF format = "
                + JournalTable.RESTORING
                + " AND hash = ?");
  }

  /**
   * What is to be restored.
   *
   * @param journal the hash of the first entry
   * @param revision the last one that is restored
   * @param hash of the entry that ends there
   * @param erasures of what is erased on the way
   */
  public record Target(Digest journal, long revision, Digest hash, Digest erasures) {}

  /** What became of {@link #claim}. */
  public sealed interface Claim {
    /**
     * The journal is kept for us.
     *
     * @param reached nothing up to this revision has to be put again, except the {@link #WINDOW}
     *     entries that end there; 0: nothing is there yet
     */
    record Ours(long reached) implements Claim {}

    /** There is a journal already; its first entry has this hash. */
    record Journal(Digest first) implements Claim {}

    /** Another restore was begun and not completed: of this journal, to this revision. */
    record Other(Digest journal, long revision) implements Claim {}
  }

  /**
   * Keeps the journal for a restore of {@code target}, or finds out who was faster.
   *
   * @throws UnavailableException if that is not certain; asking again is safe
   */
  public Claim claim(Target target) {
    BoundStatement statement =
        claim
            .bind(
                0L,
                1L,
                target.revision(),
                JournalTable.RESTORING,
                Instant.now(),
                UUID.randomUUID(),
                0L,
                blob(target.journal()),
                blob(target.hash()),
                blob(target.erasures()),
                ByteBuffer.allocate(0),
                0)
            .setConsistencyLevel(ConsistencyLevel.QUORUM)
            .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
            .setIdempotent(false);
    ResultSet answer = JournalTable.asking(() -> session.execute(statement));
    return answer.wasApplied()
        ? new Claim.Ours(0)
        : met(Objects.requireNonNull(answer.one()), target);
  }

  /** Whether a restore was begun here and is not complete. */
  public boolean isUnderWay() {
    SimpleStatement query =
        SimpleStatement.newInstance(
                "SELECT format FROM journal WHERE block = 0 AND first_revision = 1")
            .setConsistencyLevel(ConsistencyLevel.SERIAL);
    Row row = JournalTable.asking(() -> session.execute(query).one());
    return row != null && row.getInt(0) == JournalTable.RESTORING;
  }

  private Claim met(Row there, Target target) {
    Digest hash = digest(there, "hash");
    if (there.getInt("format") != JournalTable.RESTORING) {
      return new Claim.Journal(hash);
    }
    Digest journal = digest(there, "previous_hash");
    long revision = there.getLong("last_revision");
    if (!journal.equals(target.journal())
        || revision != target.revision()
        || !hash.equals(target.hash())) {
      return new Claim.Other(journal, revision);
    }
    // What was put before may have payloads that are known to be erased only since.
    boolean sameErasures = digest(there, "payload_hashes").equals(target.erasures());
    return new Claim.Ours(sameErasures ? reached() : 0);
  }

  private long reached() {
    long reached = 0;
    for (long block = 0; true; block++) {
      BoundStatement query = last.bind(block).setConsistencyLevel(ConsistencyLevel.QUORUM);
      Row row = JournalTable.asking(() -> session.execute(query).one());
      if (row == null) {
        return reached;
      }
      boolean isMark = row.getLong(0) == 1;
      reached = isMark ? reached : row.getLong(1);
    }
  }

  /**
   * Puts an entry that is not the first one. Returns when the entry {@link #WINDOW} before it is
   * durable on a quorum. Putting one again is harmless.
   *
   * @throws UnavailableException if an entry could not be written in several attempts
   */
  public void put(SealedEntry entry) {
    if (underWay.size() == WINDOW) {
      settle(underWay.removeFirst());
    }
    BoundStatement statement = bind(entry.stored());
    underWay.addLast(new Sent(statement, session.executeAsync(statement)));
  }

  /** Waits until all entries that were put are durable on a quorum. */
  public void await() {
    while (!underWay.isEmpty()) {
      settle(underWay.removeFirst());
    }
  }

  /**
   * Puts the first entry in the place of the mark, when all others are there: now there is a
   * journal.
   *
   * @throws UnavailableException if it is not certain that this was done; claiming again tells
   * @throws IllegalStateException if the mark is not ours any more
   */
  public void commit(SealedEntry first, Target target) {
    await();
    StoredEntry entry = first.stored();
    BoundStatement statement =
        commit
            .boundStatementBuilder(
                entry.lastRevision(),
                StoredEntry.FORMAT,
                entry.at(),
                entry.nonce(),
                entry.blockBytes(),
                blob(entry.previousHash()),
                blob(entry.hash()),
                ByteBuffer.wrap(entry.payloadHashes()),
                ByteBuffer.wrap(entry.payloads()),
                entry.erasures())
            .set(10, JournalTable.residuesOf(entry), JournalTable.RESIDUES)
            .setByteBuffer(11, blob(target.hash()))
            .setConsistencyLevel(ConsistencyLevel.QUORUM)
            .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
            .setIdempotence(false)
            .build();
    if (!JournalTable.asking(() -> session.execute(statement)).wasApplied()) {
      throw new IllegalStateException("the mark of this restore is gone");
    }
  }

  private BoundStatement bind(StoredEntry entry) {
    BoundStatementBuilder statement =
        insert
            .boundStatementBuilder(
                entry.block(),
                entry.firstRevision(),
                entry.lastRevision(),
                StoredEntry.FORMAT,
                entry.at(),
                entry.nonce(),
                entry.blockBytes(),
                blob(entry.previousHash()),
                blob(entry.hash()),
                ByteBuffer.wrap(entry.payloadHashes()),
                ByteBuffer.wrap(entry.payloads()),
                entry.erasures())
            .setConsistencyLevel(ConsistencyLevel.QUORUM)
            .setIdempotence(true);
    Map<Long, ByteBuffer> residues = JournalTable.residuesOf(entry);
    return residues.isEmpty()
        ? statement.build()
        : statement.set(12, residues, JournalTable.RESIDUES).build();
  }

  private void settle(Sent sent) {
    CompletionStage<AsyncResultSet> answer = sent.answer();
    Duration pause = FIRST_PAUSE;
    for (int attempt = 1; true; attempt++) {
      try {
        answer.toCompletableFuture().join();
        return;
      } catch (CompletionException e) {
        DriverException failure = driverFailure(e);
        if (attempt == ATTEMPTS) {
          throw new UnavailableException(
              "an entry could not be written: " + DriverWords.of(failure), failure);
        }
        rest(pause);
        pause = pause.multipliedBy(2);
        answer = session.executeAsync(sent.statement());
      }
    }
  }

  private static DriverException driverFailure(CompletionException e) {
    return switch (e.getCause()) {
      case QueryValidationException refused -> throw refused;
      case DriverException failure -> failure;
      case null, default -> throw e;
    };
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }

  private static ByteBuffer blob(Digest digest) {
    return ByteBuffer.wrap(digest.bytes());
  }

  private static Digest digest(Row row, String column) {
    return Digest.read(Objects.requireNonNull(row.getByteBuffer(column)).duplicate());
  }
}
