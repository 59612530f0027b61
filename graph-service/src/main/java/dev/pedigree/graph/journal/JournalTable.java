package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.Tables;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The journal's table: one partition per block, one row per entry, in order. */
final class JournalTable {
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS journal (
        block bigint,
        first_revision bigint,
        last_revision bigint,
        format int,
        at timestamp,
        nonce uuid,
        block_bytes bigint,
        previous_hash blob,
        hash blob,
        payload_hashes blob,
        payloads blob,
        erasures int,
        residues map<bigint, blob>,
        PRIMARY KEY (block, first_revision))
      """;

  /** The format of the row that keeps everybody else away until a restore is complete. */
  static final int RESTORING = -1;

  static final String COLUMNS =
      "block, first_revision, last_revision, format, at, nonce, block_bytes, previous_hash, hash,"
          + " payload_hashes, payloads, erasures";

  /** A block has at most 33 MiB, so this bounds round trips, not memory. */
  private static final int PAGE_ROWS = 64;

  static final GenericType<Map<Long, ByteBuffer>> RESIDUES =
      GenericType.mapOf(Long.class, ByteBuffer.class);

  private final CqlSession session;
  private final PreparedStatement insert;
  private final PreparedStatement erase;
  private final PreparedStatement from;
  private final PreparedStatement holding;
  private final PreparedStatement endOf;
  private final PreparedStatement lastOf;

  JournalTable(CqlSession session) {
    this.session = session;
    insert =
        session.prepare(
            "INSERT INTO journal (" + COLUMNS + ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?) IF NOT EXISTS");
    erase =
        session.prepare(
            "UPDATE journal SET payloads = ?, erasures = ?, residues = residues + ?"
                + " WHERE block = ? AND first_revision = ? IF erasures = ? AND hash = ?");
    String select = "SELECT " + COLUMNS + ", residues FROM journal WHERE block = ?";
    from = session.prepare(select + " AND first_revision >= ? LIMIT ?");
    holding =
        session.prepare(select + " AND first_revision <= ? ORDER BY first_revision DESC LIMIT 1");
    endOf =
        session.prepare(
            "SELECT last_revision, block_bytes FROM journal WHERE block = ?"
                + " AND first_revision <= ? ORDER BY first_revision DESC LIMIT 1");
    lastOf = session.prepare(select + " ORDER BY first_revision DESC LIMIT 1");
  }

  static void create(CqlSession session) {
    Tables.make(session, TABLE);
  }

  /** Proposes {@code entry} for its slot. Not idempotent for the driver: it never repeats it. */
  BoundStatement insert(StoredEntry entry) {
    return insert
        .bind(
            entry.block(),
            entry.firstRevision(),
            entry.lastRevision(),
            StoredEntry.FORMAT,
            entry.at(),
            entry.nonce(),
            entry.blockBytes(),
            ByteBuffer.wrap(entry.previousHash().bytes()),
            ByteBuffer.wrap(entry.hash().bytes()),
            ByteBuffer.wrap(entry.payloadHashes()),
            ByteBuffer.wrap(entry.payloads()),
            entry.erasures())
        .setConsistencyLevel(ConsistencyLevel.QUORUM)
        .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
        .setIdempotent(false);
  }

  /**
   * Puts what {@link StoredEntry#erased} left in place of the row that it was made from, unless
   * somebody else erased something of that row meanwhile.
   *
   * @return false: somebody else did
   * @throws UnavailableException if that may or may not have been done
   */
  boolean erase(StoredEntry erased) {
    return asking(() -> session.execute(bindErase(erased))).wasApplied();
  }

  /** The residues of {@code entry}, as the column holds them. */
  static Map<Long, ByteBuffer> residuesOf(StoredEntry entry) {
    Map<Long, ByteBuffer> residues = new HashMap<>();
    entry.residues().forEach((revision, residue) -> residues.put(revision, wrap(residue)));
    return residues;
  }

  private BoundStatement bindErase(StoredEntry erased) {
    return erase
        .boundStatementBuilder()
        .setByteBuffer(0, wrap(erased.payloads()))
        .setInt(1, erased.erasures())
        .set(2, residuesOf(erased), RESIDUES)
        .setLong(3, erased.block())
        .setLong(4, erased.firstRevision())
        .setInt(5, erased.erasures() - 1)
        .setByteBuffer(6, wrap(erased.hash().bytes()))
        .setConsistencyLevel(ConsistencyLevel.QUORUM)
        .setSerialConsistencyLevel(ConsistencyLevel.SERIAL)
        .setIdempotence(false)
        .build();
  }

  /**
   * The rows of {@code block} from {@code firstRevision} on, in order, at most {@code limit}, as a
   * quorum has them.
   *
   * @throws UnavailableException here and while iterating
   */
  Iterator<StoredEntry> from(long block, long firstRevision, int limit) {
    BoundStatement query =
        from.bind(block, firstRevision, limit)
            .setPageSize(PAGE_ROWS)
            .setConsistencyLevel(ConsistencyLevel.QUORUM);
    Iterator<Row> rows = execute(query).iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return asking(rows::hasNext);
      }

      @Override
      public StoredEntry next() {
        return entry(asking(rows::next));
      }
    };
  }

  /** The row of {@code block} with the highest first revision up to {@code revision}. */
  Optional<StoredEntry> holding(long block, long revision, ConsistencyLevel consistency) {
    return first(holding.bind(block, revision).setConsistencyLevel(consistency))
        .map(JournalTable::entry);
  }

  /** Where the row that {@link #holding} gives ends. */
  Optional<End> endOf(long block, long revision) {
    return first(endOf.bind(block, revision).setConsistencyLevel(ConsistencyLevel.QUORUM))
        .map(row -> new End(row.getLong(0), row.getLong(1)));
  }

  /** The last row of {@code block}, after settling what is under way there. */
  Optional<StoredEntry> lastOf(long block) {
    return first(lastOf.bind(block).setConsistencyLevel(ConsistencyLevel.SERIAL))
        .map(JournalTable::entry);
  }

  /**
   * The last revision of an entry, and the bytes of its block up to there.
   *
   * @param blockBytes see {@link StoredEntry#blockBytes}
   */
  record End(long lastRevision, long blockBytes) {}

  static StoredEntry entry(Row row) {
    int format = row.getInt("format");
    long first = row.getLong("first_revision");
    if (format == RESTORING) {
      throw new UnavailableException(
          "a restore into this journal is under way or was cut short (expected: it is run to its"
              + " end)");
    }
    if (format != StoredEntry.FORMAT) {
      throw new UndecodableChangeException(
          "entry of revision "
              + first
              + ": format "
              + format
              + " (expected: up to "
              + StoredEntry.FORMAT
              + ")");
    }
    return new StoredEntry(
        row.getLong("block"),
        first,
        row.getLong("last_revision"),
        required(first, "at", row.get("at", Instant.class)).toEpochMilli(),
        required(first, "nonce", row.getUuid("nonce")),
        row.getLong("block_bytes"),
        digest(row, first, "previous_hash"),
        digest(row, first, "hash"),
        bytes(required(first, "payload_hashes", row.getByteBuffer("payload_hashes"))),
        bytes(required(first, "payloads", row.getByteBuffer("payloads"))),
        row.getInt("erasures"),
        residues(row));
  }

  private static Map<Long, byte[]> residues(Row row) {
    if (row.isNull("residues")) {
      return Map.of();
    }
    Map<Long, byte[]> residues = new HashMap<>();
    @Nullable Map<Long, ByteBuffer> stored = row.get("residues", RESIDUES);
    if (stored != null) {
      stored.forEach((revision, residue) -> residues.put(revision, bytes(residue)));
    }
    return residues;
  }

  private static Digest digest(Row row, long first, String column) {
    ByteBuffer bytes = required(first, column, row.getByteBuffer(column));
    if (bytes.remaining() != Digest.BYTES) {
      throw damaged(first, column + " has " + bytes.remaining() + " bytes (expected: 32)");
    }
    return Digest.read(bytes);
  }

  private static <T> T required(long first, String column, @Nullable T value) {
    if (value == null) {
      throw damaged(first, column + " is missing");
    }
    return value;
  }

  private static JournalDamagedException damaged(long first, String what) {
    return new JournalDamagedException("entry of revision " + first + ": " + what);
  }

  private Optional<Row> first(BoundStatement query) {
    return Optional.ofNullable(execute(query).one());
  }

  private ResultSet execute(BoundStatement query) {
    return asking(() -> session.execute(query));
  }

  /** What failed here may simply be asked again, unless the statement itself was refused. */
  static <T> T asking(Supplier<T> read) {
    try {
      return read.get();
    } catch (QueryValidationException e) {
      throw e;
    } catch (DriverException e) {
      throw new UnavailableException("the journal does not answer: " + DriverWords.of(e), e);
    }
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
