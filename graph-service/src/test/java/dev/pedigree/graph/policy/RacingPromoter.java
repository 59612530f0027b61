package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.recording.AmendRequest;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.PolicyRequest;
import dev.pedigree.graph.recording.PromoteRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.recording.StandingRequest;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.JournaledGraphService;
import dev.pedigree.graph.service.SchemaOffer;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.schema.PedigreeSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Promotes, and changes what promotions depend on, at random and from several threads, against
 * whoever else does. Says what became of each request: {@code judged <revision> <artifact>
 * <stage>}, {@code refused <action> <code>}, {@code recorded <action>}, {@code unavailable
 * <action>}.
 *
 * <p>As a process of its own it prints {@code ready}, begins when it reads a line, and prints
 * {@code done} at last. Arguments: host, port, keyspace, own name, seed, requests a thread.
 */
final class RacingPromoter {
  private static final int THREADS = 2;

  /** Asked for by a thread before it waits for the answers, so that they meet in one entry. */
  private static final int BURST = 8;

  /** At most so many times as long as answers took, so that whoever lost a race gets a turn. */
  private static final int PAUSE = 10;

  private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(300).toNanos();

  private final GraphService service;
  private final RaceWorld world;
  private final Caller caller;
  private final int requests;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();

  RacingPromoter(GraphService service, RaceWorld world, String name, int requests) {
    this.service = service;
    this.world = world;
    this.caller = caller(name);
    this.requests = requests;
  }

  /** One who may do everything. */
  private static Caller caller(String name) {
    return Caller.trusted(name);
  }

  public static void main(String[] args) throws Exception {
    CassandraSettings settings =
        CassandraSettings.local(args[0], Integer.parseInt(args[1]), args[2]);
    long seed = Long.parseLong(args[4]);
    try (GraphService service = open(settings)) {
      RacingPromoter promoter =
          new RacingPromoter(service, new RaceWorld(seed), args[3], Integer.parseInt(args[5]));
      System.out.println("ready");
      if (System.in.read() >= 0) {
        promoter.run(seed ^ args[3].hashCode()).forEach(System.out::println);
        System.out.println("done");
      }
    }
  }

