package dev.pedigree.gateway.watch;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Executor;

/** Takes along to another thread which request this one works for: its id, what is traced. */
public final class Carried {
  private static final ContextSnapshotFactory SNAPSHOTS = ContextSnapshotFactory.builder().build();

  private Carried() {}

  /** The task, working for the request that the calling thread works for. */
  public static Runnable along(Runnable task) {
    return SNAPSHOTS.captureAll().wrap(task);
  }

  /** Runs each task for the request that whoever gives it works for. */
  public static Executor by(Executor threads) {
    return task -> threads.execute(along(task));
  }

  /** Runs all tasks for the request that the calling thread works for now. */
  public static Executor fromHere(Executor threads) {
    ContextSnapshot here = SNAPSHOTS.captureAll();
    return task -> threads.execute(here.wrap(task));
  }
}
