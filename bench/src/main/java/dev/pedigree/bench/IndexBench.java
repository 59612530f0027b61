package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast the search index is built anew, beside the same documents sent to Elasticsearch's {@code
 * _bulk} as fast as one connection can; how far it is behind while artifacts come at a steady rate;
 * and how long searches take.
 */
final class IndexBench {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int SLICE = 2_000;
  private static final int BULK = 1_000;
  private static final int SCROLL = 2_000;
  private static final int A_SECOND = 1_000;
  private static final int STEADY_SECONDS = 20;
  private static final int SEARCHES = 1_000;
  private static final int WARM_UP = 200;
  private static final List<String> MAKERS =
      List.of("acme", "borealis", "cobalt", "delphi", "everest", "fathom", "gravity", "harbor");
  private static final List<String> ANIMALS =
      List.of("heron", "ibis", "jackdaw", "kestrel", "lapwing", "merlin", "nuthatch", "osprey");
  private static final List<String> SIZES = List.of("1.5B", "3B", "7B", "8B", "13B", "70B");
  private static final List<String> SORTS =
      List.of("Instruct", "Chat", "Base", "Instruct-AWQ", "Chat-GGUF", "Code", "Math");
  private static final String PAGE =
      "query($text: String!) { search(text: $text) { totalCount edges { score node { id name stage }"
          + " highlights { field fragments } } facets { field values { value count } } } }";

  private final Gateway gateway;
  private final URI base;
  private final URI elasticsearch;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Random random;
  private final long seed;
  private int made;

