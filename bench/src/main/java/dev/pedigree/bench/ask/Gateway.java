package dev.pedigree.bench.ask;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a running gateway. */
public final class Gateway implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Gateway(URI base) {
    this.base = base;
  }

  /**
   * The {@code data} of an answer.
   *
   * @throws IllegalStateException if it has errors
   */
  public JsonNode ask(String query, Map<String, ? extends @Nullable Object> variables)
      throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("query", query, "variables", variables));
    HttpResponse<InputStream> response =
        client.send(
            HttpRequest.newBuilder(base.resolve("/graphql"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      JsonNode answer = JSON.readTree(in);
      if (answer.has("errors")) {
        throw new IllegalStateException(answer.get("errors").toString());
      }
      return answer.get("data");
    }
  }

  /** Imports lines in slices, one request each. How many were refused. */
  public long importLines(List<String> lines, int slice) throws IOException, InterruptedException {
    long refused = 0;
    for (int from = 0; from < lines.size(); from += slice) {
      String body =
          String.join("\n", lines.subList(from, Math.min(lines.size(), from + slice))) + "\n";
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(base.resolve("/import"))
                  .header("content-type", "application/x-ndjson")
                  .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "import: status " + response.statusCode() + ": " + response.body());
      }
      refused += response.body().lines().filter(line -> line.contains("\"REFUSED\"")).count();
    }
    return refused;
  }

  @Override
  public void close() {
    client.close();
  }
}
