package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.NewerWriter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.localstack.LocalStack;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.schema.PedigreeSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithLocalStack
class JournaledGraphServiceTest {
  private static final SchemaOffer OFFER = SchemaOffer.of(PedigreeSchema.load());
  private static final Caller CALLER = Caller.anonymous();

  private final CassandraSettings settings;
  private GraphService service;

  JournaledGraphServiceTest(LocalStack.Endpoints endpoints) {
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            "service_" + Long.toString(System.nanoTime(), 36));
    service = JournaledGraphService.open(settings, OFFER, Clock.systemUTC());
  }

  @BeforeEach
  void awaitReady() throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!(service.status() instanceof GraphService.Status.Ready)) {
      assertThat(System.nanoTime()).as(service.status().toString()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void recordsAndAnswersAcrossARestart() throws Exception {
    record(Given.request(Given.corpus("c").version("1").description("words")));
    record(
        Given.request(Given.model("m").parent("TRAINED_ON", "c").attribute("precision", "bf16")));
    record(Given.request(Given.of("DEPLOYMENT", "d").parent("SERVES", "m")));

    checkAll();
    service.close();
    service = JournaledGraphService.open(settings, OFFER, Clock.systemUTC());
    awaitReady();
    checkAll();
  }

  private void checkAll() {
    Snapshot snapshot = service.snapshot(CALLER);
    assertThat(snapshot.revision()).isEqualTo(4);
    Lineage descendants =
        snapshot.lineage(LineageQuery.all(Given.id("c"), Direction.DESCENDANTS), Budget.UNLIMITED);
    assertThat(descendants.ids(0, 10)).containsExactly(Given.id("m"), Given.id("d"));
    ArtifactState model =
        Objects.requireNonNull(
            snapshot.artifacts(List.of(Given.id("m"), Given.id("c"))).get(Given.id("m")));
    assertThat(model.attributes()).isEqualTo("{\"precision\":\"bf16\"}");
    EdgeId edge = EdgeId.of("TRAINED_ON", Given.id("m"), Given.id("c"));
    assertThat(snapshot.parents(Given.id("m"), null, 0, 9).ids()).containsExactly(edge);
    assertThat(snapshot.children(Given.id("c"), null, 0, 9).ids()).containsExactly(edge);
    assertThat(snapshot.edges(List.of(edge))).containsOnlyKeys(edge);
    assertThat(snapshot.resolve(new ArtifactName("default", "c", null))).hasValue(Given.id("c"));
    assertThat(snapshot.history(Given.id("m"))).containsExactly(3L);
    assertThat(snapshot.artifactIds()).containsExactly(Given.id("c"), Given.id("m"), Given.id("d"));
  }

  @Test
  void answersAsOfAnEarlierRevision() throws Exception {
    record(Given.request(Given.corpus("c")));
    record(Given.request(Given.model("m").parent("TRAINED_ON", "c")));

    Snapshot before = service.snapshot(CALLER, 2);

    assertThat(before.contains(Given.id("m"))).isFalse();
    assertThat(before.artifacts(List.of(Given.id("c"), Given.id("m"))))
        .containsOnlyKeys(Given.id("c"));
    assertThat(before.children(Given.id("c"), null, 0, 9).ids()).isEmpty();
    assertThatThrownBy(
            () ->
                before.lineage(
                    LineageQuery.all(Given.id("m"), Direction.ANCESTORS), Budget.UNLIMITED))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> service.snapshot(CALLER, 4))
        .isInstanceOf(RevisionNotReachedException.class)
        .hasMessageContaining("expected: 0 to 3");
    assertThatThrownBy(() -> service.snapshotAtLeast(CALLER, 4, Duration.ofMillis(50)))
        .isInstanceOf(RevisionNotReachedException.class);
  }

  @Test
  void showsAWriteOfAnotherReplicaToWhoeverWaitsForIt() throws Exception {
    try (GraphService other = JournaledGraphService.open(settings, OFFER, Clock.systemUTC())) {
      RecordAnswer.Recorded recorded = record(Given.request(Given.corpus("c")));
      while (!(other.status() instanceof GraphService.Status.Ready)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }

      Snapshot seen = other.snapshotAtLeast(CALLER, recorded.revision(), Duration.ofSeconds(5));

      assertThat(seen.artifacts(List.of(Given.id("c")))).containsOnlyKeys(Given.id("c"));
    }
  }

  @Test
  void listsChangesByRevisionRequesterAndFact() throws Exception {
    for (int i = 0; i < 5; i++) {
      record(Given.request(Given.corpus("c" + i)));
    }
    record(Given.request(Given.model("m").parent("TRAINED_ON", "c0")));

    assertThat(service.journal(CALLER, 0, ChangeFilter.ALL, 3))
        .extracting("revision")
        .containsExactly(1L, 2L, 3L);
    assertThat(service.journal(CALLER, 5, ChangeFilter.ALL, 10))
        .extracting("revision")
        .containsExactly(6L, 7L);
    assertThat(service.journal(CALLER, 0, filter(null, List.of("EdgeRecorded")), 10))
        .extracting("revision")
        .containsExactly(7L);
    assertThat(service.journal(CALLER, 0, filter("nobody", null), 10)).isEmpty();
    assertThat(service.journal(CALLER, 7, ChangeFilter.ALL, 10)).isEmpty();
    assertThat(service.change(CALLER, 7).facts()).hasSize(2);
    assertThat(service.head().hash()).isEqualTo(service.entryHash(CALLER, 7));
  }

  private static ChangeFilter filter(@Nullable String by, @Nullable List<String> factTypes) {
    return new ChangeFilter(by, factTypes, null, null);
  }

  @Test
  void listsChangesByTime() throws Exception {
    for (int i = 0; i < 6; i++) {
      record(Given.request(Given.corpus("c" + i)));
    }
    List<Change> all = service.journal(CALLER, 0, ChangeFilter.ALL, 10);

    for (Change change : all) {
      ChangeFilter since = new ChangeFilter(null, null, change.at(), null);
      ChangeFilter until = new ChangeFilter(null, null, null, change.at());
      ChangeFilter then = new ChangeFilter(null, null, change.at(), change.at().plusMillis(1));
      assertThat(service.journal(CALLER, 0, since, 10))
          .isEqualTo(all.stream().filter(it -> !it.at().isBefore(change.at())).toList());
      assertThat(service.journal(CALLER, 3, since, 10))
          .isEqualTo(
              all.stream()
                  .filter(it -> it.revision() > 3 && !it.at().isBefore(change.at()))
                  .toList());
      assertThat(service.journal(CALLER, 0, until, 10))
          .isEqualTo(all.stream().filter(it -> it.at().isBefore(change.at())).toList());
      assertThat(service.journal(CALLER, 0, then, 10)).contains(change);
    }
    Instant later = all.getLast().at().plusSeconds(1);
    assertThat(service.journal(CALLER, 0, new ChangeFilter(null, null, later, null), 10)).isEmpty();
  }

  @Test
  void verifiesCleanAndCompares() throws Exception {
    record(Given.request(Given.corpus("c")));
    record(Given.request(Given.model("m").parent("TRAINED_ON", "c")));

    Verification verification = service.verify(progress -> {});

    assertThat(verification.clean()).as(verification.toString()).isTrue();
    assertThat(verification.results())
        .extracting("projection")
        .contains("journal", "topology", "state", "property-graph");
    assertThat(verification.results()).allSatisfy(r -> assertThat(r.checked()).isPositive());
  }

  @Test
  void stopsAtWhatANewerVersionWroteAndSaysSo() throws Exception {
    record(Given.request(Given.corpus("c")));
    try (CqlSession session = settings.open()) {
      NewerWriter.append(session);
    }

    assertThat(awaitStopped(service)).contains("payload version 99 (expected: up to ");
    assertThatThrownBy(() -> service.snapshot(CALLER)).isInstanceOf(UnavailableException.class);
    assertThat(service.record(Given.request(Given.corpus("d")), CALLER))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseInstanceOf(UnavailableException.class);
    try (GraphService late = JournaledGraphService.open(settings, OFFER, Clock.systemUTC())) {
      assertThat(awaitStopped(late)).contains("payload version 99 (expected: up to ");
    }
  }

  private static String awaitStopped(GraphService service) throws InterruptedException {
    while (!(service.status() instanceof GraphService.Status.Stopped)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return ((GraphService.Status.Stopped) service.status()).why();
  }

  private RecordAnswer.Recorded record(RecordRequest request) throws Exception {
    RecordAnswer answer = service.record(request, CALLER).get(20, TimeUnit.SECONDS);
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return (RecordAnswer.Recorded) answer;
  }
}
