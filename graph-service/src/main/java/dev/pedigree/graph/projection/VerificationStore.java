package dev.pedigree.graph.projection;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import dev.pedigree.graph.cassandra.Tables;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the last verifications found, in Cassandra: one row for the journal and each projection,
 * whichever process compared it. Safe for many threads.
 */
public final class VerificationStore {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS verifications (
        name text PRIMARY KEY,
        ended_at timestamp,
        clean_at timestamp,
        differences bigint)
      """;

  private final CqlSession session;

  /** In the session's keyspace; the table is made when it is first written. */
  public VerificationStore(CqlSession session) {
    this.session = session;
  }

  /**
   * Notes that all of {@code verification} ended at {@code at}.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the store does not answer; noting
   *     it again is safe
   */
  public void note(Verification verification, Instant at) {
    StoreCall.run(() -> Tables.make(session, CREATE));
    verification.results().forEach(result -> note(result, at));
  }

  private void note(Verification.Progress result, Instant at) {
    SimpleStatement update =
        result.differences() == 0
            ? SimpleStatement.newInstance(
                "UPDATE verifications SET ended_at = ?, clean_at = ?, differences = 0 WHERE name ="
                    + " ?",
                at,
                at,
                result.projection())
            : SimpleStatement.newInstance(
                "UPDATE verifications SET ended_at = ?, differences = ? WHERE name = ?",
                at,
                result.differences(),
                result.projection());
    StoreCall.of(() -> session.execute(update.setIdempotent(true)));
  }

  /**
   * The last of each by what was verified; empty: nothing ever was.
   *
   * @throws dev.pedigree.graph.cassandra.UnavailableException if the store does not answer
   */
  public Map<String, Verification.Last> readAll() {
    SimpleStatement select =
        SimpleStatement.newInstance(
                "SELECT name, ended_at, clean_at, differences FROM verifications")
            .setIdempotent(true);
    Map<String, Verification.Last> all = new HashMap<>();
    try {
      for (Row row : StoreCall.of(() -> session.execute(select).all())) {
        all.put(Objects.requireNonNull(row.getString(0)), last(row));
      }
    } catch (InvalidQueryException e) {
      return Map.of();
    }
    return all;
  }

  private static Verification.Last last(Row row) {
    @Nullable Instant cleanAt = row.getInstant(2);
    return new Verification.Last(
        Objects.requireNonNull(row.getInstant(1)), cleanAt, row.getLong(3));
  }
}
