package dev.pedigree.graph.projection;

import dev.pedigree.graph.cassandra.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that one process at a time does, under a lease: begun when this process takes it, ended when
 * it is lost or cannot be renewed any more. For a moment two may work, if one of them was paused.
 */
public final class Duty implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);

  private final String name;
  private final LeaseStore leases;
  private final Supplier<? extends Work> work;
  private final UUID holder = UUID.randomUUID();
  private final Thread thread;
  private volatile boolean closed;

  /** Of the thread. */
  private @Nullable Lease lease;

  private @Nullable Work begun;
  private long renewedNanos;

  /** Something that goes on until it is closed, which must not throw. */
  public interface Work extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Not started.
   *
   * @param name of the lease
   * @param work begins it
   */
  public Duty(String name, LeaseStore leases, Supplier<? extends Work> work) {
    this.name = name;
    this.leases = leases;
    this.work = work;
    this.thread = Thread.ofVirtual().name("duty-" + name).unstarted(this::run);
  }

  /** To be called once. */
  public void start() {
    thread.start();
  }

  private void run() {
    Duration pause = leases.duration().dividedBy(4);
    try {
      while (!closed) {
        step();
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
      release();
    }
  }

  private void step() {
    try {
      Lease held = lease;
      Optional<Lease> now = held == null ? leases.take(name, holder) : leases.renew(held);
      if (held == null && now.isPresent()) {
        LOG.info("{}: is for this process to do", name);
      } else if (held != null && now.isEmpty()) {
        LOG.info("{}: somebody else does it now", name);
      }
      lease = now.orElse(null);
      renewedNanos = System.nanoTime();
    } catch (UnavailableException e) {
      // It may have been renewed: only taking it anew tells, which the own holder always may.
      lease = null;
      LOG.debug("{}: {}", name, e.getMessage());
      if (System.nanoTime() - renewedNanos < leases.duration().toNanos() / 2) {
        return;
      }
    }
    if (lease == null) {
      end();
    } else if (begun == null) {
      begun = work.get();
    }
  }

  private void end() {
    Work ended = begun;
    begun = null;
    if (ended != null) {
      ended.close();
    }
  }

  private void release() {
    Lease held = lease;
    if (held != null) {
      try {
        leases.release(held);
      } catch (UnavailableException e) {
        LOG.info("{}: lease not given up, it will run out: {}", name, e.getMessage());
      }
    }
  }

  /** Ends the work and gives the lease up. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(leases.duration());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
