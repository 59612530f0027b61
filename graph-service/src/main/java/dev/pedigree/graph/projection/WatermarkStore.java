package dev.pedigree.graph.projection;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Watermarks in Cassandra. Only who has the newest lease can move one: it lies beside the lease, so
 * that one lightweight transaction sees both. Safe for many threads.
 */
public final class WatermarkStore implements Watermarks {
  private final CqlSession session;

  /** Watermarks in the session's keyspace; {@link LeaseStore#createTable} makes the table. */
  public WatermarkStore(CqlSession session) {
    this.session = session;
  }

  @Override
  public long read(String projection) {
    return read(projection, ConsistencyLevel.QUORUM);
  }

  @Override
  public long readSerially(String projection) {
    return read(projection, ConsistencyLevel.SERIAL);
  }

  /**
   * The watermarks of all projections by their names, or a little less.
   *
   * @throws UnavailableException if the store does not answer
   */
  public Map<String, Long> readAll() {
    Map<String, Long> all = new HashMap<>();
    SimpleStatement select =
        SimpleStatement.newInstance("SELECT name, revision FROM projections").setIdempotent(true);
    for (Row row : guarded(select)) {
      all.put(Objects.requireNonNull(row.getString(0)), row.getLong(1));
    }
    return all;
  }

  @Override
  public boolean advance(Lease lease, long revision) {
    SimpleStatement update =
        SimpleStatement.newInstance(
                "UPDATE projections SET revision = ? WHERE name = ? IF fence = ?",
                revision,
                lease.projection(),
                lease.fence())
            .setIdempotent(false);
    return StoreCall.of(() -> session.execute(update).wasApplied());
  }

  /** What is added to revisions where a projection writes with times, in the same keyspace. */
  public WriteTimes writeTimes(String projection) {
    return new WriteTimes(session, projection);
  }

  private long read(String projection, ConsistencyLevel consistency) {
    SimpleStatement select =
        SimpleStatement.newInstance("SELECT revision FROM projections WHERE name = ?", projection)
            .setConsistencyLevel(consistency)
            .setIdempotent(true);
    for (Row row : guarded(select)) {
      return row.getLong(0);
    }
    return 0;
  }

  private Iterable<Row> guarded(SimpleStatement select) {
    try {
      return StoreCall.of(() -> session.execute(select).all());
    } catch (InvalidQueryException e) {
      throw new UnavailableException("the table of projections is not made yet", e);
    }
  }
}
