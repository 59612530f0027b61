package dev.pedigree.search.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.ProjectionService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /health}: whether this process is the one that works and how far the index is behind,
 * as JSON; 503 where it does not get on. {@code GET /metrics}: the same in Prometheus' text format.
 */
final class StatusServer implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;
  private static final double MILLIS = 1_000;

  private final HttpServer server;
  private final ProjectionService projection;

  private StatusServer(HttpServer server, ProjectionService projection) {
    this.server = server;
    this.projection = projection;
  }

  static StatusServer start(String host, int port, ProjectionService projection)
      throws IOException {
    HttpServer http = HttpServer.create(new InetSocketAddress(host, port), 0);
    StatusServer status = new StatusServer(http, projection);
    http.createContext("/health", status::health);
    http.createContext("/metrics", status::metrics);
    http.start();
    return status;
  }

  URI uri() {
    InetSocketAddress at = server.getAddress();
    return URI.create("http://" + at.getHostString() + ":" + at.getPort() + "/health");
  }

  private void health(HttpExchange exchange) throws IOException {
    ProjectionService.Work work = projection.work();
    GraphService.ProjectionLag lag = lag();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("status", work.error() == null ? "UP" : "DOWN");
    told.put("working", work.working());
    if (work.error() != null) {
      told.put("error", work.error());
    }
    if (lag != null) {
      told.put("revision", lag.revision());
      told.put("lagRevisions", lag.lagRevisions());
      told.put("lagSeconds", seconds(lag.lag()));
    }
    String json = JsonMapper.shared().writeValueAsString(told);
    answer(exchange, work.error() == null ? OK : UNAVAILABLE, "application/json", json);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    ProjectionService.Work work = projection.work();
    GraphService.ProjectionLag lag = lag();
    StringBuilder text = new StringBuilder();
    gauge(text, "pedigree_indexer_working", work.working() ? 1 : 0);
    if (lag != null) {
      gauge(text, "pedigree_search_revision", lag.revision());
      gauge(text, "pedigree_search_lag_revisions", lag.lagRevisions());
      gauge(text, "pedigree_search_lag_seconds", seconds(lag.lag()));
    }
    answer(exchange, OK, "text/plain; version=0.0.4", text.toString());
  }

  private static void gauge(StringBuilder text, String name, Number value) {
    text.append("# TYPE ").append(name).append(" gauge\n");
    text.append(name).append(' ').append(value).append('\n');
  }

  /** Null while the journal cannot be read. */
  private GraphService.@Nullable ProjectionLag lag() {
    try {
      return projection.lag();
    } catch (UnavailableException e) {
      return null;
    }
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
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
  }
}
