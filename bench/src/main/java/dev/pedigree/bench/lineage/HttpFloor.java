package dev.pedigree.bench.lineage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What ids cost that are only to be delivered: the JDK's own HTTP server writes the JSON of an
 * answer that it knows, over loopback.
 */
final class HttpFloor implements Contender, AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREFIX = "\"sha256:".getBytes(StandardCharsets.US_ASCII);
  private static final int ID_CHARS = PREFIX.length + 64 + 1;

  private final FlatReference reference;
  private final Dataset data;
  private final Map<Question, Integer> places = new HashMap<>();
  private final List<int[]> pages = new ArrayList<>();
  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(ProxySelector.of(null))
          .build();

  HttpFloor(FlatReference reference, Dataset data) throws IOException {
    this.reference = reference;
    this.data = data;
    // Otherwise the last packet of an answer waits for an acknowledgement that is held back.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/ids", this::serve);
    server.start();
  }

  @Override
  public String name() {
    return "floor";
  }

  @Override
  public boolean answers(Ask ask) {
    return ask == Ask.IDS || ask == Ask.PAGE;
  }

  /** The first time a question is asked, its answer is looked up: that time must not count. */
  @Override
  public Reply ask(Question question, Ask ask) throws IOException, InterruptedException {
    int place = places.computeIfAbsent(question, this::learn);
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/ids?" + place);
    byte[] body =
        client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
            .body();
    return () ->
        HttpContender.ofIds(
            JSON.readTree(body).get("data").get("artifact").get("found").get("ids"));
  }

  private int learn(Question question) {
    synchronized (pages) {
      pages.add(reference.page(question));
      return pages.size() - 1;
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = json(page(Integer.parseInt(exchange.getRequestURI().getQuery())));
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private int[] page(int place) {
    synchronized (pages) {
      return pages.get(place);
    }
  }

  private byte[] json(int[] artifacts) {
    byte[] head =
        ("{\"data\":{\"artifact\":{\"found\":{\"totalCount\":" + artifacts.length + ",\"ids\":[")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = "]}}}}".getBytes(StandardCharsets.US_ASCII);
    int commas = Math.max(0, artifacts.length - 1);
    byte[] json = new byte[head.length + ID_CHARS * artifacts.length + commas + tail.length];
    System.arraycopy(head, 0, json, 0, head.length);
    int at = head.length;
    for (int i = 0; i < artifacts.length; i++) {
      if (i > 0) {
        json[at++] = ',';
      }
      at = id(json, at, artifacts[i]);
    }
    System.arraycopy(tail, 0, json, at, tail.length);
    return json;
  }

  private int id(byte[] json, int from, int artifact) {
    System.arraycopy(PREFIX, 0, json, from, PREFIX.length);
    int at = from + PREFIX.length;
    var digest = data.id(artifact).digest();
    at = hex(json, at, digest.word0());
    at = hex(json, at, digest.word1());
    at = hex(json, at, digest.word2());
    at = hex(json, at, digest.word3());
    json[at] = '"';
    return at + 1;
  }

  private static int hex(byte[] json, int from, long word) {
    for (int i = 0; i < 16; i++) {
      json[from + i] = HEX[(int) (word >>> (60 - 4 * i)) & 15];
    }
    return from + 16;
  }

  @Override
  public void close() {
    server.stop(0);
    client.shutdownNow();
  }
}
