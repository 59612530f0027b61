package dev.pedigree.gateway.journal;

import dev.pedigree.gateway.operation.Operation;
import dev.pedigree.gateway.subscription.Event;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.service.ChangeFilter;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.RevisionNotReachedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * The changes behind a revision, one by one, first what is there and then what comes. It reads from
 * the journal as its reader goes along: nobody who writes knows of it.
 */
final class JournalFeed {
  private static final int READ_AHEAD = 128;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

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

  /** Each is shown as the graph stood right after it. Waits on threads of its own. */
  static Flux<Event> after(long revision, GraphService graph, Caller caller) {
    return Flux.defer(
        () -> {
          JournalFeed feed = new JournalFeed(graph, caller, revision);
          return Flux.<Event>generate(
                  sink -> {
                    Change next = feed.next();
                    if (next == null) {
                      sink.complete();
                    } else {
                      sink.next(event(next));
                    }
                  })
              .subscribeOn(Operation.scheduler())
              .doOnCancel(feed::stop);
        });
  }

  private static Event event(Change change) {
    return operation -> new ChangeRef(operation.at(change.revision()), change.revision(), change);
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
