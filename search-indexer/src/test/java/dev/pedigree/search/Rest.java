package dev.pedigree.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Elasticsearch as somebody else would use it. */
record Rest(URI uri) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The answer's body; it must be a success. */
  String send(String method, String path, String body) {
    HttpResponse<String> response = answer(method, path, body);
    if (response.statusCode() >= 300) {
      throw new AssertionError(method + " " + path + ": " + response.body());
    }
    return response.body();
  }

  /** The answer, whatever it is. */
  HttpResponse<String> answer(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
