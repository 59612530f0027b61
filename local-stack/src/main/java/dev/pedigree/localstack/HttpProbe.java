package dev.pedigree.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Asks a server over HTTP whether it is there. */
final class HttpProbe {
  private static final int NO_ANSWER = -1;

  private HttpProbe() {}

  /** The answer's text, whatever its status; empty if there was none in time. */
  static String body(URI uri, int timeoutMillis) {
    try {
      HttpURLConnection connection = connection(uri, timeoutMillis);
      try (InputStream body =
          connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
              ? connection.getInputStream()
              : connection.getErrorStream()) {
        return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return "";
    }
  }

  /** The answer's status, or -1 if there was none in time. */
  static int status(URI uri, int timeoutMillis) {
    try {
      HttpURLConnection connection = connection(uri, timeoutMillis);
      try {
        return connection.getResponseCode();
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }

  private static HttpURLConnection connection(URI uri, int timeoutMillis) throws IOException {
    // Not java.net.http: a client of that kind keeps threads, and a proxy must not be asked.
    var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(timeoutMillis);
    connection.setReadTimeout(timeoutMillis);
    connection.setUseCaches(false);
    return connection;
  }
}
