package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.service.ChangeFilter;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.RevisionNotReachedException;
import graphql.schema.DataFetchingEnvironment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The changes behind a revision, one by one, first what is there and then what comes. It reads from
 * the journal as its reader goes along: nobody who writes knows of it.
 */
public final class JournalFeed {
  private static final int READ_AHEAD = 128;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final GraphService graph;
  private final Caller caller;
  private final Queue<Change> read = new ArrayDeque<>();
  private long last;
  private volatile boolean stopped;

  private JournalFeed(GraphService graph, Caller caller, long after) {
    this.graph = graph;
    this.caller = caller;
    this.last = after;
  }

  /**
   * The revision that a subscription tells the changes behind: what it has in {@code after} or,
   * without that, the newest.
   */
  public static long start(DataFetchingEnvironment env) {
    Operation operation = Operation.of(env);
    Long after = env.getArgument("after");
    return (after == null ? operation.snapshot(env) : operation.ofCursor(after)).revision();
  }

  /** Those behind {@code revision}, without end. Waits on threads of its own. */
  public static Flux<Change> after(long revision, GraphService graph, Caller caller) {
    return Flux.defer(
        () -> {
          JournalFeed feed = new JournalFeed(graph, caller, revision);
          return Flux.<Change>generate(
                  sink -> {
                    Change next = feed.next();
                    if (next == null) {
                      sink.complete();
                    } else {
                      sink.next(next);
                    }
                  })
              .subscribeOn(Operation.scheduler())
              .doOnCancel(feed::stop);
        });
  }

  /** Null: nobody wants to know any more. */
  private @Nullable Change next() {
    while (read.isEmpty() && !stopped) {
      if (isWritten(last + 1)) {
        read.addAll(graph.journal(caller, last, ChangeFilter.ALL, READ_AHEAD));
      }
    }
    Change next = stopped ? null : read.poll();
    if (next != null) {
      last = next.revision();
    }
    return next;
  }

  private boolean isWritten(long revision) {
    try {
      var _ = graph.snapshotAtLeast(caller, revision, LOOK_EVERY);
      return true;
    } catch (RevisionNotReachedException e) {
      return false;
    }
  }

  private void stop() {
    stopped = true;
  }
}
