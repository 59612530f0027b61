package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.localstack.LocalStack;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.schema.PedigreeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that starts with what the one before left on the disk. */
@WithLocalStack
class SnapshotRestartTest {
  private static final SchemaOffer OFFER = SchemaOffer.of(PedigreeSchema.load());
  private static final Caller CALLER = Caller.anonymous();

  /** Enough for a compaction. */
  private static final int REQUESTS = 14;

  private static final int ARTIFACTS_PER_REQUEST = 500;

  /** Facts that the property graph, which is slow, has nothing of. */
  private static final int CHECKS_PER_ARTIFACT = 9;

  private final CassandraSettings settings;

  @TempDir Path snapshots;

  SnapshotRestartTest(LocalStack.Endpoints endpoints) {
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            "snapshot_" + Long.toString(System.nanoTime(), 36));
  }

  @Test
  void goesOnWhereTheSnapshotEnds() throws Exception {
    RecordRequest asked = withId(Given.request(Given.corpus("c")));
    long first;
    try (GraphService service = open()) {
      first = revision(service.record(asked, CALLER).get(20, TimeUnit.SECONDS));
      for (int request = 0; request < REQUESTS; request++) {
        record(service, many(request));
      }
      await(() -> Files.exists(snapshots) && files() == 1);
      record(service, Given.request(Given.model("late").parent("TRAINED_ON", "c")));
    }

    try (GraphService service = open()) {
      GraphService.TopologySize memory = service.topologySize().orElseThrow();
      assertThat(memory.artifacts()).isEqualTo(REQUESTS * ARTIFACTS_PER_REQUEST + 2);
      assertThat(memory.overlayFacts())
          .isLessThan(REQUESTS * ARTIFACTS_PER_REQUEST * (CHECKS_PER_ARTIFACT + 1));
      Snapshot snapshot = service.snapshot(CALLER);
      assertThat(snapshot.artifactIds()).hasSize(REQUESTS * ARTIFACTS_PER_REQUEST + 2);
      assertThat(
              snapshot
                  .lineage(LineageQuery.all(Given.id("c"), Direction.DESCENDANTS), Budget.UNLIMITED)
                  .ids(0, 10))
          .containsExactly(Given.id("late"));
      assertThat(snapshot.artifacts(List.of(Given.id("late"), Given.id("13/7")))).hasSize(2);
      assertThat(revision(service.record(asked, CALLER).get(20, TimeUnit.SECONDS)))
          .as("answered as before the restart")
          .isEqualTo(first);
      Verification verification = service.verify(_ -> {});
      assertThat(verification.clean()).as(verification.toString()).isTrue();
    }
  }

  private static RecordRequest withId(RecordRequest request) {
    return new RecordRequest("asked-once", request.artifacts(), request.edges(), request.checks());
  }

  private static RecordRequest many(int request) {
    RecordRequest artifacts =
        Given.request(
            IntStream.range(0, ARTIFACTS_PER_REQUEST)
                .mapToObj(i -> Given.corpus(request + "/" + i))
                .toArray(Given[]::new));
    List<RecordRequest.Check> checks =
        IntStream.range(0, ARTIFACTS_PER_REQUEST * CHECKS_PER_ARTIFACT)
            .mapToObj(i -> check(request + "/" + i / CHECKS_PER_ARTIFACT, i % CHECKS_PER_ARTIFACT))
            .toList();
    return new RecordRequest(null, artifacts.artifacts(), List.of(), checks);
  }

  private static RecordRequest.Check check(String content, int version) {
    return Given.check(content, "scan", version + 1, CheckOutcome.PASSED).checks().getFirst();
  }

  private static long revision(RecordAnswer answer) {
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return ((RecordAnswer.Recorded) answer).revision();
  }

  private static void record(GraphService service, RecordRequest request) throws Exception {
    revision(service.record(request, CALLER).get(60, TimeUnit.SECONDS));
  }

  private GraphService open() throws Exception {
    GraphService service =
        JournaledGraphService.open(
            settings, OFFER, Clock.systemUTC(), EngineChoice.TOPOLOGY, List.of(), snapshots);
    await(() -> service.status() instanceof GraphService.Status.Ready);
    return service;
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(snapshots)) {
      return files.filter(file -> file.toString().endsWith(".topology")).count();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
