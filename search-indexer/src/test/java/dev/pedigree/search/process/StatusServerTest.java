package dev.pedigree.search.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.cassandra.CassandraSettingsException;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the process tells while there is no Cassandra. */
class StatusServerTest {
  @Test
  void livesAndIsNotReadyWhileCassandraDoesNotAnswer() throws Exception {
    try (Indexer indexer =
            new Indexer(
                () -> {
                  throw new UnavailableException("Cassandra does not answer: not yet");
                });
        StatusServer server =
            StatusServer.start("127.0.0.1", 0, indexer::work, () -> "some_metric 1.0\n")) {
      HttpResponse<String> ready = get(server, "/actuator/health/readiness");
      while (ready.body().contains("starting")) {
        ready = get(server, "/actuator/health/readiness");
      }

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("\"status\":\"DOWN\"", "\"error\":\"Cassandra does not answer: not yet\"");
      assertThat(get(server, "/actuator/health/liveness").statusCode()).isEqualTo(200);
      assertThat(get(server, "/actuator/prometheus").body()).isEqualTo("some_metric 1.0\n");
      assertThat(get(server, "/elsewhere").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(StatusServer server, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = server.uri().resolve(path);
      return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void doesNotStartWithSettingsThatCannotBe(@TempDir Path folder) {
    Path log = folder.resolve("log");
    String[] arguments = {
      "--pedigree.cassandra.password=sesame",
      "--pedigree.elasticsearch.uri=http://127.0.0.1:1",
      "--logging.file.name=" + log
    };

    assertThatThrownBy(() -> IndexerApplication.main(arguments))
        .hasRootCauseInstanceOf(CassandraSettingsException.class);

    assertThat(log)
        .content()
        .contains("The settings of Cassandra are refused:", "pedigree.cassandra.username: missing")
        .doesNotContain("sesame", "\tat ");
  }
}
