package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.localstack.LocalStack;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SdlSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which schema is in force is a fact in the journal, and not every other may follow it. */
@WithLocalStack
class SchemaInForceTest {
  private static final Caller CALLER = Caller.anonymous();
  private static final PedigreeSchema OWN = PedigreeSchema.load();
  private static final String ROBOTS =
      """
      "Steers a robot."
      type RobotPolicy implements Artifact @kind(content: true, joinsLike: MODEL) {
        "How often it decides, in hertz. Null: not known."
        rate: Int
      }
      """;
  private static final PedigreeSchema EXTENDED = extended(ROBOTS);

  private final CassandraSettings settings;

  SchemaInForceTest(LocalStack.Endpoints endpoints) {
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            "schema_" + Long.toString(System.nanoTime(), 36));
  }

  @Test
  void isPublishedOnceAndReadBack() throws Exception {
    try (GraphService first = ready(OWN)) {
      assertThat(first.change(CALLER, 1).facts())
          .containsExactly(new Fact.SchemaPublished(OWN.typeSystem().version(), OWN.sdl()));
      assertThat(first.change(CALLER, 1).by()).isEqualTo("pedigree");
    }
    try (GraphService second = ready(OWN)) {
      assertThat(second.head().revision()).isEqualTo(1);
      assertThat(second.verify(progress -> {}).clean()).isTrue();
    }
  }

  @Test
  void anOlderProcessGoesOnReadingAndStopsWriting() throws Exception {
    try (GraphService older = ready(OWN)) {
      record(older, Given.corpus("c"));
      try (GraphService newer = ready(EXTENDED)) {
        assertThat(newer.head().revision()).isEqualTo(3);
        older.snapshotAtLeast(CALLER, 3, Duration.ofSeconds(5));

        assertThat(older.snapshot(CALLER).contains(Given.id("c"))).isTrue();
        assertThatThrownBy(() -> record(older, Given.corpus("d")))
            .hasCauseInstanceOf(UnavailableException.class)
            .hasMessageContaining(
                "schema %s is in force, this process has %s (expected: it is restarted with that one)"
                    .formatted(EXTENDED.typeSystem().version(), OWN.typeSystem().version()));

        record(newer, Given.of("ROBOT_POLICY", "r").parent("TRAINED_ON", "c"));
        await(older, GraphService.Status.Stopped.class);
        assertThatThrownBy(() -> older.snapshot(CALLER))
            .isInstanceOf(UnavailableException.class)
            .hasMessageContaining("[ROBOT_POLICY]");
        assertThat(newer.verify(progress -> {}).clean()).isTrue();
      }
    }
  }

  @Test
  void refusesASchemaThatWouldOrphanFacts() throws Exception {
    try (GraphService extended = ready(EXTENDED)) {
      record(extended, Given.of("ROBOT_POLICY", "r"));
    }
    try (GraphService reduced =
        JournaledGraphService.open(settings, new SchemaOffer(OWN, true), Clock.systemUTC())) {
      await(reduced, GraphService.Status.Stopped.class);

      assertThat(((GraphService.Status.Stopped) reduced.status()).why())
          .isEqualTo(
              "schema "
                  + OWN.typeSystem().version()
                  + " is refused: kind ROBOT_POLICY is gone (expected: it stays, 1 artifact is of it)");
      assertThatThrownBy(() -> record(reduced, Given.corpus("c")))
          .hasCauseInstanceOf(UnavailableException.class);
    }
    try (GraphService again = ready(EXTENDED)) {
      assertThat(again.head().revision()).isEqualTo(2);
    }
  }

  @Test
  void breaksClientsOnlyWhenAllowed() throws Exception {
    try (GraphService extended = ready(EXTENDED)) {
      SchemaCheck check = extended.check(OWN);

      assertThat(check.orphaned()).isEmpty();
      assertThat(check.broken())
          .contains("ArtifactKind: The new API is missing an enum value 'ROBOT_POLICY'");
    }
    try (GraphService reduced =
        JournaledGraphService.open(settings, SchemaOffer.of(OWN), Clock.systemUTC())) {
      await(reduced, GraphService.Status.Stopped.class);
    }
    try (GraphService reduced =
        JournaledGraphService.open(settings, new SchemaOffer(OWN, true), Clock.systemUTC())) {
      await(reduced, GraphService.Status.Ready.class);
      assertThat(reduced.head().revision()).isEqualTo(2);
    }
  }

  private GraphService ready(PedigreeSchema schema) throws Exception {
    GraphService service =
        JournaledGraphService.open(settings, SchemaOffer.of(schema), Clock.systemUTC());
    await(service, GraphService.Status.Ready.class);
    return service;
  }

  private static void await(GraphService service, Class<? extends GraphService.Status> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!wanted.isInstance(service.status())) {
      assertThat(System.nanoTime()).as(service.status().toString()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void record(GraphService service, Given artifact) throws Exception {
    assertThat(service.record(Given.request(artifact), CALLER).get(20, TimeUnit.SECONDS))
        .isInstanceOf(RecordAnswer.Recorded.class);
  }

  private static PedigreeSchema extended(String sdl) {
    return PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", sdl)));
  }
}
