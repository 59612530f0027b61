package dev.pedigree.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What each caller may still ask for: a bucket that fills evenly, in a minute from empty to full
 * (token bucket), and so many operations at a time. What is larger than what is left is let in as
 * long as anything is left, and paid back later. Safe for many threads.
 */
@Component
public final class CallerBudgets {
  private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int CHARACTERS_PER_COST = 20;
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final int MOST_CALLERS = 100_000;

  private final long perMinute;
  private final int atATime;
  private final LongSupplier nanoTime;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MOST_CALLERS).expireAfterAccess(FORGOTTEN).build();

  @Autowired
  CallerBudgets(GatewayProperties properties) {
    this(
        properties.limits().callerCost(), properties.limits().callerOperations(), System::nanoTime);
  }

  CallerBudgets(long perMinute, int atATime, LongSupplier nanoTime) {
    this.perMinute = perMinute;
    this.atATime = atATime;
    this.nanoTime = nanoTime;
  }

  /** An operation of {@code caller} begins; empty: it may not, there are too many. */
  public Optional<Ticket> begin(String caller) {
    Bucket bucket = buckets.get(caller, _ -> new Bucket());
    return bucket.enter() ? Optional.of(new Ticket(bucket)) : Optional.empty();
  }

  /** Why no more operations of a caller may begin. */
  public Refusal tooMany() {
    return new Refusal(
        ErrorCode.RATE_LIMITED,
        "operations of this caller at the same time: more than %d (expected: wait for answers)"
            .formatted(atATime),
        null);
  }

  /** An operation that has begun. */
  public final class Ticket implements AutoCloseable {
    private final Bucket bucket;
    private boolean open = true;

    private Ticket(Bucket bucket) {
      this.bucket = bucket;
    }

    /**
     * Takes what it costs to read {@code document}, be it refused then or not; empty: nothing
     * stands against it.
     */
    public Optional<Refusal> read(String document) {
      return spend(document.length() / CHARACTERS_PER_COST);
    }

    /** Takes {@code cost} from what is left; empty: nothing stands against it. */
    Optional<Refusal> spend(long cost) {
      double missing = bucket.spend(cost);
      return missing < 0
          ? Optional.empty()
          : Optional.of(
              new Refusal(
                  ErrorCode.RATE_LIMITED,
                  "cost: %d, and what this caller may ask for in a minute is used up (expected: ask again in %d s)"
                      .formatted(cost, (long) Math.ceil(missing * 60 / perMinute)),
                  null));
    }

    long left() {
      return bucket.left();
    }

    /** The operation is over. May be called again. */
    @Override
    public synchronized void close() {
      if (open) {
        open = false;
        bucket.leave();
      }
    }
  }

  private final class Bucket {
    private double left = perMinute;
    private long filledAt = nanoTime.getAsLong();
    private int running;

    synchronized boolean enter() {
      if (running >= atATime) {
        return false;
      }
      running++;
      return true;
    }

    synchronized void leave() {
      running--;
    }

    /** Negative: done; else how much is missing until something is left. */
    synchronized double spend(long cost) {
      fill();
      if (left <= 0) {
        return -left;
      }
      left -= cost;
      return -1;
    }

    synchronized long left() {
      fill();
      return (long) Math.max(0, left);
    }

    private void fill() {
      long now = nanoTime.getAsLong();
      left = Math.min((double) perMinute, left + perMinute * ((now - filledAt) / NANOS_PER_MINUTE));
      filledAt = now;
    }
  }
}