  /** A service that is ready. */
  static GraphService open(CassandraSettings settings) throws InterruptedException {
    GraphService service =
        JournaledGraphService.open(
            settings, SchemaOffer.of(PedigreeSchema.load()), Clock.systemUTC());
    while (!(service.status() instanceof GraphService.Status.Ready)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return service;
  }

  /** What became of each request, in no order. */
  List<String> run(long seed) throws Exception {
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Worker worker = new Worker(thread, seed + thread);
      workers.add(
          () -> {
            worker.work();
            return true;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Boolean> done : threads.invokeAll(workers)) {
        done.get();
      }
    }
    return List.copyOf(said);
  }

  /** What may be done, and how often in a hundred. */
  private enum Action {
    PROMOTE(50),
    FILTER(15),
    GATE(4),
    REVOKE(3),
    LINK(6),
    UNLINK(5),
    EVALUATE(1),
    LATE(3),
    DOUBT(1),
    CLEAR(3),
    LICENSE(3),
    WAIVE(2),
    PUBLISH(3),
    RETIRE(1);

    private final int share;

    Action(int share) {
      this.share = share;
    }

    static Action of(int hundredth) {
      int left = hundredth;
      for (Action action : values()) {
        left -= action.share;
        if (left < 0) {
          return action;
        }
      }
      throw new IllegalArgumentException("hundredth: " + hundredth + " (expected: 0 to 99)");
    }
  }

  private record Asked(
      Action action, @Nullable PromoteRequest promotion, CompletableFuture<RecordAnswer> answer) {}

  /** One thread. */
  private final class Worker {
    private final int number;
    private final Random random;
    private int asked;
    private RaceWorld.@Nullable Link lateLink;

    Worker(int number, long seed) {
      this.number = number;
      this.random = new Random(seed);
    }

    void work() throws Exception {
      while (asked < requests) {
        List<Asked> burst = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < BURST; i++) {
          burst.add(ask(Action.of(random.nextInt(100))));
          asked++;
        }
        for (Asked each : burst) {
          hear(each);
        }
        long longest = Math.min(PAUSE * (System.nanoTime() - begin), LONGEST_PAUSE_NANOS);
        TimeUnit.NANOSECONDS.sleep(random.nextLong(longest));
      }
    }

    private void hear(Asked asked) throws InterruptedException, ExecutionException {
      try {
        switch (asked.answer().get()) {
          case RecordAnswer.Recorded recorded -> {
            PromoteRequest promotion = asked.promotion();
            said.add(
                promotion == null || !recorded.changed()
                    ? "recorded " + asked.action()
                    : "judged %d %s %s"
                        .formatted(recorded.revision(), promotion.artifact(), promotion.stage()));
          }
          case RecordAnswer.Refused refused -> {
            for (Refusal refusal : refused.refusals()) {
              said.add("refused " + asked.action() + " " + refusal.code());
            }
          }
        }
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnavailableException)) {
          throw e;
        }
        said.add("unavailable " + asked.action());
      }
    }

    private Asked ask(Action action) {
      try {
        if (action == Action.PROMOTE) {
          PromoteRequest promotion = promotion();
          return new Asked(action, promotion, service.promote(promotion, caller));
        }
        return new Asked(action, null, change(action));
      } catch (UnavailableException e) {
        return new Asked(action, null, CompletableFuture.failedFuture(e));
      }
    }

    private CompletableFuture<RecordAnswer> change(Action action) {
      return switch (action) {
        case PROMOTE -> throw new IllegalArgumentException("asked for elsewhere");
        case FILTER -> check(pick(world.corpora), "pii-filter", 2 + random.nextInt(3), outcome(85));
        case GATE -> check(pick(world.runs), "gate", 1, outcome(85));
        case REVOKE -> service.amend(revocation(), caller);
        case LINK -> service.record(RaceWorld.edge(pick(world.unsteady)), caller);
        case UNLINK -> service.change(retraction(pick(world.unsteady)), caller);
        case EVALUATE -> service.record(evaluation(), caller);
        case LATE -> late();
        case DOUBT -> service.change(doubt(), caller);
        case CLEAR ->
            service.change(
                new StandingRequest.Release(null, RaceWorld.id(pick(world.doubtful)), "fine"),
                caller);
        case LICENSE -> service.amend(licence(), caller);
        case WAIVE -> service.change(waiver(), caller);
        case PUBLISH ->
            service.change(
                new PolicyRequest.Publish(
                    null, RaceWorld.policy(pick(RaceWorld.POLICIES), version())),
                caller);
        case RETIRE ->
            service.change(
                new PolicyRequest.Retire(null, pick(RaceWorld.POLICIES), "for a while"), caller);
      };
    }

    /** Later in the race they are newer. */
    private int version() {
      return Math.min(RaceWorld.NEWEST_VERSION, 1 + RaceWorld.NEWEST_VERSION * asked / requests);
    }

    /** Mostly the highest, which decides. */
    private int filterVersion() {
      return random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 4;
    }

    private CheckOutcome outcome(int percentPassed) {
      return random.nextInt(100) < percentPassed ? CheckOutcome.PASSED : CheckOutcome.FAILED;
    }

    private CompletableFuture<RecordAnswer> check(
        String artifact, String name, int version, CheckOutcome outcome) {
      return service.record(Given.check(artifact, name, version, outcome), caller);
    }

    /** Of one of two, rather one that is not in production yet: they are to gather there. */
    private PromoteRequest promotion() {
      List<String> from = random.nextInt(8) == 0 ? world.datasets : world.models;
      Set<ArtifactId> two = Set.copyOf(List.of(Given.id(pick(from)), Given.id(pick(from))));
      ArtifactState lower =
          service.snapshot(caller).artifacts(two).values().stream()
              .min(Comparator.comparing(state -> state.stage() == Stage.PRODUCTION))
              .orElseThrow();
      return new PromoteRequest(null, lower.id().toString(), next(lower.stage()), null, null);
    }

    private Stage next(Stage stage) {
      int dice = random.nextInt(10);
      return switch (stage) {
        case DRAFT -> Stage.STAGING;
        case STAGING -> dice < 8 ? Stage.PRODUCTION : Stage.DRAFT;
        case PRODUCTION -> dice < 3 ? Stage.STAGING : dice < 9 ? Stage.DRAFT : Stage.ARCHIVED;
        case ARCHIVED -> Stage.DRAFT;
      };
    }

    private AmendRequest revocation() {
      return new AmendRequest(
          null,
          RaceWorld.id(pick(world.corpora)),
          List.of(),
          List.of(),
          null,
          null,
          Map.of(),
          null,
          new AmendRequest.CheckRef("pii-filter", filterVersion()),
          "withdrawn");
    }

    private AmendRequest licence() {
      Map<String, @Nullable Object> patch = new HashMap<>();
      int dice = random.nextInt(20);
      patch.put("license", dice == 0 ? null : dice < 4 ? "proprietary" : "apache-2.0");
      return Given.amendAttributes(pick(world.models), patch);
    }

    private StandingRequest retraction(RaceWorld.Link link) {
      return new StandingRequest.RetractEdge(
          null,
          EdgeId.of(link.type(), Given.id(link.child()), Given.id(link.parent())).toString(),
          "a mistake");
    }

    private StandingRequest doubt() {
      return random.nextInt(4) == 0
          ? new StandingRequest.RetractArtifact(null, RaceWorld.id(pick(world.doomed)), "wrong")
          : new StandingRequest.Quarantine(null, RaceWorld.id(pick(world.doubtful)), "odd");
    }

    /** A source that nobody knew of, which no check passed; the next time that is taken back. */
    private CompletableFuture<RecordAnswer> late() {
      RaceWorld.Link known = lateLink;
      if (known != null) {
        lateLink = null;
        return service.change(retraction(known), caller);
      }
      String source = "source-%s-%d-%d".formatted(caller.name(), number, asked);
      RaceWorld.Link link = new RaceWorld.Link("DERIVED_FROM", pick(world.datasets), source);
      lateLink = link;
      return service.record(
          new RecordRequest(
              null,
              Given.request(Given.corpus(source)).artifacts(),
              RaceWorld.edge(link).edges(),
              List.of()),
          caller);
    }

    /** A run that is recorded together with its check. */
    private RecordRequest evaluation() {
      String run = "run-%s-%d-%d".formatted(caller.name(), number, asked);
      Given given =
          Given.of("EVAL_RUN", run)
              .parent("EVALUATES", pick(world.models))
              .parent("EVALUATED_AGAINST", pick(world.datasets));
      return new RecordRequest(
          null,
          Given.request(given).artifacts(),
          List.of(),
          Given.check(run, "gate", 1, outcome(60)).checks());
    }

    /** Of a subject or of an offender; some end while the race lasts. */
    private PolicyRequest waiver() {
      long millis = random.nextBoolean() ? 3_600_000 : 100 + random.nextInt(2_000);
      return new PolicyRequest.Waive(
          null,
          pick(RaceWorld.POLICIES),
          RaceWorld.id(pick(random.nextBoolean() ? world.models : world.corpora)),
          "known",
          Instant.now().plusMillis(millis));
    }

    private <T> T pick(List<T> from) {
      return RaceWorld.pick(from, random);
    }
  }
}
