package dev.pedigree.localstack;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/** Asks a server over HTTP whether it is there. */
final class HttpProbe {
  private static final int NO_ANSWER = -1;

  private HttpProbe() {}

  /** The answer's status, or -1 if there was none in time. */
  static int status(URI uri, int timeoutMillis) {
    try {
      // Not java.net.http: a client of that kind keeps threads, and a proxy must not be asked.
      var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(timeoutMillis);
      connection.setReadTimeout(timeoutMillis);
      connection.setUseCaches(false);
      try {
        return connection.getResponseCode();
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return NO_ANSWER;
    }
  }
}
