package dev.pedigree.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies a model registry into a document that {@code POST /import/mlflow} takes: a JSON object a
 * line, each a {@code run} or a {@code model_version} as the server gives it, a run before the
 * versions that come from it. So what is recorded later names the document that says so. Source: <a
 * href="https://mlflow.org/docs/latest/rest-api.html">MLflow's REST API</a> 2.0.
 */
public final class MlflowRegistry {
  private static final int MAX_ANSWER = 16 * 1024 * 1024;
  private static final int PAGE = 200;

  /** Numbers stay as the server writes them. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient client;
  private final URI server;
  private final @Nullable String authorization;

  /**
   * The registry of a tracking server.
   *
   * @param server such as {@code https://mlflow.example.org}
   * @param authorization the header of that name, such as {@code Bearer …}; null: none
   */
  public MlflowRegistry(HttpClient client, URI server, @Nullable String authorization) {
    this.client = client;
    this.server = server;
    this.authorization = authorization;
  }

  /**
   * The header that MLflow's own client would send: by {@code MLFLOW_TRACKING_TOKEN}, or {@code
   * MLFLOW_TRACKING_USERNAME} and {@code MLFLOW_TRACKING_PASSWORD}; null: none of them is set.
   */
  public static @Nullable String authorization(Map<String, String> environment) {
    String token = environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    if (!token.isEmpty()) {
      return "Bearer " + token;
    }
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    if (user.isEmpty()) {
      return null;
    }
    String both = user + ":" + environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes all versions of all models, those of one model in the order of the server.
   *
   * @return how many versions
   * @throws CommandFailedException if the server does not answer, or not as it should; what was
   *     written until then is no whole document
   * @throws IOException if {@code out} takes no more
   */
  public long copy(OutputStream out) throws IOException, InterruptedException {
    return copy(out, "");
  }

  /** Likewise, of one model. */
  public long copyModel(OutputStream out, String model) throws IOException, InterruptedException {
    return copy(out, "name='" + model.replace("'", "\\'") + "'");
  }

  private long copy(OutputStream out, String filter) throws IOException, InterruptedException {
    Set<String> runs = new LinkedHashSet<>();
    long versions = 0;
    String token = "";
    Set<String> tokens = new LinkedHashSet<>();
    do {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("max_results", Integer.toString(PAGE));
      if (!filter.isEmpty()) {
        query.put("filter", filter);
      }
      if (!token.isEmpty()) {
        query.put("page_token", token);
      }
      JsonNode page = get("model-versions/search", query);
      for (JsonNode version : page.path("model_versions")) {
        String run = version.path("run_id").asString("");
        if (!run.isBlank() && runs.add(run)) {
          copyRun(run, out);
        }
        line(out, "model_version", version);
        versions++;
      }
      token = page.path("next_page_token").asString("");
      if (!token.isEmpty() && !tokens.add(token)) {
        throw new CommandFailedException(
            "model-versions/search: the same page again (expected: the next)");
      }
    } while (!token.isEmpty());
    return versions;
  }

  /** A run that is gone is left out: its versions stand without it. */
  private void copyRun(String run, OutputStream out) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer = send("runs/get", Map.of("run_id", run));
    if (answer.statusCode() == 404) {
      answer.body().close();
      return;
    }
    line(out, "run", body("runs/get", answer).path("run"));
  }

  private static void line(OutputStream out, String member, JsonNode value) throws IOException {
    out.write(
        (JSON.writeValueAsString(Map.of(member, value)) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode get(String path, Map<String, String> query)
      throws IOException, InterruptedException {
    return body(path, send(path, query));
  }

  private HttpResponse<InputStream> send(String path, Map<String, String> query)
      throws InterruptedException {
    StringBuilder address = new StringBuilder(server.toString().replaceFirst("/+$", ""));
    address.append("/api/2.0/mlflow/").append(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      address.append(separator).append(parameter.getKey()).append('=');
      address.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
      separator = '&';
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.toString()))
            .timeout(TIMEOUT)
            .header("Accept", "application/json");
    header(authorization, value -> request.header("Authorization", value));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new CommandFailedException(path + ": no answer of " + server + ": " + e);
    }
  }

  private static void header(@Nullable String value, Consumer<String> set) {
    if (value != null) {
      set.accept(value);
    }
  }

  private static JsonNode body(String path, HttpResponse<InputStream> answer) throws IOException {
    try (InputStream in = answer.body()) {
      byte[] bytes = in.readNBytes(MAX_ANSWER + 1);
      if (answer.statusCode() != 200) {
        throw new CommandFailedException(
            path + ": status " + answer.statusCode() + " (expected: 200)");
      }
      if (bytes.length > MAX_ANSWER) {
        throw new CommandFailedException(
            path + ": a longer answer than " + MAX_ANSWER + " bytes (expected: a page)");
      }
      JsonNode body = JSON.readTree(bytes);
      if (!body.isObject()) {
        throw new CommandFailedException(path + ": an answer that is no object (expected: one)");
      }
      return body;
    } catch (JacksonException e) {
      throw new CommandFailedException(
          path + ": an answer that is no JSON: " + e.getOriginalMessage());
    }
  }
}
