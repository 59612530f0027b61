package dev.pedigree.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.localstack.ElasticsearchServer;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.ServerSettings;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has an Elasticsearch of its own, to be able to kill it. */
@WithLocalStack
class ElasticsearchDownTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String FIND =
      "{ search(text: \"lark\") { totalCount lagRevisions nodes { name } } }";

  @Test
  void goesOnWithoutItAndCatchesUpByItself(@TempDir Path folder, Endpoints endpoints) {
    try (ElasticsearchServer elasticsearch = new ElasticsearchServer(ServerSettings.in(folder));
        Gateway gateway =
            Gateway.launch(
                endpoints.cassandraPort(), Gateway.freshKeyspace(), elasticsearch.uri())) {
      gateway.awaitReadiness(200);
      Sample sample = Sample.in(gateway);
      sample.record(sample.artifact("model", "lark-1", List.of()));
      Answer down = gateway.ask(FIND);
      assertThat(down.codes()).containsExactly("UNAVAILABLE");
      assertThat(down.error().get("message").asString())
          .startsWith("search: Elasticsearch at " + elasticsearch.uri() + " does not answer: ");
      assertThat(down.status()).isEqualTo(200);

      elasticsearch.start(LIMIT);
      awaitNames(gateway, "lark-1");

      elasticsearch.kill();
      assertThat(gateway.ask(FIND).codes()).containsExactly("UNAVAILABLE");
      sample.record(sample.artifact("model", "lark-2", List.of()));
      Answer lineage =
          gateway.ask("{ artifact(id: \"%s\") { name } }".formatted(sample.id("lark-2")));
      assertThat(lineage.text("/artifact/name")).isEqualTo("lark-2");
      gateway.awaitReadiness(200);

      elasticsearch.start(LIMIT);
      awaitNames(gateway, "lark-2", "lark-1");
    }
  }

  private static void awaitNames(Gateway gateway, String... names) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    Answer answer = gateway.ask(FIND);
    while (System.nanoTime() < deadline) {
      if (answer.codes().isEmpty() && answer.data("/search/lagRevisions").asInt() == 0) {
        assertThat(answer.texts("/search/nodes", "/name")).containsExactly(names);
        return;
      }
      answer = gateway.ask(FIND);
    }
    throw new AssertionError("not recovered: " + answer);
  }

  @Test
  void saysThatThereIsNoSearch(Endpoints endpoints) {
    try (Gateway gateway = Gateway.launch(endpoints.cassandraPort(), Gateway.freshKeyspace())) {
      gateway.awaitReadiness(200);

      Answer answer = gateway.ask(FIND);

      assertThat(answer.codes()).containsExactly("UNAVAILABLE");
      assertThat(answer.error().get("message").asString())
          .isEqualTo("search: switched off (expected: pedigree.elasticsearch.uri is set)");
    }
  }
}
