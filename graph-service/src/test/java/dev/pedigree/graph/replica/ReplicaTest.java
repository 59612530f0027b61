package dev.pedigree.graph.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.InMemoryJournal;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalVerifier;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.FirstAnswer;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.Judgement;
import dev.pedigree.graph.recording.Place;
import dev.pedigree.graph.recording.PromoteRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Recorder;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  private final HookedJournal journal = new HookedJournal(new InMemoryJournal(neverTheSame()));
  private final List<Node> nodes = new ArrayList<>();

  @AfterEach
  void closeNodes() {
    nodes.forEach(Node::close);
  }

  @Test
  void answersWithTheRevisionOfTheChange() throws Exception {
    Node node = node();

    RecordAnswer first = node.record(Given.request(Given.corpus("c")));
    RecordAnswer second = node.record(Given.request(Given.model("m").parent("TRAINED_ON", "c")));

    assertThat(((RecordAnswer.Recorded) first).revision()).isEqualTo(1);
    assertThat(((RecordAnswer.Recorded) second).revision()).isEqualTo(2);
    assertThat(node.replica.head().revision()).isEqualTo(2);
  }

  @Test
  void judgesByTheTimeThatTheEntryWillHave() throws Exception {
    Node node = node();
    Queue<Place> places = new ConcurrentLinkedQueue<>();
    Judging judging =
        place -> {
          places.add(place);
          return node.recorder.judge(
              Given.request(Given.model("m" + places.size())), Caller.anonymous(), place);
        };
    Function<Change, RecordAnswer> first =
        change -> {
          throw new AssertionError("no request is repeated here");
        };

    for (int i = 0; i < 3; i++) {
      node.replica.submit(new Asked(null, judging, first)).get(20, TimeUnit.SECONDS);
    }

    assertThat(journal.read(JournalHead.START, 3))
        .extracting(entry -> entry.after().at())
        .containsExactlyElementsOf(places.stream().map(Place::at).toList());
  }

  @Test
  void judgesAnewAfterALostRaceSoThatTwoWritersCannotCloseACycle() throws Exception {
    Node one = node();
    Node other = node();
    one.record(Given.request(Given.model("a"), Given.model("b")));
    assertThat(other.replica.await(1, Duration.ofSeconds(10))).isTrue();
    AtomicReference<RecordAnswer> winner = new AtomicReference<>();
    journal.beforeNextAppend(
        () -> winner.set(other.record(Given.edge("MERGED_FROM", "b", "a", null))));

    RecordAnswer loser = one.record(Given.edge("MERGED_FROM", "a", "b", null));

    assertThat(winner.get()).isInstanceOf(RecordAnswer.Recorded.class);
    assertThat(loser).isInstanceOf(RecordAnswer.Refused.class);
    assertThat(((RecordAnswer.Refused) loser).refusals())
        .extracting("code")
        .containsExactly(ErrorCode.CYCLE);
    assertThat(one.edges()).isEqualTo(1);
    assertThat(journal.head()).isEqualTo(2);
  }

  @Test
  void refusesNothingForLackOfWhatAnotherRecordedBefore() throws Exception {
    List<Node> both = List.of(node(), node());
    both.getFirst().record(Given.request(Given.model("m0")));

    for (int i = 1; i <= 20; i++) {
      RecordAnswer answer =
          both.get(i % 2)
              .record(Given.request(Given.model("m" + i).parent("FINE_TUNED_FROM", "m" + (i - 1))));

      assertThat(answer).as("m" + i).isInstanceOf(RecordAnswer.Recorded.class);
    }
  }

  @Test
  void judgesAnewAfterALostRaceToPromote() throws Exception {
    Node one = node();
    Node other = node();
    one.record(Given.request(Given.model("a"), Given.model("b")));
    assertThat(other.replica.await(1, Duration.ofSeconds(10))).isTrue();
    journal.beforeNextAppend(() -> other.promote(Given.promote("a", Stage.STAGING)));
    RecordAnswer same = one.promote(Given.promote("a", Stage.STAGING));
    journal.beforeNextAppend(() -> other.promote(Given.promote("b", Stage.ARCHIVED)));

    RecordAnswer impossible = one.promote(Given.promote("b", Stage.STAGING));

    assertThat(((RecordAnswer.Recorded) same).changed()).isFalse();
    assertThat(((RecordAnswer.Recorded) same).revision()).isEqualTo(2);
    assertThat(((RecordAnswer.Refused) impossible).refusals())
        .extracting("message")
        .containsExactly(
            "input.stage: STAGING (expected: one of [DRAFT], as the artifact is in ARCHIVED)");
    assertThat(journal.head()).isEqualTo(3);
  }

  @Test
  void givesARepeatedPromotionTheFirstAnswer() throws Exception {
    Node node = node();
    node.record(Given.request(Given.model("m")));
    PromoteRequest request =
        new PromoteRequest("p", Given.id("m").toString(), Stage.STAGING, 1L, "tried");
    RecordAnswer first = node.promote(request);
    node.promote(Given.promote("m", Stage.PRODUCTION));

    RecordAnswer again = node.promote(request);
    RecordAnswer other =
        node.promote(new PromoteRequest("p", Given.id("m").toString(), Stage.DRAFT, null, "tried"));

    assertThat(((RecordAnswer.Recorded) first).changed()).isTrue();
    assertThat(again).isEqualTo(first);
    assertThat(((RecordAnswer.Refused) other).refusals())
        .extracting("code")
        .containsExactly(ErrorCode.REQUEST_ID_REUSED);
    assertThat(journal.head()).isEqualTo(3);
  }

  @Test
  void givesOneNameToOneOfTwoRacingWriters() throws Exception {
    Node one = node();
    Node other = node();
    List<CompletableFuture<RecordAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String name = "n" + i;
      answers.add(one.submit(Given.request(Given.model("one" + i).name(name))));
      answers.add(other.submit(Given.request(Given.model("other" + i).name(name))));
    }

    int recorded = 0;
    for (int i = 0; i < answers.size(); i += 2) {
      boolean oneWon = answers.get(i).get(30, TimeUnit.SECONDS) instanceof RecordAnswer.Recorded;
      boolean otherWon =
          answers.get(i + 1).get(30, TimeUnit.SECONDS) instanceof RecordAnswer.Recorded;
      assertThat(oneWon).as("n" + i / 2).isNotEqualTo(otherWon);
      recorded++;
    }
    assertThat(journal.head()).isEqualTo(recorded);
    assertThat(one.replica.await(recorded, Duration.ofSeconds(10))).isTrue();
    assertThat(other.replica.await(recorded, Duration.ofSeconds(10))).isTrue();
    assertThat(one.ids()).isEqualTo(other.ids());
  }

  @Test
  void givesARepeatedRequestTheFirstAnswer() throws Exception {
    Node node = node();
    node.record(Given.request(Given.corpus("c")));
    RecordRequest request =
        Given.request("r1", Given.plainModel("m").parent("TRAINED_ON", "c"), Given.plainModel("x"));
    RecordAnswer first = node.record(request);
    node.record(Given.request(Given.model("later")));

    RecordAnswer again = node.record(request);
    RecordAnswer elsewhere = node().record(request);

    assertThat(again).isEqualTo(first);
    assertThat(elsewhere).isEqualTo(first);
    assertThat(((RecordAnswer.Recorded) first).warnings()).hasSize(1);
    assertThat(journal.head()).isEqualTo(3);
  }

  @Test
  void givesTwoEqualRequestsAtOnceOneChange() throws Exception {
    Node node = node();
    RecordRequest request = Given.request("r1", Given.model("m"));

    CompletableFuture<RecordAnswer> one = node.submit(request);
    CompletableFuture<RecordAnswer> two = node.submit(request);

    assertThat(two.get(10, TimeUnit.SECONDS)).isEqualTo(one.get(10, TimeUnit.SECONDS));
    assertThat(journal.head()).isEqualTo(1);
  }

  @Test
  void isPressedWhileManyRequestsGoIntoOneEntry() throws Exception {
    Node node = node();
    List<CompletableFuture<RecordAnswer>> answers = new ArrayList<>();
    AtomicReference<Boolean> pressed = new AtomicReference<>();
    journal.beforeNextAppend(
        () -> {
          for (int i = 0; i < 300; i++) {
            answers.add(node.submit(Given.request(Given.model("m" + i))));
          }
          assertThat(node.replica.isPressed()).isFalse();
          journal.beforeNextAppend(() -> pressed.set(node.replica.isPressed()));
        });

    node.record(Given.request(Given.model("first")));
    for (CompletableFuture<RecordAnswer> answer : answers) {
      answer.get(10, TimeUnit.SECONDS);
    }

    assertThat(pressed.get()).isTrue();
  }

  @Test
  void refusesOneRequestIdForTwoRequests() throws Exception {
    Node node = node();
    node.record(Given.request("r1", Given.model("m")));

    RecordAnswer other = node.record(Given.request("r1", Given.model("n")));

    assertThat(((RecordAnswer.Refused) other).refusals())
        .extracting("code")
        .containsExactly(ErrorCode.REQUEST_ID_REUSED);
  }

  @Test
  void saysThatTheJournalIsAwayAndRecoversByItself() throws Exception {
    Node node = node();
    node.record(Given.request(Given.model("before")));
    journal.away = true;

    assertThatThrownBy(() -> node.record(Given.request(Given.model("lost"))))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UnavailableException.class);
    assertThat(node.ids()).containsExactly(Given.id("before"));
    node.await(ReplicaStatus.CutOff.class);
    journal.away = false;
    node.await(ReplicaStatus.Ready.class);

    assertThat(node.record(Given.request(Given.model("after"))))
        .isInstanceOf(RecordAnswer.Recorded.class);
    assertThat(node.ids()).containsExactly(Given.id("before"), Given.id("after"));
  }

  @Test
  void takesARequestThatFillsAnEntryAndRefusesALargerOne() throws Exception {
    Node node = node();
    List<Given> some = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      some.add(Given.model("large" + i).description("x".repeat(50_000)));
    }

    assertThat(node.record(Given.request(some.toArray(Given[]::new))))
        .isInstanceOf(RecordAnswer.Recorded.class);
    for (int i = 0; i < 30; i++) {
      some.add(Given.model("more" + i).description("y".repeat(50_000)));
    }
    RecordAnswer refused = node.record(Given.request(some.toArray(Given[]::new)));

    assertThat(((RecordAnswer.Refused) refused).refusals())
        .extracting("code")
        .containsExactly(ErrorCode.TOO_LARGE);
    assertThat(node.ids()).hasSize(20);
  }

  /** A second later whenever it is looked at. */
  private static Clock neverTheSame() {
    AtomicLong seconds = new AtomicLong();
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochSecond(seconds.incrementAndGet());
      }
    };
  }

  private Node node() throws InterruptedException {
    Node node = new Node(journal);
    nodes.add(node);
    node.await(ReplicaStatus.Ready.class);
    return node;
  }

  /** A replica without stores. */
  private static final class Node {
    final Topology topology = new Topology(TYPES);
    final Recorder recorder =
        new Recorder(
            TYPES,
            topology,
            (artifacts, asOf) -> {
              throw new AssertionError("no state is needed here");
            },
            new PolicyBooks(TYPES));
    final Replica replica;

    Node(Journal journal) {
      replica =
          new Replica(
              journal,
              topology,
              new Follower() {
                @Override
                public void follow(List<Change> changes) {}

                @Override
                public int backlog() {
                  return 0;
                }
              });
    }

    void await(Class<? extends ReplicaStatus> expected) throws InterruptedException {
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (!expected.isInstance(replica.status())) {
        assertThat(System.nanoTime()).as(replica.status().toString()).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(5);
      }
    }

    RecordAnswer record(RecordRequest request) throws Exception {
      return submit(request).get(20, TimeUnit.SECONDS);
    }

    CompletableFuture<RecordAnswer> submit(RecordRequest request) {
      return replica.submit(
          new Asked(
              request.requestId(),
              place -> recorder.judge(request, Caller.anonymous(), place),
              first -> FirstAnswer.to(request, first, topology)));
    }

    RecordAnswer promote(PromoteRequest request) throws Exception {
      return replica
          .submit(
              new Asked(
                  request.requestId(),
                  place -> recorder.judge(request, Caller.anonymous(), place),
                  first -> FirstAnswer.to(request, first)))
          .get(20, TimeUnit.SECONDS);
    }

    List<ArtifactId> ids() {
      return topology.read(
          replica.head().revision(),
          graph -> {
            List<ArtifactId> ids = new ArrayList<>();
            for (int i = 0; i < graph.artifactCount(); i++) {
              ids.add(graph.artifactId(i));
            }
            return ids;
          });
    }

    int edges() {
      return topology.read(replica.head().revision(), TopologyReader::edgeCount);
    }

    void close() {
      replica.close();
    }
  }

  private interface Judging {
    Judgement judge(Place place);
  }

  /** A request of whichever sort. */
  private record Asked(
      @Nullable String requestId, Judging judging, Function<Change, RecordAnswer> answering)
      implements Question {
    @Override
    public String by() {
      return Caller.anonymous().name();
    }

    @Override
    public Judgement judge(Place place) {
      return judging.judge(place);
    }

    @Override
    public RecordAnswer firstAnswer(Change change) {
      return answering.apply(change);
    }
  }

  /** A journal that something can happen to at the worst moment. */
  private static final class HookedJournal implements Journal {
    private final InMemoryJournal inner;
    private final AtomicReference<@Nullable Action> hook = new AtomicReference<>();
    volatile boolean away;

    HookedJournal(InMemoryJournal inner) {
      this.inner = inner;
    }

    interface Action {
      void run() throws Exception;
    }

    void beforeNextAppend(Action action) {
      hook.set(action);
    }

    long head() {
      long head = 0;
      for (Entry entry : inner.read(JournalHead.START, Integer.MAX_VALUE)) {
        head = entry.after().revision();
      }
      return head;
    }

    private void requireHere() {
      if (away) {
        throw new UnavailableException("away");
      }
    }

    @Override
    public Instant timeBehind(JournalHead after) {
      return inner.timeBehind(after);
    }

    @Override
    public Append append(JournalHead after, List<Change.Draft> drafts, Instant at)
        throws InterruptedException {
      requireHere();
      Action action = hook.getAndSet(null);
      if (action != null) {
        try {
          action.run();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
      return inner.append(after, drafts, at);
    }

    @Override
    public int encodedBytes(Change.Draft draft) {
      return inner.encodedBytes(draft);
    }

    @Override
    public List<Entry> read(JournalHead after, int maxEntries) {
      requireHere();
      return inner.read(after, maxEntries);
    }

    @Override
    public Optional<Entry> entryOf(long revision) {
      requireHere();
      return inner.entryOf(revision);
    }

    @Override
    public void erase(Collection<Long> revisions) {
      inner.erase(revisions);
    }

    @Override
    public long verify(JournalHead expected, JournalVerifier.Report report) {
      return inner.verify(expected, report);
    }
  }
}
