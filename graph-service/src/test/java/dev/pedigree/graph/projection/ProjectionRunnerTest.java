package dev.pedigree.graph.projection;

import static dev.pedigree.graph.state.FactsOf.amended;
import static dev.pedigree.graph.state.FactsOf.edge;
import static dev.pedigree.graph.state.FactsOf.erasure;
import static dev.pedigree.graph.state.FactsOf.id;
import static dev.pedigree.graph.state.FactsOf.recorded;
import static dev.pedigree.graph.state.FactsOf.retracted;
import static dev.pedigree.graph.state.FactsOf.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.propertygraph.EdgeView;
import dev.pedigree.graph.propertygraph.GraphTable;
import dev.pedigree.graph.state.CassandraArtifactFacts;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionRunnerTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Endpoints endpoints;
  private final CassandraSettings settings;
  private final GraphTable graphTable;
  private Followed followed;

  ProjectionRunnerTest(Endpoints endpoints) {
    this.endpoints = endpoints;
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(), endpoints.cassandraPort(), "projection_runner_test");
    followed = new Followed(settings);
    followed.state.prepare();
    followed.graph.prepare();
    graphTable = new GraphTable(followed.session, followed.graph.keyspace());
  }

  @BeforeEach
  void clear() {
    for (String table : List.of("journal", "projections", "artifact_facts")) {
      followed.session.execute("TRUNCATE " + table);
    }
    graphTable.clear(followed.session);
    followed.close();
    followed = new Followed(settings);
  }

  @AfterAll
  void close() {
    followed.close();
  }

  private static Projection intercepted(Projection projection, Consumer<List<Change>> before) {
    return new Intercepted(projection, before, _ -> {});
  }

  @Test
  void appliesWhatIsInTheJournalAndWhatComes() {
    followed.append(List.of(recorded("m")), List.of(stage("m", Stage.STAGING)));
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    try (ProjectionRunner runner =
        new ProjectionRunner(
            followed.state,
            followed.journal,
            new LeaseStore(followed.session, LONG),
            followed.watermarks,
            new ProjectionRunner.Settings(1, LONG, SHORT),
            told::add,
            _ -> false)) {
      runner.start();
      Followed.await(() -> runner.progress().watermark() == 2);

      followed.append(List.of(stage("m", Stage.PRODUCTION)));
      runner.poke();
      Followed.await(() -> runner.progress().watermark() == 3);

      assertThat(runner.progress()).isEqualTo(new ProjectionRunner.Progress(3, 3, true, null));
      assertThat(runner.progress().backlog()).isZero();
    }
    assertThat(told).containsExactly(0L, 1L, 2L, 3L);
    assertThat(followed.state.verify(followed.changes(), new Findings())).isZero();
  }

  @Test
  void beginsNothingWhileItYields() {
    followed.append(List.of(recorded("m")));
    AtomicInteger asked = new AtomicInteger();
    AtomicBoolean yields = new AtomicBoolean(true);
    try (ProjectionRunner runner =
        new ProjectionRunner(
            followed.state,
            followed.journal,
            new LeaseStore(followed.session, LONG),
            followed.watermarks,
            new ProjectionRunner.Settings(1, LONG, SHORT),
            _ -> {},
            _ -> asked.incrementAndGet() > 0 && yields.get())) {
      runner.start();
      Followed.await(() -> asked.get() >= 3);
      assertThat(runner.progress().watermark()).isZero();

      yields.set(false);

      Followed.await(() -> runner.progress().watermark() == 1);
    }
  }

  @Test
  void takesOverAtOnceFromOneThatClosesAndSeesItsWatermarkBefore() {
    followed.append(List.of(recorded("m")));
    ProjectionRunner first = followed.runner(followed.state, LONG);
    first.start();
    followed.awaitWatermark("state", 1);
    try (ProjectionRunner second = followed.runner(followed.state, LONG)) {
      second.start();
      Followed.await(() -> second.progress().watermark() == 1);
      assertThat(second.progress().holder()).isFalse();

      first.close();
      followed.append(List.of(stage("m", Stage.STAGING)));

      Followed.await(() -> second.progress().watermark() == 2);
      assertThat(second.progress().holder()).isTrue();
    }
  }

  @Test
  void goesOnWhenItsStoreIsBack() {
    followed.append(List.of(recorded("m")));
    AtomicBoolean away = new AtomicBoolean(true);
    Projection failing =
        intercepted(
            followed.state,
            _ -> {
              if (away.get()) {
                throw new UnavailableException("away");
              }
            });
    try (ProjectionRunner runner = followed.runner(failing, LONG)) {
      runner.start();

      Followed.await(() -> "away".equals(runner.progress().error()));
      assertThat(runner.progress().backlog()).isEqualTo(1);
      away.set(false);

      Followed.await(() -> runner.progress().watermark() == 1);
      Followed.await(() -> runner.progress().error() == null);
    }
  }

  @Test
  void isNotHarmedByAHolderThatWakesUpLate() throws Exception {
    followed.append(
        List.of(recorded("d"), recorded("m")),
        List.of(edge("TRAINED_ON", "m", "d"), edge("DERIVED_FROM", "m", "d")));
    List<Projection> projections = List.of(followed.state, followed.graph);
    List<ProjectionRunner> paused = new ArrayList<>();
    CountDownLatch reached = new CountDownLatch(2);
    CountDownLatch awake = new CountDownLatch(1);
    for (Projection projection : projections) {
      ProjectionRunner runner =
          followed.runner(
              intercepted(
                  projection,
                  changes -> {
                    if (changes.getLast().revision() == 2) {
                      reached.countDown();
                      await(awake);
                    }
                  }),
              LONG);
      runner.start();
      paused.add(runner);
    }
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

    followed.append(
        List.of(retracted("TRAINED_ON", "m", "d"), stage("m", Stage.PRODUCTION)),
        List.of(amended("m", "{\"a\":1}", List.of(new Label("team", "b")))));
    List<ProjectionRunner> others = new ArrayList<>();
    for (Projection projection : projections) {
      ProjectionRunner runner = followed.runner(projection, SHORT);
      runner.start();
      others.add(runner);
    }
    followed.awaitWatermark("state", 4);
    followed.awaitWatermark("property-graph", 4);
    awake.countDown();
    Followed.await(() -> paused.stream().noneMatch(runner -> runner.progress().holder()));

    assertThat(followed.differences()).isEmpty();
    assertThat(followed.graph.edgesToParents(id("m")))
        .filteredOn(EdgeView::retracted)
        .extracting(EdgeView::type)
        .containsExactly("TRAINED_ON");
    assertThat(followed.watermarks.readAll())
        .containsEntry("state", 4L)
        .containsEntry("property-graph", 4L);
    paused.forEach(ProjectionRunner::close);
    others.forEach(ProjectionRunner::close);
  }

  @Test
  void isVerifiedWhileItGoesOn() {
    followed.append(List.of(recorded("d"), recorded("m")), List.of(edge("TRAINED_ON", "m", "d")));
    List<Change> verified = followed.changes();
    followed.append(
        List.of(retracted("TRAINED_ON", "m", "d"), stage("m", Stage.PRODUCTION)),
        List.of(recorded("later")),
        List.of(erasure(1L)));

    try (ProjectionRunner state = followed.runner(followed.state, LONG);
        ProjectionRunner graph = followed.runner(followed.graph, LONG)) {
      state.start();
      graph.start();
      followed.awaitWatermark(CassandraArtifactFacts.NAME, 5);
      followed.awaitWatermark(followed.graph.name(), 5);
    }

    Findings findings = new Findings();
    assertThat(followed.state.verify(verified, findings)).isZero();
    assertThat(followed.graph.verify(verified, findings)).isZero();
    assertThat(findings.differences()).isEmpty();
  }

  @Test
  void replaysWhatAKilledProcessLeft() throws Exception {
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledFollower.class.getName(),
                endpoints.cassandraHost(),
                Integer.toString(endpoints.cassandraPort()),
                settings.keyspace())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(killed.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(killed.exitValue()).isEqualTo(KilledFollower.EXIT);
    assertThat(followed.watermarks.read("property-graph")).isEqualTo(2);

    try (ProjectionRunner state = followed.runner(followed.state, SHORT);
        ProjectionRunner graph = followed.runner(followed.graph, SHORT)) {
      state.start();
      graph.start();
      followed.awaitWatermark(CassandraArtifactFacts.NAME, 4);
      followed.awaitWatermark(followed.graph.name(), 4);
    }

    assertThat(followed.changes()).hasSize(4);
    assertThat(followed.differences()).isEmpty();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
