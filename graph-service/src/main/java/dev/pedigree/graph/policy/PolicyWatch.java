package dev.pedigree.graph.policy;

import com.google.common.util.concurrent.Uninterruptibles;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.BudgetExceededException;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journal and keeps up to date what is known of artifacts under the policies in force.
 * A question about a revision between two of which it is known is answered from the older one and
 * what changed since; one about an older revision, by asking every artifact.
 */
public final class PolicyWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyWatch.class);
  private static final int MOST_KEPT = 32;

  /** Of all that is kept; asking all artifacts anew costs less than more of them. */
  private static final int MOST_TOUCHES = 1 << 20;

  /** What is kept lies so far apart, but for the newest: pages of a question come for minutes. */
  private static final Duration APART = Duration.ofSeconds(5);

  private static final Duration WHILE_REPLAYING = Duration.ofMillis(20);
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(250);
  private static final int MOST_DOUBLINGS = 7;

  private final PolicyBooks books;
  private final Topology topology;
  private final TypeSystem types;
  private final Function<TopologyReader, Contents> contents;
  private final Clock clock;
  private final Supplier<OptionalLong> head;
  private final Thread thread;

  /** Newest last; empty while all has to be asked anew; guarded by this. */
  private final Deque<Kept> kept = new ArrayDeque<>();

  /** Newest last, all after the oldest that is kept; guarded by this. */
  private final Deque<Touch> touches = new ArrayDeque<>();

  /** Whether touches are kept; guarded by this. */
  private boolean listening;

  /** The newest revision that was heard of; guarded by this. */
  private long heard;

  /** Of the thread. */
  private final NavigableSet<Flip> flips = new TreeSet<>();

  private final AtomicInteger failures = new AtomicInteger();

  /** Of the thread. */
  private int failuresInARow;

  private volatile boolean closed;
  private final Budget untilClosed =
      new Budget(Duration.ofDays(365), Integer.MAX_VALUE, () -> closed);

  private record Kept(PolicyIndex index, long sinceNanos) {}

  /** An artifact has to be asked again at a moment. */
  private record Flip(Instant at, int artifact) implements Comparable<Flip> {
    private static final Comparator<Flip> EARLIEST_FIRST =
        Comparator.comparing(Flip::at).thenComparingInt(Flip::artifact);

    @Override
    public int compareTo(Flip other) {
      return EARLIEST_FIRST.compare(this, other);
    }
  }

  /**
   * Started later.
   *
   * @param contents what artifacts hold at the revision of a reader
   * @param head the newest revision that readers can see; empty: the journal is being replayed, and
   *     nothing is asked until it is
   */
  public PolicyWatch(
      PolicyBooks books,
      Topology topology,
      TypeSystem types,
      Function<TopologyReader, Contents> contents,
      Clock clock,
      Supplier<OptionalLong> head) {
    this.books = books;
    this.topology = topology;
    this.types = types;
    this.contents = contents;
    this.clock = clock;
    this.head = head;
    this.thread = Thread.ofPlatform().name("policy-watch").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Hears of the next changes, which the topology has. */
  public synchronized void follow(List<Change> changes) {
    heard = changes.getLast().revision();
    if (listening) {
      changes.forEach(change -> touches.addAll(Touch.of(change)));
      while (touches.size() > MOST_TOUCHES && kept.size() > 1) {
        forgetOldest();
      }
      if (touches.size() > MOST_TOUCHES) {
        forget();
      }
      notifyAll();
    }
  }

  private void run() {
    while (!closed) {
      try {
        step();
        failuresInARow = 0;
      } catch (InterruptedException e) {
        return;
      } catch (UnavailableException e) {
        LOG.info("Contents that policies read are not there: {}", e.getMessage());
        pause();
      } catch (BudgetExceededException e) {
        LOG.debug("Closing", e);
      } catch (RuntimeException e) {
        LOG.error("What policies say is asked anew", e);
        failures.incrementAndGet();
        forget();
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(AFTER_FAILURE.multipliedBy(1L << Math.min(failuresInARow++, MOST_DOUBLINGS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void forget() {
    kept.clear();
    touches.clear();
    listening = false;
  }

  private void step() throws InterruptedException {
    OptionalLong visible = head.get();
    if (visible.isEmpty()) {
      Thread.sleep(WHILE_REPLAYING);
      return;
    }
    Step next = next(visible.getAsLong());
    if (next == null) {
      awaitNews();
    } else {
      Instant now = clock.instant();
      PolicyIndex index = topology.read(next.to, graph -> advanced(next, graph, now));
      flips.headSet(new Flip(now, Integer.MAX_VALUE), true).clear();
      synchronized (this) {
        if (listening) {
          keep(index);
        }
      }
    }
  }

  private void keep(PolicyIndex index) {
    long now = System.nanoTime();
    Kept last = kept.pollLast();
    Kept before = kept.peekLast();
    if (last != null && (before == null || last.sinceNanos - before.sinceNanos > APART.toNanos())) {
      kept.add(last);
    }
    kept.add(new Kept(index, now));
    if (kept.size() > MOST_KEPT) {
      forgetOldest();
    }
    books.found(index);
  }

  private void forgetOldest() {
    kept.remove();
    long oldest = kept.getFirst().index.revision();
    while (!touches.isEmpty() && touches.getFirst().revision() <= oldest) {
      touches.remove();
    }
  }

  /**
   * What is to be done.
   *
   * @param from null: everything is to be asked
   * @param touches since its revision, up to {@code to}
   */
  private record Step(@Nullable PolicyIndex from, List<Touch> touches, long to) {}

  /** Null: nothing is to be done yet. */
  private synchronized @Nullable Step next(long visible) {
    if (kept.isEmpty()) {
      listening = true;
      heard = Math.max(heard, visible);
      return new Step(null, List.of(), heard);
    }
    PolicyIndex newest = newest();
    boolean isBehind = heard > newest.revision() || !clock.instant().isBefore(newest.until());
    return isBehind ? new Step(newest, since(newest, heard), heard) : null;
  }

  /** Waits until something may be to be done. */
  private synchronized void awaitNews() throws InterruptedException {
    PolicyIndex newest = newest();
    long deadline = System.nanoTime() + IDLE.toNanos();
    while (!kept.isEmpty() && heard == newest.revision()) {
      long left =
          Math.min(
              TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()),
              TimeUnit.MILLISECONDS.convert(Duration.between(clock.instant(), newest.until())));
      if (left <= 0) {
        return;
      }
      wait(left);
    }
  }

  private List<Touch> since(PolicyIndex index, long until) {
    List<Touch> since = new ArrayList<>();
    for (Iterator<Touch> newestFirst = touches.descendingIterator(); newestFirst.hasNext(); ) {
      Touch touch = newestFirst.next();
      if (touch.revision() <= index.revision()) {
        break;
      }
      if (touch.revision() <= until) {
        since.add(touch);
      }
    }
    Collections.reverse(since);
    return since;
  }

  private PolicyIndex advanced(Step step, TopologyReader graph, Instant now) {
    PolicyBook book = books.at(graph);
    PolicyIndexer indexer =
        new PolicyIndexer(graph, types, contents.apply(graph), book, now, new Meter(untilClosed));
    if (step.from == null) {
      flips.clear();
      return timed(indexer, book.inForce());
    }
    PolicyIndex before = step.from.only(book.inForce());
    Flip last = new Flip(now, Integer.MAX_VALUE);
    int[] aged = flips.headSet(last, true).stream().mapToInt(Flip::artifact).distinct().toArray();
    Flip first = flips.higher(last);
    Instant next = first == null ? Instant.MAX : first.at;
    PolicyIndex after =
        topology.read(
            before.revision(),
            earlier -> indexer.advance(before, step.touches, aged, next, earlier, this::due));
    List<Policy> missing = book.inForce().stream().filter(it -> !after.covers(it)).toList();
    return missing.isEmpty() ? after : after.and(timed(indexer, missing));
  }

  private PolicyIndex timed(PolicyIndexer indexer, Collection<Policy> policies) {
    long start = System.nanoTime();
    PolicyIndex index = indexer.build(policies, this::due);
    if (!policies.isEmpty()) {
      LOG.info(
          "Asked all artifacts about {} policies in {} ms",
          policies.size(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
    }
    return index;
  }

  private void due(Instant at, int artifact) {
    flips.add(new Flip(at, artifact));
  }

  /** What is known, at the newest revision of which something is. */
  synchronized PolicyIndex newest() {
    Kept newest = kept.peekLast();
    return newest == null ? PolicyIndex.NOTHING : newest.index;
  }

  /** How often it gave up what was known, and began anew, for a reason that is a defect. */
  int failures() {
    return failures.get();
  }

  /** The newest revision up to which it is known who violates policies; 0: none is yet. */
  public long revision() {
    return newest().revision();
  }

  /**
   * What stands at one of {@code asked} that {@code policy} applies to and violates it at the
   * revision of {@code graph}, waived or not, by ordinals in the order of the journal.
   *
   * @param now what ages are measured by
   * @throws dev.pedigree.graph.lineage.BudgetExceededException if every artifact has to be asked,
   *     and there is no time to
   */
  public int[] violators(
      Policy policy, Set<Stage> asked, TopologyReader graph, Instant now, Meter meter) {
    PolicyIndexer indexer =
        new PolicyIndexer(graph, types, contents.apply(graph), books.at(graph), now, meter);
    PolicyIndex index = at(graph, policy, indexer);
    if (index == null || !index.covers(policy) || !index.isGoodAt(now)) {
      index = indexer.build(List.of(policy), PolicyIndexer.Due.UNHEARD);
    }
    return indexer.violators(index, policy, asked).stream().toArray();
  }

  /** Null: nothing is known of that time. */
  private @Nullable PolicyIndex at(TopologyReader graph, Policy policy, PolicyIndexer indexer) {
    PolicyIndex found = null;
    List<Touch> since;
    synchronized (this) {
      for (Kept each : kept) {
        found = each.index.revision() <= graph.revision() ? each.index : found;
      }
      if (found == null) {
        return null;
      }
      since = since(found, graph.revision());
    }
    PolicyIndex before = found.only(List.of(policy));
    if (before.revision() == graph.revision() || !before.covers(policy)) {
      return before;
    }
    return topology.read(
        before.revision(),
        earlier ->
            indexer.advance(
                before, since, new int[0], before.until(), earlier, PolicyIndexer.Due.UNHEARD));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    Uninterruptibles.joinUninterruptibly(thread);
  }
}
