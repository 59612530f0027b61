package dev.pedigree.bench.search;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another index of the same layout, filled with the documents of the real one as fast as one
 * connection to {@code _bulk} can. Reading them does not count.
 */
final class BareIndex {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String NAME = "bare-bench";
  private static final int BULK = 1_000;
  private static final int SCROLL = 2_000;

  private final URI elasticsearch;
  private final String alias;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Empty. */
  BareIndex(URI elasticsearch, String alias) throws IOException, InterruptedException {
    this.elasticsearch = elasticsearch;
    this.alias = alias;
    JsonNode mapping = send("GET", alias + "/_mapping", "");
    String mappings = mapping.values().iterator().next().path("mappings").toString();
    send(
        "PUT",
        NAME,
        "{\"settings\":{\"index\":{\"number_of_shards\":1,\"number_of_replicas\":0,\"refresh_interval\":\"1s\"}},\"mappings\":"
            + mappings
            + "}");
  }

  /**
   * What was written in how long.
   *
   * @param seconds of waiting for Elasticsearch
   */
  record Filled(long documents, double seconds) {
    Filled and(Filled other) {
      return new Filled(documents + other.documents, seconds + other.seconds);
    }
  }

  /** Writes a half of the documents: the one of those whose ids begin with 0 to 7, or the other. */
  Filled fill(boolean first) throws IOException, InterruptedException {
    long documents = 0;
    double seconds = 0;
    String range = first ? "\"lt\":\"sha256:8\"" : "\"gte\":\"sha256:8\"";
    send("POST", alias + "/_refresh", "");
    JsonNode page =
        send(
            "POST",
            alias + "/_search?scroll=5m",
            "{\"size\":%d,\"query\":{\"range\":{\"id\":{%s}}}}".formatted(SCROLL, range));
    while (!page.at("/hits/hits").isEmpty()) {
      List<JsonNode> hits = new ArrayList<>();
      page.at("/hits/hits").forEach(hits::add);
      for (int i = 0; i < hits.size(); i += BULK) {
        String bulk = bulk(hits.subList(i, Math.min(hits.size(), i + BULK)));
        long from = System.nanoTime();
        JsonNode answer = send("POST", NAME + "/_bulk", bulk);
        seconds += (System.nanoTime() - from) / 1e9;
        if (answer.path("errors").asBoolean()) {
          throw new IllegalStateException("bulk: " + answer);
        }
      }
      documents += hits.size();
      String scroll = page.path("_scroll_id").asString();
      page =
          send(
              "POST",
              "_search/scroll",
              "{\"scroll\":\"5m\",\"scroll_id\":\"%s\"}".formatted(scroll));
    }
    return new Filled(documents, seconds);
  }

  private static String bulk(List<JsonNode> hits) {
    StringBuilder bulk = new StringBuilder();
    for (JsonNode hit : hits) {
      bulk.append("{\"index\":{\"_id\":\"").append(hit.path("_id").asString()).append("\"}}\n");
      bulk.append(hit.path("_source")).append('\n');
    }
    return bulk.toString();
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    URI uri = elasticsearch.resolve("/" + path);
    String type = path.endsWith("_bulk") ? "application/x-ndjson" : "application/json";
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(uri)
                .header("content-type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          uri + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  /** Deletes it. */
  void delete() throws IOException, InterruptedException {
    send("DELETE", NAME, "");
    http.close();
  }
}
