package dev.pedigree.bench;

import dev.pedigree.bench.graph.SyntheticGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.tinkerpop.gremlin.structure.T;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphFactory;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.core.Multiplicity;
import org.janusgraph.core.schema.JanusGraphManagement;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;

/**
 * The reference for imports: the same artifacts and edges written straight to JanusGraph, as fast
 * as it goes. Batch loading, custom vertex ids, no consistency checks, no look-ups, four writers.
 */
final class RawJanusGraph {
  private static final int WRITERS = 4;
  private static final int PER_TRANSACTION = 1_000;

  private final String host;
  private final int port;

  RawJanusGraph(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Loads into a fresh keyspace, which is dropped afterwards. Seconds that the load took. */
  double load(SyntheticGraph data, String keyspace) throws Exception {
    JanusGraph graph = open(keyspace);
    try {
      prepare(graph, data);
      long start = System.nanoTime();
      write(graph, data.nodes(), this::vertex);
      write(graph, data.edges(), this::edge);
      return (System.nanoTime() - start) / 1e9;
    } finally {
      JanusGraphFactory.drop(graph);
    }
  }

  private JanusGraph open(String keyspace) {
    return JanusGraphFactory.build()
        .set("storage.backend", "cql")
        .set("storage.hostname", host)
        .set("storage.port", port)
        .set("storage.cql.local-datacenter", "datacenter1")
        .set("storage.cql.keyspace", keyspace)
        .set("graph.set-vertex-id", true)
        .set("graph.allow-custom-vid-types", true)
        .set("cluster.max-partitions", 2)
        .set("ids.block-size", 1_000_000)
        .set("schema.default", "none")
        .set("cache.db-cache", false)
        .open();
  }

  private static void prepare(JanusGraph graph, SyntheticGraph data) {
    JanusGraphManagement management = graph.openManagement();
    management.makeVertexLabel("artifact").make();
    for (String key : List.of("kind", "name", "version", "createdAt")) {
      management.makePropertyKey(key).dataType(String.class).make();
    }
    management.makePropertyKey("weight").dataType(Double.class).make();
    data.edges().stream()
        .map(SyntheticGraph.Edge::type)
        .distinct()
        .forEach(type -> management.makeEdgeLabel(type).multiplicity(Multiplicity.SIMPLE).make());
    management.commit();
  }

  private interface Writer<I> {
    void write(JanusGraphTransaction transaction, I item);
  }

  private static <I> void write(JanusGraph graph, List<I> items, Writer<I> writer)
      throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> writes = new ArrayList<>();
      for (int from = 0; from < items.size(); from += PER_TRANSACTION) {
        List<I> some = items.subList(from, Math.min(items.size(), from + PER_TRANSACTION));
        writes.add(
            pool.submit(
                () -> {
                  JanusGraphTransaction transaction =
                      graph
                          .buildTransaction()
                          .enableBatchLoading()
                          .consistencyChecks(false)
                          .checkExternalVertexExistence(false)
                          .checkInternalVertexExistence(false)
                          .start();
                  some.forEach(item -> writer.write(transaction, item));
                  transaction.commit();
                }));
      }
      for (Future<?> write : writes) {
        write.get();
      }
    }
  }

  private void vertex(JanusGraphTransaction transaction, SyntheticGraph.Node node) {
    transaction.addVertex(
        T.id,
        node.digest(),
        T.label,
        "artifact",
        "kind",
        node.kind(),
        "name",
        node.name(),
        "version",
        node.version(),
        "createdAt",
        node.createdAt().toString());
  }

  private void edge(JanusGraphTransaction transaction, SyntheticGraph.Edge edge) {
    StandardJanusGraphTx internal = (StandardJanusGraphTx) transaction;
    JanusGraphVertex child = internal.getInternalVertex(edge.child());
    JanusGraphVertex parent = internal.getInternalVertex(edge.parent());
    child.addEdge(edge.type(), parent, "weight", edge.weight());
  }
}
