package dev.pedigree.bench.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.JournaledGraphService;
import dev.pedigree.graph.service.SchemaOffer;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.schema.PedigreeSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the answers of the engine cost without GraphQL: the same calls, behind the JDK's own HTTP
 * server. {@code GET /artifact/ID} answers an artifact with the first of its ancestors.
 */
final class PlainServer {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int PAGE = 20;

  private PlainServer() {}

  /**
   * Runs until it is killed; says on which port, once it can answer.
   *
   * @param args the port of Cassandra, the keyspace
   */
  public static void main(String[] args) throws Exception {
    CassandraSettings settings =
        CassandraSettings.local("127.0.0.1", Integer.parseInt(args[0]), args[1]);
    GraphService graph =
        JournaledGraphService.open(
            settings, new SchemaOffer(PedigreeSchema.load(), false), Clock.systemUTC());
    while (!(graph.status() instanceof GraphService.Status.Ready)) {
      Thread.sleep(PAUSE);
    }
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/artifact/", exchange -> answer(exchange, graph));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println(server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, GraphService graph) throws IOException {
    String path = exchange.getRequestURI().getPath();
    ArtifactId id = ArtifactId.parse(path.substring(path.lastIndexOf('/') + 1)).orElseThrow();
    Snapshot snapshot = graph.snapshot(Caller.anonymous());
    Lineage lineage = snapshot.lineage(LineageQuery.all(id, Direction.ANCESTORS), Budget.UNLIMITED);
    List<ArtifactId> page = lineage.ids(0, PAGE);
    Map<ArtifactId, ArtifactState> itself = snapshot.artifacts(List.of(id));
    Map<ArtifactId, ArtifactState> states = snapshot.artifacts(page);
    Map<String, Object> answer = new LinkedHashMap<>(shown(Objects.requireNonNull(itself.get(id))));
    answer.put("totalCount", lineage.total());
    answer.put(
        "nodes", page.stream().map(it -> shown(Objects.requireNonNull(states.get(it)))).toList());
    byte[] body = JSON.writeValueAsBytes(answer);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static Map<String, Object> shown(ArtifactState state) {
    return Map.of(
        "id",
        state.id().toString(),
        "name",
        state.names().getFirst().name(),
        "stage",
        state.stage().name());
  }
}
