package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.localstack.LocalStack;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.schema.PedigreeSchema;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A service whose journal somebody changed beneath it. */
@WithLocalStack
class DamagedJournalTest {
  private final CassandraSettings settings;

  DamagedJournalTest(LocalStack.Endpoints endpoints) {
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            "damaged_" + Long.toString(System.nanoTime(), 36));
  }

  @Test
  void namesTheDamageAndWhatCannotBeComparedForIt() throws Exception {
    try (GraphService service =
        JournaledGraphService.open(
            settings, SchemaOffer.of(PedigreeSchema.load()), Clock.systemUTC())) {
      while (!(service.status() instanceof GraphService.Status.Ready)) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      long revision = record(service, "c");
      record(service, "d");
      flipABitOf(revision);

      Verification verification = service.verify(_ -> {});

      assertThat(verification.results())
          .extracting(Verification.Progress::projection)
          .contains("journal", "topology", "state", "property-graph", "audit");
      assertThat(verification.results())
          .allSatisfy(
              result ->
                  assertThat(result.message())
                      .contains("payload hash of revision " + revision + " does not hold"));
    }
  }

  private static long record(GraphService service, String corpus) throws Exception {
    RecordAnswer answer =
        service
            .record(Given.request(Given.corpus(corpus)), Caller.anonymous())
            .get(20, TimeUnit.SECONDS);
    assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
    return ((RecordAnswer.Recorded) answer).revision();
  }

  private void flipABitOf(long revision) {
    try (CqlSession session = settings.open()) {
      Row entry =
          session
              .execute(
                  "SELECT payloads FROM journal WHERE block = 0 AND first_revision = ?", revision)
              .one();
      ByteBuffer stored = Objects.requireNonNull(Objects.requireNonNull(entry).getByteBuffer(0));
      ByteBuffer payloads = ByteBuffer.allocate(stored.remaining()).put(stored).flip();
      int last = payloads.limit() - 1;
      payloads.put(last, (byte) (payloads.get(last) ^ 1));
      session.execute(
          "UPDATE journal SET payloads = ? WHERE block = 0 AND first_revision = ?",
          payloads,
          revision);
    }
  }
}
