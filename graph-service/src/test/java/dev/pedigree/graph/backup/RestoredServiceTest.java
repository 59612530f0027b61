package dev.pedigree.graph.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.JournaledGraphService;
import dev.pedigree.graph.service.SchemaOffer;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.schema.PedigreeSchema;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service on a journal that was restored. */
@WithLocalStack
class RestoredServiceTest {
  private static final SchemaOffer OFFER = SchemaOffer.of(PedigreeSchema.load());
  private static final Caller CALLER = Caller.anonymous();

  private final CassandraSettings before;
  private final CassandraSettings after;

  RestoredServiceTest(Endpoints endpoints) {
    String suffix = Long.toString(System.nanoTime(), 36);
    before = settings(endpoints, "backedup_" + suffix);
    after = settings(endpoints, "restored_" + suffix);
  }

  private static CassandraSettings settings(Endpoints endpoints, String keyspace) {
    return CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), keyspace);
  }

  @Test
  void waitsForTheRestoreAndBuildsItsProjections(@TempDir Path folder) throws Exception {
    try (GraphService service = JournaledGraphService.open(before, OFFER, Clock.systemUTC())) {
      await(() -> service.status() instanceof GraphService.Status.Ready);
      assertThat(
              service
                  .record(
                      Given.request(Given.model("m").parent("TRAINED_ON", "c"), Given.corpus("c")),
                      CALLER)
                  .get(20, TimeUnit.SECONDS))
          .isInstanceOf(RecordAnswer.Recorded.class);
    }
    BackedUp backedUp = backups(before, Source.SILENT).backUp(folder, ErasedPayloads.KEEP);
    GraphService[] waiting = new GraphService[1];

    BackupProgress opening =
        (step, revision, _) -> {
          if (step == BackupProgress.Step.RESTORING && revision == backedUp.head().revision()) {
            waiting[0] = JournaledGraphService.open(after, OFFER, Clock.systemUTC());
            await(() -> waiting[0].status() instanceof GraphService.Status.Replaying);
          }
        };
    Restored restored = backups(after, opening).restore(folder, OptionalLong.empty());

    try (GraphService service = waiting[0]) {
      await(() -> service.status() instanceof GraphService.Status.Ready);
      assertThat(restored.head()).isEqualTo(backedUp.head());
      Snapshot snapshot = service.snapshot(CALLER);
      assertThat(snapshot.revision()).isEqualTo(backedUp.head().revision());
      assertThat(
              snapshot
                  .lineage(LineageQuery.all(Given.id("m"), Direction.ANCESTORS), Budget.UNLIMITED)
                  .ids(0, 10))
          .containsExactly(Given.id("c"));
      Verification verification = service.verify(_ -> {});
      assertThat(verification.clean()).as(verification.toString()).isTrue();
    }
  }

  private static JournalBackups backups(CassandraSettings settings, BackupProgress progress) {
    return new JournalBackups(settings, progress, Clock.systemUTC());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      try {
        TimeUnit.MILLISECONDS.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