  /**
   * Measures nothing yet.
   *
   * @param base of the gateway, which searches in {@code elasticsearch}
   */
  IndexBench(Gateway gateway, URI base, URI elasticsearch, long seed) {
    this.gateway = gateway;
    this.base = base;
    this.elasticsearch = elasticsearch;
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Records {@code artifacts} first, each with up to three parents. */
  void run(int artifacts) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < artifacts; i++) {
      lines.add(line());
    }
    long refused = gateway.importLines(lines, SLICE);
    if (refused > 0) {
      throw new IllegalStateException(refused + " lines were refused");
    }
    awaitLag();
    rebuild();
    searches();
    steadily();
  }

  private String line() {
    int number = made++;
    StringBuilder parents = new StringBuilder();
    for (int i = random.nextInt(4); i > 0 && number > 0; i--) {
      int parent = (int) (number * Math.pow(random.nextDouble(), 2));
      parents
          .append(parents.isEmpty() ? "" : ",")
          .append("{\"type\":\"FINE_TUNED_FROM\",\"id\":\"%s\"}".formatted(id(parent)));
    }
    return ("{\"artifact\":{\"kind\":\"MODEL\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"%s-%s-%s-%s\","
            + "\"description\":\"Made for a measurement, number %d of its kind.\","
            + "\"attributes\":{\"parameters\":%d,\"license\":\"apache-2.0\"},\"parents\":[%s]}}")
        .formatted(
            id(number),
            one(MAKERS),
            one(ANIMALS),
            one(SIZES),
            one(SORTS),
            Integer.toString(number, Character.MAX_RADIX),
            number,
            1_000_000_000L * (1 + random.nextInt(70)),
            parents);
  }

  private String id(int number) {
    return Digest.of("index bench " + seed + " " + number).toString();
  }

  private String one(List<String> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void rebuild() throws IOException, InterruptedException {
    long start = System.nanoTime();
    JsonNode status = send("POST", base.resolve("/search/reindex"), "");
    while (status.path("running").asBoolean()) {
      Thread.sleep(20);
      status = send("GET", base.resolve("/search/reindex"), "");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long documents = 0;
    double bare = 0;
    send("DELETE", at("bare-bench?ignore_unavailable=true"), "");
    String alias = alias();
    JsonNode mapping = send("GET", at(alias + "/_mapping"), "");
    String mappings = mapping.values().iterator().next().path("mappings").toString();
    send(
        "PUT",
        at("bare-bench"),
        "{\"settings\":{\"index\":{\"number_of_shards\":1,\"number_of_replicas\":0,\"refresh_interval\":\"1s\"}},\"mappings\":"
            + mappings
            + "}");
    JsonNode page =
        send(
            "POST",
            at(alias + "/_search?scroll=5m"),
            "{\"size\":%d,\"query\":{\"exists\":{\"field\":\"id\"}}}".formatted(SCROLL));
    while (!page.at("/hits/hits").isEmpty()) {
      List<JsonNode> hits = new ArrayList<>();
      page.at("/hits/hits").forEach(hits::add);
      for (int i = 0; i < hits.size(); i += BULK) {
        String bulk = bulk(hits.subList(i, Math.min(hits.size(), i + BULK)));
        long from = System.nanoTime();
        JsonNode answer = send("POST", at("bare-bench/_bulk"), bulk);
        bare += (System.nanoTime() - from) / 1e9;
        if (answer.path("errors").asBoolean()) {
          throw new IllegalStateException("bulk: " + answer);
        }
      }
      documents += hits.size();
      page =
          send(
              "POST",
              at("_search/scroll"),
              "{\"scroll\":\"5m\",\"scroll_id\":\"%s\"}"
                  .formatted(page.path("_scroll_id").asString()));
    }
    send("DELETE", at("bare-bench"), "");
    System.out.printf(
        "index built anew from the journal: %,d documents in %.1f s, %,.0f/s; bare _bulk of them %.1f s, %,.0f/s: %.2f x%n",
        documents, seconds, documents / seconds, bare, documents / bare, bare / seconds);
  }

  private static String bulk(List<JsonNode> hits) {
    StringBuilder bulk = new StringBuilder();
    for (JsonNode hit : hits) {
      bulk.append("{\"index\":{\"_id\":\"").append(hit.path("_id").asString()).append("\"}}\n");
      bulk.append(hit.path("_source")).append('\n');
    }
    return bulk.toString();
  }

  /** That of the gateway on its standard keyspace. */
  private static String alias() {
    return System.getProperty("pedigree.bench.alias", "pedigree-artifacts");
  }

  private URI at(String path) {
    return elasticsearch.resolve("/" + path);
  }

  private JsonNode send(String method, URI uri, String body)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(uri)
                .header(
                    "content-type",
                    uri.getPath().endsWith("_bulk") ? "application/x-ndjson" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          uri + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  private void searches() throws IOException, InterruptedException {
    long[] plain = new long[SEARCHES];
    long[] pages = new long[SEARCHES];
    for (int i = -WARM_UP; i < SEARCHES; i++) {
      String text = one(ANIMALS) + " " + one(SIZES) + (random.nextBoolean() ? " instruct" : "");
      long start = System.nanoTime();
      gateway.ask(
          "query($text: String!) { search(text: $text) { nodes { id name } } }",
          Map.of("text", text));
      long middle = System.nanoTime();
      gateway.ask(PAGE, Map.of("text", text));
      if (i >= 0) {
        plain[i] = middle - start;
        pages[i] = System.nanoTime() - middle;
      }
    }
    System.out.println("search, a page of 20: " + Percentiles.of(plain));
    System.out.println("search, with highlights and facets: " + Percentiles.of(pages));
  }

  /** Artifacts come at a steady rate. */
  private void steadily() throws IOException, InterruptedException {
    double worst = 0;
    long start = System.nanoTime();
    for (int second = 0; second < STEADY_SECONDS; second++) {
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < A_SECOND; i++) {
        lines.add(line());
      }
      gateway.importLines(lines, A_SECOND);
      long next = start + (second + 1) * 1_000_000_000L;
      do {
        worst = Math.max(worst, lagSeconds());
        Thread.sleep(20);
      } while (System.nanoTime() < next);
    }
    System.out.printf(
        "%d artifacts a second for %.0f s: the index was at most %.2f s behind%n",
        A_SECOND, (System.nanoTime() - start) / 1e9, worst);
  }

  private double lagSeconds() throws IOException, InterruptedException {
    JsonNode projections =
        gateway
            .ask("{ head { projections { name lagSeconds } } }", Map.of())
            .at("/head/projections");
    for (JsonNode projection : projections) {
      if (projection.path("name").asString().equals("search")) {
        return projection.path("lagSeconds").asDouble();
      }
    }
    return 0;
  }

  private void awaitLag() throws IOException, InterruptedException {
    while (lagSeconds() > 0) {
      Thread.sleep(100);
    }
  }
}
