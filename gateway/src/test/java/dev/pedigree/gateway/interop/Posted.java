package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.testing.Gateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.JsonNode;

/** What posted bytes got. */
record Posted(int status, String body) {
  /** Posts a text. */
  static Posted text(Gateway gateway, String path, String text) {
    return bytes(gateway, path, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** Posts bytes with headers. */
  static Posted bytes(Gateway gateway, String path, byte[] bytes, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
            .timeout(Duration.ofMinutes(1))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    headers.forEach(request::header);
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Posted(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static byte[] packed(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** The answer's lines. */
  List<JsonNode> lines() {
    return body.lines().map(Gateway.JSON::readTree).toList();
  }

  /** The statuses of the lines that have one. */
  List<String> statuses() {
    return lines().stream()
        .filter(line -> line.has("status"))
        .map(line -> line.get("status").asString())
        .toList();
  }

  /** The last line. */
  JsonNode last() {
    return lines().getLast();
  }

  /** The code of a refusal. */
  String code() {
    return Gateway.JSON.readTree(body).path("code").asString("");
  }
}
