package dev.pedigree.graph.pending;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.pedigree.graph.cassandra.Tables;
import dev.pedigree.graph.projection.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Parts of runs that are not over, in Cassandra. Of a part that is told several times the newest
 * counts, by the time of whoever tells it: in whichever order and however often parts arrive, what
 * is read is the same. Nothing here is a fact yet; what nobody ends is forgotten. Safe for many
 * threads.
 *
 * <p>All methods throw {@link dev.pedigree.graph.cassandra.UnavailableException} if the store does
 * not answer; they may be called again.
 */
public final class PendingParts {
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS pending (
        caller text,
        run text,
        part text,
        value text,
        PRIMARY KEY ((caller, run), part))
      """;

  /** Of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final String INSERT =
      "INSERT INTO pending (caller, run, part, value) VALUES (?, ?, ?, ?)"
          + " USING TTL ? AND TIMESTAMP ?";
  private static final String SELECT =
      "SELECT part, value FROM pending WHERE caller = ? AND run = ?";

  private final CqlSession session;
  private volatile @Nullable PreparedStatement insert;

  /** In the session's keyspace; the table is made when it is first asked for. */
  public PendingParts(CqlSession session) {
    this.session = session;
  }

  /**
   * Keeps parts, all of them or none.
   *
   * @param caller who tells them: runs of different callers have nothing to do with each other
   * @param at the time that the parts are of; all times before 1970 are one
   * @param parts values by name
   * @param kept how long, from now on
   */
  public void put(String caller, String run, Instant at, Map<String, String> parts, Duration kept) {
    PreparedStatement prepared = prepared();
    long micros = Math.max(1, micros(at));
    int seconds = Math.toIntExact(kept.toSeconds());
    BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
    parts.forEach(
        (part, value) ->
            batch.addStatement(prepared.bind(caller, run, part, value, seconds, micros)));
    BatchStatement statement = batch.setIdempotence(true).build();
    var _ = StoreCall.of(() -> session.execute(statement));
  }

  private static long micros(Instant at) {
    long seconds = Math.clamp(at.getEpochSecond(), 0, LAST_SECOND);
    return seconds * 1_000_000 + TimeUnit.NANOSECONDS.toMicros(at.getNano());
  }

  /** All parts of a run, by name; empty: there are none, or no longer. */
  public Map<String, String> read(String caller, String run) {
    return read(SimpleStatement.newInstance(SELECT, caller, run));
  }

  /** One part, likewise. */
  public Map<String, String> read(String caller, String run, String part) {
    return read(SimpleStatement.newInstance(SELECT + " AND part = ?", caller, run, part));
  }

  private Map<String, String> read(SimpleStatement select) {
    var _ = prepared();
    Map<String, String> parts = new LinkedHashMap<>();
    for (Row row : StoreCall.of(() -> session.execute(select.setIdempotent(true)).all())) {
      parts.put(
          Objects.requireNonNull(row.getString("part")),
          Objects.requireNonNull(row.getString("value")));
    }
    return parts;
  }

  private PreparedStatement prepared() {
    PreparedStatement known = insert;
    if (known == null) {
      StoreCall.run(() -> Tables.make(session, TABLE));
      known = StoreCall.of(() -> session.prepare(INSERT));
      insert = known;
    }
    return known;
  }
}
