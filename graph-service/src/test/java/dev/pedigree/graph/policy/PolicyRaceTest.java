package dev.pedigree.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.PolicyRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Two processes promote, and change what promotions depend on, at once: no interleaving leaves
 * something promoted against a policy as it stood at that revision.
 */
@WithLocalStack
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyRaceTest {
  private static final Caller CALLER = Caller.anonymous();

  /** Of each thread of both; {@code -Dpedigree.race.requests} differs. */
  private static final int REQUESTS = Integer.getInteger("pedigree.race.requests", 200);

  private static final long SEED = Long.getLong("pedigree.race.seed", System.nanoTime());

  /** A race makes them. A promotion is never refused for what it descends from. */
  private static final Set<String> JUST_REFUSALS =
      Set.of(
          "refused PROMOTE INVALID_VALUE",
          "refused PROMOTE QUARANTINED",
          "refused PROMOTE RETRACTED",
          "refused REVOKE NOT_FOUND",
          "refused LINK CYCLE",
          "refused UNLINK NOT_FOUND",
          "refused DOUBT RETRACTED",
          "refused CLEAR RETRACTED",
          "refused WAIVE INVALID_VALUE",
          "refused PUBLISH INVALID_VALUE");

  private static final String FILTERED =
      """
      subject: subject.kind == 'MODEL'
      rules:
        - ancestors: {kinds: [CORPUS]}
          require: ancestor.passed('pii-filter', 3)
      """;

  private final Endpoints endpoints;
  private final CassandraSettings settings;

  /** By both, of what became of their requests. */
  private final List<String> said = new ArrayList<>();

  /** As the race left them. */
  private final List<Entry> entries = new ArrayList<>();

  /** Opened after the race. */
  private @Nullable GraphService service;

  PolicyRaceTest(Endpoints endpoints) {
    this.endpoints = endpoints;
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            "race_" + Long.toString(System.nanoTime(), 36));
  }

  @BeforeAll
  void race() throws Exception {
    System.out.println("-Dpedigree.race.seed=" + SEED);
    try (GraphService first = RacingPromoter.open(settings)) {
      Process other = start("there");
      try {
        recordTheBeginning(first);
        hear(other.inputReader(), "ready");
        other.outputWriter().append("go\n").flush();
        said.addAll(new RacingPromoter(first, new RaceWorld(SEED), "here", REQUESTS).run(SEED));
        said.addAll(hear(other.inputReader(), "done"));
      } finally {
        other.destroyForcibly();
      }
    }
    readJournal();
    service = RacingPromoter.open(settings);
  }

  private static void recordTheBeginning(GraphService service) throws Exception {
    for (RecordRequest request : new RaceWorld(SEED).requests()) {
      recorded(service.record(request, CALLER));
    }
    for (String policy : RaceWorld.POLICIES) {
      publish(service, RaceWorld.policy(policy, 1));
    }
  }

  @AfterAll
  void close() {
    if (service != null) {
      service.close();
    }
  }

  @Test
  void judgesEachPromotionByTheGraphOfItsRevision() {
    PolicyReplay replay = new PolicyReplay();

    entries.forEach(replay::follow);

    System.out.println(replay);
    assertThat(replay.allowed).isGreaterThan(REQUESTS / 5);
    assertThat(replay.blocked).isGreaterThan(REQUESTS / 5);
    assertThat(replay.undecided).isLessThan(REQUESTS / 10);
    assertThat(replay.turns).isGreaterThan(REQUESTS / 40);
  }

  @Test
  void tellsEachOfThemWhatIsInTheJournal() {
    Map<Long, Change> changes = new HashMap<>();
    entries.forEach(
        entry -> entry.changes().forEach(change -> changes.put(change.revision(), change)));
    Set<String> judged = new HashSet<>();
    Map<String, Integer> others = new TreeMap<>();
    for (String line : said) {
      if (line.startsWith("judged ")) {
        judged.add(line);
      } else {
        others.merge(line, 1, Integer::sum);
      }
    }

    System.out.println(others);
    assertThat(judged).hasSizeGreaterThan(REQUESTS);
    for (String line : judged) {
      String[] words = line.split(" ", 4);
      assertThat(moves(Objects.requireNonNull(changes.get(Long.valueOf(words[1])))))
          .as(line)
          .contains(words[2] + " " + words[3]);
    }
    assertThat(others.keySet())
        .filteredOn(line -> line.startsWith("refused"))
        .isSubsetOf(JUST_REFUSALS);
  }

  /** What a change tries or does about stages. */
  private static Set<String> moves(Change change) {
    Set<String> moves = new HashSet<>();
    for (Fact fact : change.facts()) {
      switch (fact) {
        case Fact.StageChanged f -> moves.add(f.artifact() + " " + f.stage());
        case Fact.PromotionJudged f -> moves.add(f.artifact() + " " + f.stage());
        default -> {}
      }
    }
    return moves;
  }

  @Test
  void comesBackWithTheStagesOfTheJournal() {
    long end = entries.getLast().after().revision();
    SlowGate gate = gateAt(end);

    Map<ArtifactId, ArtifactState> states =
        service().snapshot(CALLER, end).artifacts(gate.artifacts());

    assertThat(states.keySet()).isEqualTo(gate.artifacts());
    states.forEach(
        (id, state) -> assertThat(state.stage()).as(id.toString()).isEqualTo(gate.stage(id)));
  }

  @Test
  void findsTheSameAgainstWhatWasInProduction() {
    long end = entries.getLast().after().revision();
    int found = 0;

    for (long revision = end; revision > end / 10; revision -= end / 10) {
      SlowGate gate = gateAt(revision);
      Snapshot snapshot = service().snapshot(CALLER, revision);
      for (ArtifactId artifact : gate.at(Stage.PRODUCTION)) {
        Set<String> expected = new HashSet<>();
        for (SlowGate.Offence it : gate.offences(artifact, Stage.PRODUCTION, Instant.EPOCH)) {
          expected.add(it.policy() + " " + it.version() + " " + it.offender());
        }
        Verdict verdict = snapshot.evaluate(artifact, Stage.PRODUCTION, Budget.UNLIMITED);
        assertThat(verdict.violationCount())
            .as(revision + " " + artifact)
            .isEqualTo(expected.size());
        assertThat(verdict.violations())
            .extracting(
                it -> it.policy().name() + " " + it.policy().version() + " " + it.offender())
            .isSubsetOf(expected);
        found += expected.size();
      }
    }

    assertThat(found).isPositive();
  }

  @Test
  void recordsALateParentOfWhatIsInProductionAndShowsWhatItViolates() throws Exception {
    GraphService service = service();
    publish(service, "name: late\nversion: 1\ndescription: x\n" + FILTERED);
    recorded(
        service.record(
            Given.request(
                Given.corpus("late-data"),
                Given.model("late-model").parent("TRAINED_ON", "late-data"),
                Given.of("EVAL_RUN", "late-run").parent("EVALUATES", "late-model")),
            CALLER));
    passed(service, "late-data", "pii-filter", 3);
    passed(service, "late-run", "gate", 1);
    recorded(service.promote(Given.promote("late-model", Stage.STAGING), CALLER));
    long promoted =
        recorded(service.promote(Given.promote("late-model", Stage.PRODUCTION), CALLER)).revision();

    recorded(service.record(Given.request(Given.corpus("late-source")), CALLER));
    RecordAnswer.Recorded late =
        recorded(
            service.record(Given.edge("DERIVED_FROM", "late-data", "late-source", null), CALLER));

    ArtifactId model = Given.id("late-model");
    assertThat(late.changed()).isTrue();
    Snapshot now = service.snapshot(CALLER, late.revision());
    assertThat(now.artifacts(List.of(model)).values())
        .extracting(ArtifactState::stage)
        .containsExactly(Stage.PRODUCTION);
    Verdict verdict = now.evaluate(model, Stage.PRODUCTION, Budget.UNLIMITED);
    assertThat(verdict.allowed()).isFalse();
    assertThat(verdict.violations())
        .filteredOn(it -> it.policy().name().equals("late"))
        .extracting(Violation::offender)
        .containsExactly(Given.id("late-source"));
    assertThat(
            service
                .snapshot(CALLER, promoted)
                .evaluate(model, Stage.PRODUCTION, Budget.UNLIMITED)
                .allowed())
        .isTrue();
  }

  private static void passed(GraphService service, String artifact, String check, int version)
      throws Exception {
    recorded(service.record(Given.check(artifact, check, version, CheckOutcome.PASSED), CALLER));
  }

  private static void publish(GraphService service, String policy) throws Exception {
    recorded(service.change(new PolicyRequest.Publish(null, policy), CALLER));
  }

  private static RecordAnswer.Recorded recorded(CompletableFuture<RecordAnswer> answer)
      throws Exception {
    RecordAnswer given = answer.get(30, TimeUnit.SECONDS);
    assertThat(given).isInstanceOf(RecordAnswer.Recorded.class);
    return (RecordAnswer.Recorded) given;
  }

  private GraphService service() {
    return Objects.requireNonNull(service);
  }

  private SlowGate gateAt(long revision) {
    SlowGate gate = new SlowGate();
    for (Entry entry : entries) {
      for (Change change : entry.changes()) {
        if (change.revision() <= revision) {
          change.facts().forEach(gate::apply);
        }
      }
    }
    return gate;
  }

  private void readJournal() {
    try (CqlSession session = settings.open()) {
      CassandraJournal journal = new CassandraJournal(session, Clock.systemUTC());
      List<Entry> next = journal.read(JournalHead.START, 500);
      while (!next.isEmpty()) {
        entries.addAll(next);
        next = journal.read(next.getLast().after(), 500);
      }
    }
  }

  /** What a racer says until it says {@code last}. */
  private static List<String> hear(BufferedReader racer, String last) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = racer.readLine();
    while (!last.equals(line)) {
      assertThat(line).as("a racer ended before it said " + last).isNotNull();
      lines.add(line);
      line = racer.readLine();
    }
    return lines;
  }

  private Process start(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            RacingPromoter.class.getName(),
            endpoints.cassandraHost(),
            Integer.toString(endpoints.cassandraPort()),
            settings.keyspace(),
            name,
            Long.toString(SEED),
            Integer.toString(REQUESTS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
