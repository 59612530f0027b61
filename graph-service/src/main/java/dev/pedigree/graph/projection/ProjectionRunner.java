package dev.pedigree.graph.projection;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one projection up with the journal, on a thread of its own: takes the lease or waits for
 * it, prepares, applies what is behind the watermark and moves the watermark.
 *
 * <p>Every process runs one for every projection; one at a time holds the lease. It outlives
 * outages of the stores, waiting longer from failure to failure.
 */
public final class ProjectionRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);

  /** How long a batch in hand is waited for before it is interrupted. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

  private static final Duration YIELD = Duration.ofMillis(20);

  private final Projection projection;
  private final LeaseStore leases;
  private final Watermarks watermarks;
  private final Settings settings;
  private final LongConsumer onWatermark;
  private final LongPredicate yields;
  private final JournalCursor cursor;
  private final UUID holder = UUID.randomUUID();
  private final Semaphore pokes = new Semaphore(0);
  private final Queue<Job<?>> jobs = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
  private final Thread thread;
  private final Thread heart;
  private volatile Progress progress = new Progress(0, 0, false, null);
  private volatile boolean closed;

  /**
   * How it goes about it.
   *
   * @param changesPerBatch applied together: as many entries as have so many changes, at least one
   * @param poll how long at most it does not look at the journal or the lease
   * @param longestBackoff how long it waits at most after a failure
   */
  public record Settings(int changesPerBatch, Duration poll, Duration longestBackoff) {
    /** For a service that is poked when the journal grows. */
    public static Settings standard() {
      return new Settings(16_000, Duration.ofMillis(500), Duration.ofSeconds(5));
    }
  }

  /**
   * How far it is.
   *
   * @param watermark everything up to here is applied, by this process or another
   * @param read up to here this process has read the journal in order to apply it; at least {@code
   *     watermark}
   * @param holder whether this process holds the lease
   * @param error why it does not get on; null: nothing is wrong
   */
  public record Progress(long watermark, long read, boolean holder, @Nullable String error) {
    /** How many changes are read but not yet known to be applied. */
    public long backlog() {
      return read - watermark;
    }
  }

  /**
   * Made, not started.
   *
   * @param onWatermark is told the watermark whenever it was read or moved, on the runner's thread
   * @param yields is asked with the watermark before a batch is begun: while it says true, others
   *     need the stores more, and nothing is begun
   */
  public ProjectionRunner(
      Projection projection,
      Journal journal,
      LeaseStore leases,
      Watermarks watermarks,
      Settings settings,
      LongConsumer onWatermark,
      LongPredicate yields) {
    this.projection = projection;
    this.leases = leases;
    this.watermarks = watermarks;
    this.settings = settings;
    this.onWatermark = onWatermark;
    this.yields = yields;
    this.cursor = new JournalCursor(journal, settings.changesPerBatch());
    this.thread =
        Thread.ofPlatform().daemon().name("projection-" + projection.name()).unstarted(this::run);
    this.heart =
        Thread.ofVirtual().name("lease-" + projection.name()).unstarted(this::keepRenewing);
  }

  /** Starts its thread. To be called once. */
  public void start() {
    thread.start();
    heart.start();
  }

  /** Tells it that the journal has grown. */
  public void poke() {
    if (pokes.availablePermits() == 0) {
      pokes.release();
    }
  }

  /**
   * Runs {@code work} between two batches, while this process holds the lease; nothing is applied
   * meanwhile. It gets the watermark.
   *
   * @return completes exceptionally with {@link UnavailableException} if another process holds the
   *     lease, or this one ends
   */
  public <T> CompletableFuture<T> whileHolding(LongFunction<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    jobs.add(new Job<>(work, done));
    if (closed) {
      refuseJobs("ends");
    }
    poke();
    return done;
  }

  private record Job<T>(LongFunction<T> work, CompletableFuture<T> done) {
    void run(long watermark) {
      try {
        done.complete(work.apply(watermark));
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    }

    void refuse(String why) {
      done.completeExceptionally(new UnavailableException(why));
    }
  }

  private void refuseJobs(String why) {
    for (Job<?> job = jobs.poll(); job != null; job = jobs.poll()) {
      job.refuse(projection.name() + ": " + why);
    }
  }

  /** How far it is. */
  public Progress progress() {
    return progress;
  }

  /** Stops after the batch in hand and gives the lease up, so that another takes over at once. */
  @Override
  public void close() {
    closed = true;
    poke();
    heart.interrupt();
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        thread.interrupt();
        thread.join(CLOSE_PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Lease held = lease.getAndSet(null);
    if (held != null) {
      try {
        leases.release(held);
      } catch (UnavailableException e) {
        LOG.info("{}: lease not given up, it will run out: {}", projection.name(), e.getMessage());
      }
    }
  }

  private void run() {
    Duration backoff = Duration.ZERO;
    while (!closed) {
      try {
        boolean busy = step();
        backoff = Duration.ZERO;
        report(null);
        if (!busy) {
          await(settings.poll());
        }
      } catch (RuntimeException e) {
        backoff = longer(backoff);
        failed(e, backoff);
        refuseJobs("does not get on: " + e.getMessage());
        pause(backoff);
      }
    }
    refuseJobs("ends");
  }

  /** Does the next thing; false if there is nothing to do now. */
  private boolean step() {
    Lease held = lease.get();
    if (held == null) {
      return takeLease();
    }
    if (!cursor.placed()) {
      projection.prepare();
      place(watermarks.readSerially(projection.name()));
    }
    Job<?> job = jobs.poll();
    if (job != null) {
      job.run(progress.watermark());
      return true;
    }
    if (yields.test(progress.watermark())) {
      pause(YIELD);
      return true;
    }
    List<Entry> entries = cursor.next();
    if (entries.isEmpty()) {
      return misplaced();
    }
    long last = entries.getLast().after().revision();
    progress = new Progress(progress.watermark(), last, true, progress.error());
    projection.applyEntries(entries);
    if (!watermarks.advance(held, last)) {
      lost(held);
      return true;
    }
    cursor.passed(entries.getLast());
    moved(last);
    return true;
  }

  /** Looks, with nothing to apply, whether what was applied is still there. */
  private boolean misplaced() {
    if (watermarks.stands(projection.name(), progress.watermark())) {
      return false;
    }
    LOG.warn(
        "{}: no longer at revision {}, goes on from where it is",
        projection.name(),
        progress.watermark());
    cursor.forget();
    return true;
  }

  private boolean takeLease() {
    Optional<Lease> taken = leases.take(projection.name(), holder);
    if (taken.isEmpty()) {
      refuseJobs("another process holds its lease (expected: asked there)");
      moved(watermarks.read(projection.name()));
      return false;
    }
    LOG.info("{}: took the lease, fence {}", projection.name(), taken.get().fence());
    cursor.forget();
    lease.set(taken.get());
    return true;
  }

  private void place(long watermark) {
    cursor.place(watermark);
    moved(watermark);
  }

  private void moved(long watermark) {
    Progress before = progress;
    boolean holds = lease.get() != null;
    progress = new Progress(watermark, Math.max(watermark, before.read()), holds, before.error());
    onWatermark.accept(watermark);
  }

  private void lost(Lease held) {
    LOG.info("{}: somebody else has taken the lease", projection.name());
    lease.compareAndSet(held, null);
    lease.set(null);
    report(progress.error());
  }

  private void keepRenewing() {
    Duration pause = leases.duration().dividedBy(4);
    try {
      while (!closed) {
        Thread.sleep(pause);
        Lease held = lease.get();
        if (held != null) {
          renew(held);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew(Lease held) {
    try {
      Optional<Lease> renewed = leases.renew(held);
      lease.compareAndSet(held, renewed.orElse(null));
    } catch (UnavailableException e) {
      // It may have been renewed: only taking it anew tells, which the own holder always may.
      lease.compareAndSet(held, null);
    }
  }

  private void report(@Nullable String error) {
    Progress now = progress;
    progress = new Progress(now.watermark(), now.read(), lease.get() != null, error);
  }

  private void failed(RuntimeException e, Duration backoff) {
    String error = e.getMessage() == null ? e.toString() : e.getMessage();
    if (e instanceof UnavailableException) {
      LOG.info("{}: {}; again in {} ms", projection.name(), error, backoff.toMillis());
    } else {
      LOG.error("{}: again in {} ms", projection.name(), backoff.toMillis(), e);
    }
    cursor.forget();
    report(error);
  }

  private Duration longer(Duration backoff) {
    Duration twice = backoff.isZero() ? Duration.ofMillis(50) : backoff.multipliedBy(2);
    return twice.compareTo(settings.longestBackoff()) > 0 ? settings.longestBackoff() : twice;
  }

  /** Waits for a poke. */
  private void await(Duration atMost) {
    try {
      if (pokes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        pokes.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  /** Waits, pokes or not, but not once it is closed. */
  private void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (!closed && System.nanoTime() < end) {
      await(Duration.ofNanos(Math.max(1, Math.min(end - System.nanoTime(), 50_000_000))));
    }
  }
}
