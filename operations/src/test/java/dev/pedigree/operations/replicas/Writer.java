package dev.pedigree.operations.replicas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that records one artifact after the other, each made of the one before, and sends each
 * request to the other gateway than the last. Without an acknowledgement it sends the same request
 * again.
 */
final class Writer implements Runnable {
  static final String NAMESPACE = "replicas";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Clients that never pause would have a gateway that starts wait for a processor. */
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private static final String RECORD =
      "mutation($input: RecordInput!) { record(input: $input) { revision changed } }";

  private final String name;
  private final List<URI> gateways;
  private final Map<String, Long> acknowledged;
  private final AtomicBoolean ended;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param acknowledged is told the revision of each artifact, by its name
   * @param ended once true, nothing new is begun
   */
  Writer(
      String name,
      List<URI> gateways,
      ConcurrentHashMap<String, Long> acknowledged,
      AtomicBoolean ended) {
    this.name = name;
    this.gateways = gateways;
    this.acknowledged = acknowledged;
    this.ended = ended;
  }

  @Override
  public void run() {
    int tries = name.hashCode();
    try (http) {
      for (int i = 0; !ended.get(); i++) {
        String body = request(i);
        long revision = 0;
        while (revision == 0) {
          revision = send(gateways.get(Math.floorMod(tries++, gateways.size())), body);
        }
        acknowledged.put(artifact(i), revision);
        Thread.sleep(BETWEEN);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String artifact(int i) {
    return name + "-" + i;
  }

  private String request(int i) {
    List<Map<String, Object>> parents =
        i == 0
            ? List.of()
            : List.of(
                Map.of(
                    "type",
                    "FINE_TUNED_FROM",
                    "name",
                    Map.of("namespace", NAMESPACE, "name", artifact(i - 1))));
    Map<String, Object> model =
        Map.of(
            "namespace",
            NAMESPACE,
            "name",
            artifact(i),
            "unhashed",
            "CLOSED_MODEL",
            "provenance",
            "PARTIAL",
            "parents",
            parents);
    Map<String, Object> input =
        Map.of("requestId", "request-" + artifact(i), "artifacts", List.of(Map.of("model", model)));
    return JSON.writeValueAsString(Map.of("query", RECORD, "variables", Map.of("input", input)));
  }

  /** The revision; 0: nobody knows what became of it. */
  private long send(URI gateway, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/graphql"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      JsonNode answer =
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      long revision = answer.at("/data/record/revision").asLong(0);
      String code = answer.at("/errors/0/extensions/code").asString("");
      if (revision == 0 && !code.equals("UNAVAILABLE")) {
        throw new AssertionError(body + ": " + answer);
      }
      return revision == 0 ? again() : revision;
    } catch (IOException e) {
      return again();
    }
  }

  private static long again() throws InterruptedException {
    Thread.sleep(PAUSE);
    return 0;
  }
}
