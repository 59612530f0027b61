package dev.pedigree.search.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.graph.service.ProjectionService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says how the process is, at the paths of a gateway. {@code /actuator/health/liveness}: that it
 * runs. {@code /actuator/health/readiness}: whether it gets on, whether it is the one that works,
 * and how far the index is behind; 503 where it does not get on. {@code /actuator/prometheus}:
 * metrics.
 */
final class StatusServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService answering = Executors.newVirtualThreadPerTaskExecutor();

  private StatusServer(HttpServer server) {
    this.server = server;
  }

  static StatusServer start(
      String host, int port, Supplier<ProjectionService.Work> work, Supplier<String> metrics)
      throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(host, port), 0);
    StatusServer status = new StatusServer(http);
    http.createContext(
        "/actuator/health/liveness",
        exchange -> answer(exchange, OK, "application/json", "{\"status\":\"UP\"}"));
    http.createContext("/actuator/health", exchange -> health(exchange, work.get()));
    http.createContext(
        "/actuator/prometheus",
        exchange ->
            answer(exchange, OK, "text/plain; version=0.0.4; charset=utf-8", metrics.get()));
    http.setExecutor(status.answering);
    http.start();
    return status;
  }

  URI uri() {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://" + at.getHostString() + ":" + at.getPort() + "/actuator/health");
  }

  private static void health(HttpExchange exchange, ProjectionService.Work work)
      throws IOException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", work.error() == null ? "UP" : "DOWN");
    told.put("working", work.working());
    if (work.error() != null) {
      told.put("error", work.error());
    }
    told.put("revision", work.revision());
    told.put("lagRevisions", work.lagRevisions());
    answer(
        exchange,
        work.error() == null ? OK : UNAVAILABLE,
        "application/json",
        JsonMapper.shared().writeValueAsString(told));
  }

  private static void answer(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    answering.close();
  }
}
