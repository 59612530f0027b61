package dev.pedigree.gateway.operation;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.watch.Carried;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.RevisionNotReachedException;
import dev.pedigree.graph.service.Snapshot;
import graphql.GraphQLContext;
import graphql.schema.DataFetchingEnvironment;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.dataloader.BatchLoaderEnvironment;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * One GraphQL operation. It reads one revision, pinned at its first read: whatever is recorded
 * meanwhile, its last field sees the same graph as its first.
 */
public final class Operation {
  /** For whatever waits for the store. */
  static final Executor EXECUTOR =
      Carried.by(
          Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("operation-", 0).factory()));

  private static final Scheduler SCHEDULER = Schedulers.fromExecutor(EXECUTOR);

  private final Executor oneAtATime = new OneAtATime(Carried.fromHere(EXECUTOR));
  private final GraphService graph;
  private final Caller caller;
  private final Duration patience;
  private final Budget budget;
  private final long deadlineNanos;
  private @Nullable Snapshot pinned;
  private @Nullable Snapshot first;

  /**
   * Begins now.
   *
   * @param patience how long a revision is waited for
   * @param budget of each question
   * @param time for all questions together
   */
  Operation(GraphService graph, Caller caller, Duration patience, Budget budget, Duration time) {
    this.graph = graph;
    this.caller = caller;
    this.patience = patience;
    this.budget = budget;
    this.deadlineNanos = System.nanoTime() + time.toNanos();
  }

  /** The operation that a field belongs to. */
  public static Operation of(DataFetchingEnvironment env) {
    return of(env.getGraphQlContext());
  }

  /** The operation that a batch is read for. */
  public static Operation of(BatchLoaderEnvironment environment) {
    GraphQLContext context = environment.getContext();
    return of(Objects.requireNonNull(context));
  }

  /** The operation that is executed in a context. */
  public static Operation of(GraphQLContext context) {
    Operation operation = context.get(Operation.class);
    if (operation == null) {
      throw new IllegalStateException("the operation was not begun by " + OperationBegin.class);
    }
    return operation;
  }

  /** Threads for what goes on after an answer, and may wait. */
  public static Scheduler scheduler() {
    return SCHEDULER;
  }

  /** Where the answer goes on with what the graph service gave: on one thread at a time. */
  public Executor oneAtATime() {
    return oneAtATime;
  }

  public Caller caller() {
    return caller;
  }

  public GraphService graph() {
    return graph;
  }

  /** What the next question of the operation may cost. */
  public Budget budget() {
    Duration left = Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    return left.compareTo(budget.time()) < 0
        ? new Budget(left, budget.artifacts(), budget.cancelled())
        : budget;
  }

  /**
   * The graph as this operation sees it. The first call decides the revision; if any {@code
   * atLeast} stands in the operation, it waits for that revision.
   */
  public synchronized Snapshot snapshot(DataFetchingEnvironment env) {
    Snapshot snapshot = pinned;
    if (snapshot == null) {
      OptionalLong atLeast = AtLeast.in(env);
      snapshot = atLeast.isPresent() ? atLeast(atLeast.getAsLong()) : graph.snapshot(caller);
      pinned = snapshot;
    }
    return snapshot;
  }

  private Snapshot atLeast(long revision) {
    try {
      return graph.snapshotAtLeast(caller, revision, patience);
    } catch (RevisionNotReachedException e) {
      throw new RefusedException(
          ErrorCode.REVISION_NOT_REACHED, AtLeast.NAME + ": " + e.getMessage(), AtLeast.NAME);
    }
  }

  /**
   * The graph as it stood at the revision that an argument gives.
   *
   * @param asOf null: as this operation sees it
   * @param path of the argument
   */
  public Snapshot snapshot(DataFetchingEnvironment env, @Nullable Long asOf, String path) {
    return asOf == null ? snapshot(env) : at(asOf, path);
  }

  /**
   * Likewise, of an argument that is given.
   *
   * @throws RefusedException with REVISION_NOT_REACHED if it is not written yet
   */
  public Snapshot at(long asOf, String path) {
    try {
      return at(asOf);
    } catch (RevisionNotReachedException e) {
      throw new RefusedException(
          ErrorCode.REVISION_NOT_REACHED, path + ": " + e.getMessage(), path);
    }
  }

  /**
   * The graph that a cursor is of. Another replica may have written it: its revision is waited for.
   *
   * @throws RefusedException with REVISION_NOT_REACHED if that takes too long
   */
  public Snapshot ofCursor(long revision) {
    try {
      graph.snapshotAtLeast(caller, revision, patience);
    } catch (RevisionNotReachedException e) {
      throw new RefusedException(
          ErrorCode.REVISION_NOT_REACHED, "after: " + e.getMessage(), "after");
    }
    return at(revision);
  }

  /** The graph as it stood at {@code revision}. */
  public synchronized Snapshot at(long revision) {
    Snapshot snapshot = pinned;
    if (snapshot != null && snapshot.revision() == revision) {
      return snapshot;
    }
    snapshot = graph.snapshot(caller, revision);
    if (first == null) {
      first = snapshot;
    }
    return snapshot;
  }

  /**
   * The graph right after this operation wrote {@code revision}; what is read later sees it too.
   */
  public synchronized Snapshot written(long revision) {
    Snapshot snapshot = graph.snapshotAtLeast(caller, revision, patience);
    if (snapshot.revision() != revision) {
      snapshot = graph.snapshot(caller, revision);
    }
    pinned = snapshot;
    return snapshot;
  }

  /** The revision that was read; empty: nothing was. */
  synchronized OptionalLong revision() {
    Snapshot read = pinned != null ? pinned : first;
    return read == null ? OptionalLong.empty() : OptionalLong.of(read.revision());
  }
}
