package dev.pedigree.graph.replica;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalDamagedException;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.UndecodableChangeException;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Judgement;
import dev.pedigree.graph.recording.Place;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process's copy of the graph. One thread follows the journal, judges what is asked of it and
 * appends what it accepts, many requests to an entry; a lost race is read, applied and judged anew.
 */
public final class Replica implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Replica.class);
  private static final int MOST_PER_ENTRY = 4_096;
  private static final int MOST_WAITING = 65_536;
  private static final int MOST_BACKLOG = 100_000;
  private static final Duration STUCK = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofMillis(50);
  private static final Duration AFTER_FAILURE = Duration.ofMillis(250);

  /** Taken together, so many requests say that they come faster than they are answered. */
  private static final int PRESSING = 256;

  /** How long after their answers more of them are expected. */
  private static final Duration PRESSING_LASTS = Duration.ofMillis(250);

  private final Journal journal;
  private final Topology topology;
  private final Follower follower;
  private final BlockingQueue<Pending> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
  private final Queue<Rebuild> rebuilding = new ConcurrentLinkedQueue<>();
  private final Thread thread;

  /**
   * Completes when the head moves. Not a monitor: a thousand virtual threads that wait for one hold
   * their carriers.
   */
  private volatile CompletableFuture<Boolean> grown = new CompletableFuture<>();

  /** What the topology holds from before. */
  private final long restoredRevision;

  private volatile JournalHead head;
  private volatile ReplicaStatus status = new ReplicaStatus.Replaying(0);
  private volatile boolean closed;

  /** Whether many requests were taken together and are not answered yet. */
  private volatile boolean pressed;

  /** When many requests that were taken together were last answered. */
  private volatile long pressedUntilNanos = System.nanoTime() - PRESSING_LASTS.toNanos();

  /** Of the append whose outcome is open; 0: there is none. */
  private volatile long appendingSinceNanos;

  /**
   * Starts following at once. {@code topology} is empty and from now on written by this replica
   * alone.
   */
  public Replica(Journal journal, Topology topology, Follower follower) {
    this(journal, topology, follower, Beginning.EMPTY);
  }

  /**
   * Likewise, from where others left off. {@code topology} is from now on written by this replica
   * alone.
   */
  public Replica(Journal journal, Topology topology, Follower follower, Beginning beginning) {
    this.journal = journal;
    this.topology = topology;
    this.follower = follower;
    this.head = beginning.first();
    this.restoredRevision = beginning.topology().revision();
    this.thread = Thread.ofPlatform().name("replica").daemon().unstarted(this::run);
    thread.start();
  }

  public ReplicaStatus status() {
    long since = appendingSinceNanos;
    if (since != 0 && System.nanoTime() - since > STUCK.toNanos()) {
      return new ReplicaStatus.CutOff(
          head.revision(),
          "the journal has not answered an append for more than " + STUCK.toSeconds() + " s");
    }
    return status;
  }

  /** Says whether requests come about as fast as they can be answered, as in an import. */
  public boolean isPressed() {
    return pressed || System.nanoTime() - pressedUntilNanos < PRESSING_LASTS.toNanos();
  }

  /** Behind the newest entry that readers can see. */
  public JournalHead head() {
    return head;
  }

  /** Waits until {@code revision} is applied; whether it was within {@code timeout}. */
  public boolean await(long revision, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      CompletableFuture<Boolean> next = grown;
      if (head.revision() >= revision) {
        return true;
      }
      if (closed) {
        return false;
      }
      try {
        var _ = next.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        return head.revision() >= revision;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Asks for {@code question} to be judged, behind those asked before.
   *
   * @return completes with the answer, or with {@link UnavailableException}: then it may be in the
   *     journal or not
   */
  public CompletableFuture<RecordAnswer> submit(Question question) {
    CompletableFuture<RecordAnswer> future = new CompletableFuture<>();
    ReplicaStatus now = status();
    if (closed || !(now instanceof ReplicaStatus.Ready)) {
      future.completeExceptionally(
          new UnavailableException(
              "not writing now: " + now.whyNotWriting() + " (ask again later)"));
    } else if (!waiting.offer(new Pending(question, future))) {
      future.completeExceptionally(
          new UnavailableException(
              MOST_WAITING + " requests are waiting (expected: fewer; ask again later)"));
    }
    return future;
  }

  /**
   * Makes the topology anew from the journal, behind what was asked before. Nothing is written
   * meanwhile, and reads go on.
   *
   * @param changes all changes of the journal up to a position
   * @return completes with {@link UnavailableException} if that cannot be done now
   */
  public CompletableFuture<Boolean> rebuildTopology(
      Function<JournalHead, Iterable<Change>> changes) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    rebuilding.add(new Rebuild(changes, done));
    if (!thread.isAlive()) {
      refuseWaiting("stopped");
    }
    return done;
  }

  private record Rebuild(
      Function<JournalHead, Iterable<Change>> changes, CompletableFuture<Boolean> done) {}

  private void rebuildTopology() {
    for (Rebuild next = rebuilding.poll(); next != null; next = rebuilding.poll()) {
      try {
        topology.rebuild(next.changes.apply(head), head);
        next.done.complete(true);
      } catch (RuntimeException e) {
        next.done.completeExceptionally(e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    refuseWaiting("shutting down");
    grew();
    topology.close(head);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed && !(status instanceof ReplicaStatus.Stopped)) {
      try {
        step();
      } catch (InterruptedException e) {
        break;
      } catch (UnavailableException e) {
        LOG.warn("The journal does not answer: {}", e.getMessage());
        status = new ReplicaStatus.CutOff(head.revision(), String.valueOf(e.getMessage()));
        refuseWaiting("the journal does not answer");
        pause();
      } catch (UndecodableChangeException | JournalDamagedException e) {
        stop(e);
      } catch (RuntimeException e) {
        stop(e);
      }
    }
    refuseWaiting("stopped");
  }

  private void stop(RuntimeException e) {
    LOG.error("Cannot go on behind revision {}", head.revision(), e);
    status =
        new ReplicaStatus.Stopped(
            head.revision(), e.getClass().getSimpleName() + ": " + e.getMessage());
  }

  private void pause() {
    try {
      Thread.sleep(AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuseWaiting(String why) {
    List<Pending> refused = new ArrayList<>();
    waiting.drainTo(refused);
    refused.forEach(
        pending -> pending.future().completeExceptionally(new UnavailableException(why)));
    for (Rebuild next = rebuilding.poll(); next != null; next = rebuilding.poll()) {
      next.done.completeExceptionally(new UnavailableException(why));
    }
  }

  private void step() throws InterruptedException {
    if (!(status instanceof ReplicaStatus.Ready)) {
      catchUp();
      status = new ReplicaStatus.Ready(head.revision());
    }
    rebuildTopology();
    Pending first = waiting.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      catchUp();
      return;
    }
    List<Pending> batch = new ArrayList<>();
    batch.add(first);
    waiting.drainTo(batch, MOST_PER_ENTRY - 1);
    awaitBacklog();
    pressed = batch.size() >= PRESSING;
    try {
      write(batch);
    } finally {
      if (pressed) {
        pressedUntilNanos = System.nanoTime();
        pressed = false;
      }
      batch.forEach(
          pending ->
              pending
                  .future()
                  .completeExceptionally(new UnavailableException("the outcome is not known")));
    }
  }

  private void awaitBacklog() throws InterruptedException {
    while (follower.backlog() > MOST_BACKLOG) {
      Thread.sleep(Duration.ofMillis(5));
    }
  }

  private void catchUp() {
    ReadAhead behind = new ReadAhead(journal, head);
    List<Entry> entries;
    do {
      entries = behind.next();
      for (Entry entry : entries) {
        if (entry.after().revision() > restoredRevision) {
          entry.changes().forEach(topology::apply);
          topology.reached(entry.after());
        }
        publish(entry);
      }
      if (status instanceof ReplicaStatus.Replaying) {
        status = new ReplicaStatus.Replaying(head.revision());
      }
    } while (!entries.isEmpty() && !closed);
    if (status instanceof ReplicaStatus.Ready) {
      status = new ReplicaStatus.Ready(head.revision());
    }
  }

  /** Makes an entry whose facts are applied visible to readers. */
  private void publish(Entry entry) {
    follower.follow(entry.changes());
    head = entry.after();
    grew();
  }

  /** Wakes those who wait for a revision. */
  private void grew() {
    CompletableFuture<Boolean> before = grown;
    grown = new CompletableFuture<>();
    before.complete(true);
  }

  /**
   * Judges and appends until all of {@code batch} is answered. Nothing is refused by a graph that
   * others had gone beyond before it was asked: what they recorded may be what was missing.
   */
  private void write(List<Pending> batch) throws InterruptedException {
    int answeredUntil = 0;
    boolean upToDate = false;
    while (answeredUntil < batch.size()) {
      Round round = judge(batch.subList(answeredUntil, batch.size()));
      if (!upToDate && round.drafts.isEmpty() && round.refuses()) {
        topology.rollBack(0);
        catchUp();
        upToDate = true;
      } else if (append(round)) {
        round.verdicts.forEach(Verdict::tell);
        answeredUntil += round.verdicts.size();
        if (round.verdicts.isEmpty()) {
          refuseUnsettled(batch.get(answeredUntil++));
        }
      } else {
        catchUp();
        upToDate = true;
      }
    }
  }

  /** It waits for nothing but itself: what it records has to be in the journal before it reads. */
  private static void refuseUnsettled(Pending pending) {
    pending
        .future()
        .completeExceptionally(
            new UnavailableException(
                "the request reads what it records itself (expected: two requests)"));
  }

  /** Appends what a round accepted; false: another writer was faster, and the round is void. */
  private boolean append(Round round) throws InterruptedException {
    if (round.drafts.isEmpty()) {
      topology.settle(List.of(), head);
      return true;
    }
    boolean done = false;
    appendingSinceNanos = System.nanoTime() | 1;
    try {
      if (journal.append(head, round.drafts, round.at) instanceof Append.Done(Entry entry)) {
        done = true;
        topology.settle(entry.changes(), entry.after());
        publish(entry);
      }
      return done;
    } finally {
      appendingSinceNanos = 0;
      if (!done) {
        topology.rollBack(0);
      }
    }
  }

  private Round judge(List<Pending> batch) {
    Round round = new Round(journal.timeBehind(head));
    boolean complete = false;
    try {
      for (Pending pending : batch) {
        if (pending.future().isDone()) {
          round.verdicts.add(new Verdict(pending, null, null));
        } else if (!judge(pending, round)) {
          break;
        }
      }
      complete = true;
      return round;
    } finally {
      if (!complete) {
        topology.rollBack(0);
      }
    }
  }

  /** Judges one question on top of the round; false: the round has to be appended first. */
  private boolean judge(Pending pending, Round round) {
    Question question = pending.question();
    String requestId = question.requestId();
    if (requestId != null) {
      OptionalLong earlier = topology.answer(question.by(), requestId);
      if (earlier.isPresent()) {
        round.verdicts.add(firstAnswer(pending, earlier.getAsLong()));
        return true;
      }
      if (!round.requestIds.add(question.by() + "\n" + requestId)) {
        return false;
      }
    }
    int mark = topology.mark();
    Judgement judgement;
    try {
      judgement =
          question.judge(
              new Place(head.revision() + round.drafts.size() + 1, head.revision(), round.at));
    } catch (UnavailableException e) {
      round.verdicts.add(new Verdict(pending, null, e));
      return true;
    } catch (RuntimeException e) {
      LOG.error("A request could not be judged", e);
      round.verdicts.add(new Verdict(pending, null, e));
      return true;
    }
    switch (judgement) {
      case Judgement.Accepted accepted -> {
        int bytes = journal.encodedBytes(accepted.draft());
        if (bytes > Journal.MAX_ENTRY_BYTES) {
          topology.rollBack(mark);
          round.verdicts.add(new Verdict(pending, tooLarge(bytes), null));
          return true;
        }
        if (round.bytes + bytes > Journal.MAX_ENTRY_BYTES) {
          topology.rollBack(mark);
          return false;
        }
        round.bytes += bytes;
        round.drafts.add(accepted.draft());
        round.verdicts.add(new Verdict(pending, accepted.answer(), null));
      }
      case Judgement.Unchanged unchanged ->
          round.verdicts.add(new Verdict(pending, unchanged.answer(), null));
      case Judgement.Refused refused ->
          round.verdicts.add(
              new Verdict(pending, new RecordAnswer.Refused(refused.refusals()), null));
      case Judgement.Unsettled unsettled -> {
        return false;
      }
    }
    return true;
  }

  private static RecordAnswer tooLarge(int bytes) {
    return new RecordAnswer.Refused(
        List.of(
            new Refusal(
                ErrorCode.TOO_LARGE,
                "request: "
                    + bytes
                    + " bytes in the journal (expected: at most "
                    + Journal.MAX_ENTRY_BYTES
                    + ")",
                "input")));
  }

  private Verdict firstAnswer(Pending pending, long revision) {
    try {
      Change change =
          journal
              .entryOf(revision)
              .flatMap(
                  entry ->
                      entry.changes().stream().filter(c -> c.revision() == revision).findFirst())
              .orElseThrow(() -> new JournalDamagedException("revision " + revision + " is gone"));
      return new Verdict(pending, pending.question().firstAnswer(change), null);
    } catch (UnavailableException e) {
      return new Verdict(pending, null, e);
    }
  }

  /**
   * Where a replica begins to follow.
   *
   * @param topology the position up to which the topology was restored
   * @param follower the position up to which the follower needs nothing
   */
  public record Beginning(JournalHead topology, JournalHead follower) {
    /** With the first change. */
    public static final Beginning EMPTY = new Beginning(JournalHead.START, JournalHead.START);

    JournalHead first() {
      return follower.revision() < topology.revision() ? follower : topology;
    }
  }

  private record Pending(Question question, CompletableFuture<RecordAnswer> future) {}

  /** What to say once the round is in the journal; neither: nobody is waiting any more. */
  private record Verdict(
      Pending pending, @Nullable RecordAnswer answer, @Nullable RuntimeException failure) {
    void tell() {
      if (answer != null) {
        pending.future().complete(answer);
      } else if (failure != null) {
        pending.future().completeExceptionally(failure);
      }
    }
  }

  /** Requests that are judged one on top of the other and appended together. */
  private static final class Round {
    final List<Verdict> verdicts = new ArrayList<>();
    final List<Change.Draft> drafts = new ArrayList<>();
    final Set<String> requestIds = new HashSet<>();
    final Instant at;
    int bytes;

    Round(Instant at) {
      this.at = at;
    }

    boolean refuses() {
      return verdicts.stream().anyMatch(it -> it.answer() instanceof RecordAnswer.Refused);
    }
  }
}
