package dev.pedigree.operations.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.LoopbackPort;
import dev.pedigree.localstack.junit.WithLocalStack;
import dev.pedigree.localstack.shared.ScratchFolder;
import dev.pedigree.operations.image.Container;
import dev.pedigree.operations.image.Image;
import dev.pedigree.operations.image.Images;
import dev.pedigree.operations.image.WithImages;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two gateways and two indexers, out of their images, as a cluster would run them. Each is killed
 * while clients record, and comes back.
 */
@WithLocalStack(elasticsearch = true)
@WithImages
class MultiReplicaTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int WRITERS = 4;
  private static final int MEBIBYTES = 1_024;

  /** So many acknowledgements show that the others go on. */
  private static final int MORE = 20;

  private final Map<String, String> stores = new HashMap<>();
  private final ScratchFolder folder = ScratchFolder.open();
  private final List<Container> gateways = new ArrayList<>();
  private final List<Container> indexers = new ArrayList<>();
  private final ConcurrentHashMap<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  MultiReplicaTest(Endpoints endpoints, Images images) {
    stores.put(
        "PEDIGREE_CASSANDRA_CONTACTPOINTS",
        endpoints.cassandraHost() + ":" + endpoints.cassandraPort());
    stores.put(
        "PEDIGREE_CASSANDRA_KEYSPACE", "rep_" + UUID.randomUUID().toString().replace("-", ""));
    stores.put("PEDIGREE_CASSANDRA_REQUESTTIMEOUT", "20s");
    stores.put("PEDIGREE_ELASTICSEARCH_URI", endpoints.elasticsearchUri().toString());
    for (int i = 0; i < 2; i++) {
      gateways.add(gateway(images.gateway(), folder.path().resolve("gateway-" + i)));
      indexers.add(indexer(images.indexer(), folder.path().resolve("indexer-" + i)));
    }
  }

  private Container gateway(Image image, Path own) {
    LoopbackPort port = LoopbackPort.free();
    Map<String, String> environment = new HashMap<>(stores);
    environment.put("SERVER_ADDRESS", LoopbackPort.HOST);
    environment.put("SERVER_PORT", Integer.toString(port.number()));
    environment.put("PEDIGREE_TOPOLOGY_SNAPSHOTS", Container.volume(own, image).toString());
    return new Container(image, own, environment, port, MEBIBYTES);
  }

  private Container indexer(Image image, Path own) {
    LoopbackPort port = LoopbackPort.free();
    Map<String, String> environment = new HashMap<>(stores);
    environment.put("PEDIGREE_INDEXER_HOST", LoopbackPort.HOST);
    environment.put("PEDIGREE_INDEXER_PORT", Integer.toString(port.number()));
    return new Container(image, own, environment, port, MEBIBYTES);
  }

  @AfterEach
  void close() {
    ended.set(true);
    gateways.forEach(Container::close);
    indexers.forEach(Container::close);
    folder.close();
  }

  @Test
  void losesNothingThatItAcknowledgedWhicheverProcessIsKilled() throws Exception {
    gateways.forEach(Container::start);
    indexers.forEach(Container::start);
    awaitReady(gateways);
    awaitReady(indexers);
    List<URI> addresses = gateways.stream().map(it -> it.uri("/")).toList();
    List<Future<?>> writers = new ArrayList<>();
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int i = 0; i < WRITERS; i++) {
        writers.add(threads.submit(new Writer("writer" + i, addresses, acknowledged, ended)));
      }
      for (int i = 0; i < 2; i++) {
        killUnderLoad(gateways.get(i), writers);
        gateways.get(i).start();
        killUnderLoad(indexers.get(i), writers);
        indexers.get(i).start();
        awaitReady(gateways);
        awaitReady(indexers);
      }
      ended.set(true);
      for (Future<?> writer : writers) {
        writer.get();
      }
    }

    awaitHead(gateways.get(0));
    awaitHead(gateways.get(1));
    assertEachIsThereOnce(gateways.get(0));
    assertThat(verify(gateways.get(1)))
        .contains("\"projection\":\"journal\"")
        .doesNotContain("code");
    awaitSearch(gateways.get(0));
  }

  private static void awaitReady(List<Container> containers)
      throws IOException, InterruptedException {
    for (Container each : containers) {
      each.awaitReady();
    }
  }

  private void killUnderLoad(Container victim, List<Future<?>> writers) throws Exception {
    awaitMore(writers);
    victim.kill();
    awaitMore(writers);
  }

  private void awaitMore(List<Future<?>> writers) throws Exception {
    int goal = acknowledged.size() + MORE;
    await(
        () -> {
          for (Future<?> writer : writers) {
            if (writer.isDone()) {
              writer.get();
            }
          }
          return acknowledged.size() >= goal;
        });
  }

  /** One change for the schema, one for each request: none was recorded twice. */
  private void awaitHead(Container gateway) throws Exception {
    await(
        () ->
            ask(gateway, "{ head { revision } }").at("/data/head/revision").asLong()
                >= acknowledged.size() + 1);
    assertThat(ask(gateway, "{ head { revision } }").at("/data/head/revision").asLong())
        .isEqualTo(acknowledged.size() + 1);
    assertThat(acknowledged.values()).doesNotHaveDuplicates();
  }

  private void assertEachIsThereOnce(Container gateway) throws IOException {
    Map<String, Long> present = new HashMap<>();
    for (String line : gateway.get("/export").body().split("\n", -1)) {
      JsonNode artifact = JSON.readTree(line.isBlank() ? "{}" : line).path("artifact");
      if (artifact.path("namespace").asString("").equals(Writer.NAMESPACE)) {
        present.merge(artifact.path("name").asString(), 1L, Long::sum);
      }
    }
    assertThat(present.keySet()).isEqualTo(acknowledged.keySet());
    assertThat(present.values()).containsOnly(1L);
  }

  private static String verify(Container gateway) throws IOException, InterruptedException {
    String said = post(gateway, "/verify", "").body();
    for (String line : said.split("\n", -1)) {
      if (!line.isBlank()) {
        assertThat(JSON.readTree(line).path("differences").asLong()).as(line).isZero();
      }
    }
    return said;
  }

  private void awaitSearch(Container gateway) throws Exception {
    String search =
        "{ search(text: \"writer0\", where: {namespaces: [\"replicas\"]}) { lagRevisions totalCount } }";
    long expected = acknowledged.keySet().stream().filter(it -> it.startsWith("writer0-")).count();
    await(
        () -> {
          JsonNode found = ask(gateway, search).at("/data/search");
          return found.path("lagRevisions").asLong(1) == 0
              && found.path("totalCount").asLong() == expected;
        });
  }

  private static JsonNode ask(Container gateway, String document)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("query", document));
    return JSON.readTree(post(gateway, "/graphql", body).body());
  }

  private static HttpResponse<String> post(Container gateway, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(gateway.uri(path))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
