package dev.pedigree.gateway.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.gateway.testing.Gateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A server that webhooks tell, on loopback. */
final class Target implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final BlockingQueue<Got> received = new LinkedBlockingQueue<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answering answering = _ -> 204;
  private volatile @Nullable String location;

  /** What it answers to a message. */
  interface Answering {
    /** A status; 0: nothing, for as long as the target lives. */
    int to(Got message);
  }

  /** A message as it came. */
  record Got(Map<String, List<String>> headers, String body) {
    JsonNode json() {
      return Gateway.JSON.readTree(body);
    }

    String id() {
      return headers.getOrDefault("Webhook-id", List.of("")).getFirst();
    }

    long revision() {
      return json().at("/data/revision").asLong();
    }

    /** Of each affected artifact its name, depth and events. */
    List<String> affected() {
      JsonNode all = json().at("/data/affected");
      return IntStream.range(0, all.size())
          .mapToObj(all::get)
          .map(it -> it.get("name").asString() + " " + it.get("depth") + " " + events(it))
          .toList();
    }

    private static String events(JsonNode one) {
      return one.get("events")
          .valueStream()
          .map(JsonNode::asString)
          .collect(Collectors.joining(","));
    }
  }

  Target() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Got message = new Got(Map.copyOf(exchange.getRequestHeaders()), body);
      int status = answering.to(message);
      received.add(message);
      if (status == 0) {
        closed.await();
        return;
      }
      String to = location;
      if (to != null) {
        exchange.getResponseHeaders().set("Location", to);
      }
      exchange.sendResponseHeaders(status, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  void answers(Answering answer) {
    answering = answer;
  }

  void redirects(int status, String to) {
    location = to;
    answering = _ -> status;
  }

  /** The next message; waits for it. */
  Got next() {
    try {
      Got message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message within " + PATIENCE_SECONDS + " s");
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  List<Got> next(int count) {
    return Stream.generate(this::next).limit(count).toList();
  }

  /** Whether all that came was asked for. */
  boolean isQuiet() {
    return received.isEmpty();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
