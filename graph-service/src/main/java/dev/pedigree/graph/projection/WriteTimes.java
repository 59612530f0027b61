package dev.pedigree.graph.projection;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.pedigree.graph.cassandra.Tables;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a projection adds to revisions to get the times of its writes. Zero, until a repair had to
 * win over what others wrote at the time of a clock: then all later writes have to win over it,
 * too. Kept in Cassandra; only the lease holder raises it.
 */
public final class WriteTimes {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS projection_times (
        name text PRIMARY KEY,
        base bigint)
      """;

  private final CqlSession session;
  private final String projection;
  private volatile long base;

  /** Of one projection, in the session's keyspace; zero until they are read. */
  public WriteTimes(CqlSession session, String projection) {
    this.session = session;
    this.projection = projection;
  }

  /** Reads what holds. */
  public void prepare() {
    SimpleStatement select =
        SimpleStatement.newInstance("SELECT base FROM projection_times WHERE name = ?", projection)
            .setIdempotent(true);
    try {
      Row row = StoreCall.of(() -> session.execute(select).one());
      base = row == null ? 0 : row.getLong(0);
    } catch (InvalidQueryException e) {
      // There is no table: nothing was ever raised.
      base = 0;
    }
  }

  /** What is added, in microseconds. */
  public long base() {
    return base;
  }

  /**
   * Makes all later times greater than those of a clock up to now, and than {@code used}.
   *
   * @param used the greatest time that was written with
   */
  public void raise(long used) {
    long raised = Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), used + 1);
    SimpleStatement insert =
        SimpleStatement.newInstance(
                "INSERT INTO projection_times (name, base) VALUES (?, ?)", projection, raised)
            .setIdempotent(true);
    StoreCall.run(() -> Tables.make(session, CREATE));
    StoreCall.of(() -> session.execute(insert));
    base = raised;
  }
}
