package dev.pedigree.graph.projection;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.pedigree.graph.cassandra.Tables;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Leases in Cassandra: one holder a projection, by lightweight transactions. A holder renews; who
 * wants the lease takes it when it was given up, or when he has seen it unrenewed for its whole
 * duration by his own clock. Clocks of different machines are never compared.
 *
 * <p>A holder that is paused does not notice that his lease is gone: that is what the fence is for.
 * Safe for many threads.
 */
public final class LeaseStore {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS projections (
        name text PRIMARY KEY,
        holder uuid,
        fence bigint,
        beat bigint,
        revision bigint)
      """;

  private final CqlSession session;
  private final Duration duration;
  private final Duration patience;
  private final LongSupplier nanoTime;
  private final Map<String, Sighting> sightings = new ConcurrentHashMap<>();

  /**
   * Leases in the session's keyspace.
   *
   * @param duration how long a lease lives without being renewed; the same in every process
   */
  public LeaseStore(CqlSession session, Duration duration) {
    this(session, duration, Duration.ZERO, System::nanoTime);
  }

  LeaseStore(CqlSession session, Duration duration, Duration patience, LongSupplier nanoTime) {
    this.session = session;
    this.duration = duration;
    this.patience = patience;
    this.nanoTime = nanoTime;
  }

  /**
   * The same leases, for a process that leaves them to others: it takes one only if it has seen it
   * free for {@code time}.
   */
  public LeaseStore leavingToOthers(Duration time) {
    return new LeaseStore(session, duration, time, nanoTime);
  }

  /** A lease as it was first seen, and when. */
  private record Sighting(@Nullable UUID holder, long fence, long beat, long atNanos) {
    boolean same(Sighting that) {
      return Objects.equals(holder, that.holder) && fence == that.fence && beat == that.beat;
    }
  }

  /** Makes the table of leases and watermarks where it is absent. */
  public static void createTable(CqlSession session) {
    StoreCall.run(() -> Tables.make(session, CREATE));
  }

  /** How long a lease lives without being renewed. */
  public Duration duration() {
    return duration;
  }

  /**
   * Takes the lease if it is free, given up, or was not renewed for its duration since a call
   * before this one saw it; and if nobody else wanted it, where it is left to others.
   *
   * @param holder an id that nobody else uses
   * @return empty if somebody else has it
   * @throws UnavailableException if the outcome is not known; ask again with the same holder
   */
  public Optional<Lease> take(String projection, UUID holder) {
    Optional<Sighting> current = read(projection);
    if (current.isEmpty()) {
      if (!expired(projection, new Sighting(null, 0, 0, nanoTime.getAsLong()))) {
        return Optional.empty();
      }
      boolean taken =
          applied(
              "INSERT INTO projections (name, holder, fence, beat, revision) VALUES (?, ?, 1, 0, 0)"
                  + " IF NOT EXISTS",
              projection,
              holder);
      return taken ? Optional.of(new Lease(projection, holder, 1, 0)) : Optional.empty();
    }
    Sighting seen = current.get();
    if (holder.equals(seen.holder)) {
      return Optional.of(new Lease(projection, holder, seen.fence, seen.beat));
    }
    return expired(projection, seen) ? takeOver(projection, holder, seen) : Optional.empty();
  }

  private boolean expired(String projection, Sighting seen) {
    Sighting first = sightings.merge(projection, seen, (old, now) -> old.same(now) ? old : now);
    Duration lives = seen.holder == null ? Duration.ZERO : duration;
    return seen.atNanos - first.atNanos >= lives.plus(patience).toNanos();
  }

  private Optional<Lease> takeOver(String projection, UUID holder, Sighting seen) {
    long fence = seen.fence + 1;
    boolean taken =
        applied(
            "UPDATE projections SET holder = ?, fence = ?, beat = 0 WHERE name = ?"
                + " IF fence = ? AND beat = ?",
            holder,
            fence,
            projection,
            seen.fence,
            seen.beat);
    return taken ? Optional.of(new Lease(projection, holder, fence, 0)) : Optional.empty();
  }

  /**
   * Shows that the holder is alive.
   *
   * @return the renewed lease; empty if somebody else has taken it
   * @throws UnavailableException if the outcome is not known; take it anew
   */
  public Optional<Lease> renew(Lease lease) {
    long beat = lease.beat() + 1;
    boolean renewed =
        applied(
            "UPDATE projections SET beat = ? WHERE name = ? IF fence = ? AND beat = ?",
            beat,
            lease.projection(),
            lease.fence(),
            lease.beat());
    return renewed
        ? Optional.of(new Lease(lease.projection(), lease.holder(), lease.fence(), beat))
        : Optional.empty();
  }

  /** Gives it up, so that another may take it at once. Nothing happens if it is gone already. */
  public void release(Lease lease) {
    applied(
        "UPDATE projections SET holder = null WHERE name = ? IF fence = ? AND holder = ?",
        lease.projection(),
        lease.fence(),
        lease.holder());
  }

  private Optional<Sighting> read(String projection) {
    SimpleStatement select =
        SimpleStatement.newInstance(
                "SELECT holder, fence, beat FROM projections WHERE name = ?", projection)
            .setConsistencyLevel(ConsistencyLevel.SERIAL);
    Row row = StoreCall.of(() -> session.execute(select).one());
    if (row == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Sighting(row.getUuid(0), row.getLong(1), row.getLong(2), nanoTime.getAsLong()));
  }

  private boolean applied(String cql, Object... values) {
    SimpleStatement statement = SimpleStatement.newInstance(cql, values).setIdempotent(false);
    ResultSet answer = StoreCall.of(() -> session.execute(statement));
    return answer.wasApplied();
  }
}
