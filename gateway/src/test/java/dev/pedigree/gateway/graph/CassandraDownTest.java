package dev.pedigree.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.localstack.CassandraServer;
import dev.pedigree.localstack.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has a Cassandra of its own, to be able to kill it. */
class CassandraDownTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void saysSoWhileCassandraIsDownAndGoesOnByItself(@TempDir Path folder) {
    try (CassandraServer cassandra = new CassandraServer(ServerSettings.in(folder));
        Gateway gateway = Gateway.launch(cassandra.port().number(), Gateway.freshKeyspace())) {
      gateway.awaitReadiness(503);
      Answer down = gateway.ask("{ artifact(id: \"x\") { id } }");
      assertThat(down.status()).isEqualTo(200);
      assertThat(down.codes()).containsExactly("UNAVAILABLE");
      assertThat(gateway.get("/export").statusCode()).isEqualTo(503);
      assertThat(gateway.load("{\"check\":{}}\n").getFirst().get("code").asString())
          .isEqualTo("INVALID_VALUE");
      assertThat(gateway.get("/").body()).contains("Pedigree");

      cassandra.start(LIMIT);
      gateway.awaitReadiness(200);
      Sample sample = Sample.in(gateway);
      sample.record(sample.artifact("corpus", "one", List.of()));

      cassandra.kill();
      Answer cut =
          sample.ask(Map.of("artifacts", List.of(sample.artifact("corpus", "two", List.of()))));
      assertThat(cut.codes()).containsExactly("UNAVAILABLE");

      cassandra.start(LIMIT);
      awaitRecord(sample);
      Answer recovered =
          gateway.ask(
              "query ($id: ID!) { artifact(id: $id) { name } }", Map.of("id", sample.id("one")));
      assertThat(recovered.text("/artifact/name")).isEqualTo("one");
    }
  }

  private static void awaitRecord(Sample sample) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    List<String> codes = List.of();
    while (System.nanoTime() < deadline) {
      codes =
          sample
              .ask(Map.of("artifacts", List.of(sample.artifact("corpus", "three", List.of()))))
              .codes();
      if (codes.isEmpty()) {
        return;
      }
    }
    throw new AssertionError("not recovered: " + codes);
  }
}
