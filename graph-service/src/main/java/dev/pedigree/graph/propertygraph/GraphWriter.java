package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.projection.WriteTimes;
import dev.pedigree.graph.propertygraph.GraphBatch.VertexWrite;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.apache.tinkerpop.gremlin.structure.Element;
import org.apache.tinkerpop.gremlin.structure.VertexProperty.Cardinality;
import org.janusgraph.core.EdgeLabel;
import org.janusgraph.core.JanusGraph;
import org.janusgraph.core.JanusGraphEdge;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.graphdb.internal.InternalVertex;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;
import org.jspecify.annotations.Nullable;

/**
 * Writes cells in a transaction whose time is a revision, without reading: in Cassandra the highest
 * revision wins, whoever writes when.
 */
final class GraphWriter {
  /** Two microseconds: JanusGraph deletes at the first and adds at the second. */
  private static final long NANOS_PER_REVISION = 2000;

  private static final long NANOS_PER_MICRO = 1000;

  private final JanusGraph graph;
  private final long baseMicros;

  /**
   * Of writes whose times are counted from a base.
   *
   * @param baseMicros see {@link WriteTimes}
   */
  GraphWriter(JanusGraph graph, long baseMicros) {
    this.graph = graph;
    this.baseMicros = baseMicros;
  }

  /** The greatest time, in microseconds after the base, that writes of {@code revision} have. */
  static long lastMicros(long revision) {
    return revision * NANOS_PER_REVISION / NANOS_PER_MICRO + 1;
  }

  /** Writes {@code part} in one transaction, vertices first. */
  boolean write(GraphBatch.Part part, long revision) {
    StandardJanusGraphTx tx = begin(revision);
    try {
      Writing writing = new Writing(tx);
      part.vertices().forEach(writing::write);
      part.edges().forEach(writing::write);
      tx.commit();
      return true;
    } finally {
      rollbackIfOpen(tx);
    }
  }

  private StandardJanusGraphTx begin(long revision) {
    return (StandardJanusGraphTx)
        graph
            .buildTransaction()
            .enableBatchLoading()
            .consistencyChecks(false)
            .checkExternalVertexExistence(false)
            .checkInternalVertexExistence(false)
            .commitTime(time(revision))
            .start();
  }

  private Instant time(long revision) {
    return Instant.EPOCH
        .plus(baseMicros, ChronoUnit.MICROS)
        .plusNanos(revision * NANOS_PER_REVISION);
  }

  /**
   * Removes what is stored of {@code ids} beyond {@code wanted}: edges that are not there as they
   * should be, and vertices that should not be there at all.
   *
   * @param ids texts, for such may be stored as are no ids
   */
  boolean removeWrong(Collection<String> ids, Wanted wanted, long revision) {
    JanusGraphTransaction tx = graph.buildTransaction().commitTime(time(revision)).start();
    try {
      tx.getVertices(ids.toArray()).forEach(vertex -> removeWrong(vertex, wanted));
      tx.commit();
      return true;
    } finally {
      if (tx.isOpen()) {
        tx.rollback();
      }
    }
  }

  /** What should be stored. */
  interface Wanted {
    boolean vertex(String id);

    boolean edge(EdgeView edge);
  }

  private static void removeWrong(JanusGraphVertex vertex, Wanted wanted) {
    if (!wanted.vertex(String.valueOf(vertex.id()))) {
      vertex.remove();
      return;
    }
    vertex.properties(GraphKeys.CREATED_AT).forEachRemaining(Element::remove);
    vertex
        .edges(Direction.BOTH, GraphKeys.DESCENDS_FROM)
        .forEachRemaining(
            edge -> {
              if (!isWanted((JanusGraphEdge) edge, wanted)) {
                edge.remove();
              }
            });
  }

  private static boolean isWanted(JanusGraphEdge edge, Wanted wanted) {
    EdgeView view = GraphReader.view(edge);
    return edge.longId() == relationId(view.id()) && wanted.edge(view);
  }

  private static void rollbackIfOpen(StandardJanusGraphTx tx) {
    if (tx.isOpen()) {
      tx.rollback();
    }
  }

  /**
   * The id under which JanusGraph keeps an edge: the same whenever the edge is written, so that it
   * is one cell. Positive; the highest bits stay free.
   */
  static long relationId(EdgeId edge) {
    return edge.digest().word0() >>> 3 | 1;
  }

  /** A transaction's writes, its types looked up once. */
  private static final class Writing {
    private final StandardJanusGraphTx tx;
    private final EdgeLabel descendsFrom;

    Writing(StandardJanusGraphTx tx) {
      this.tx = tx;
      this.descendsFrom = tx.getEdgeLabel(GraphKeys.DESCENDS_FROM);
    }

    void write(VertexWrite write) {
      switch (write) {
        case VertexWrite.Appeared appeared -> appeared(appeared.view());
        case VertexWrite.Whole whole -> whole(whole.view());
        case VertexWrite.Marks marks -> {
          InternalVertex vertex = tx.getInternalVertex(marks.id().toString());
          set(vertex, GraphKeys.STAGE, marks.stage());
          set(vertex, GraphKeys.QUARANTINED, marks.quarantined());
          set(vertex, GraphKeys.RETRACTED, marks.retracted());
        }
      }
    }

    /** Leaves defaults out: nothing older can be in their place. */
    private void appeared(VertexView view) {
      JanusGraphVertex vertex = basics(view);
      set(vertex, GraphKeys.VERSION, view.version());
      set(vertex, GraphKeys.STAGE, view.stage().equals(VertexView.NO_STAGE) ? null : view.stage());
      set(vertex, GraphKeys.LABELS, view.labels().equals("{}") ? null : view.labels());
      set(vertex, GraphKeys.ATTRIBUTES, view.attributes().equals("{}") ? null : view.attributes());
    }

    private void whole(VertexView view) {
      JanusGraphVertex vertex = basics(view);
      @Nullable String version = view.version();
      set(vertex, GraphKeys.VERSION, version == null ? "" : version);
      set(vertex, GraphKeys.STAGE, view.stage());
      set(vertex, GraphKeys.QUARANTINED, view.quarantined());
      set(vertex, GraphKeys.RETRACTED, view.retracted());
      set(vertex, GraphKeys.LABELS, view.labels());
      set(vertex, GraphKeys.ATTRIBUTES, view.attributes());
    }

    private JanusGraphVertex basics(VertexView view) {
      JanusGraphVertex vertex = tx.addVertex(view.id().toString(), null);
      set(vertex, GraphKeys.KIND, view.kind());
      set(vertex, GraphKeys.NAMESPACE, view.namespace());
      set(vertex, GraphKeys.NAME, view.name());
      set(vertex, GraphKeys.CREATED_AT, view.createdAt());
      return vertex;
    }

    private void set(JanusGraphVertex vertex, String key, @Nullable Object value) {
      if (value != null) {
        tx.addProperty(Cardinality.single, vertex, tx.getPropertyKey(key), value);
      }
    }

    void write(EdgeView view) {
      InternalVertex child = tx.getInternalVertex(view.child().toString());
      InternalVertex parent = tx.getInternalVertex(view.parent().toString());
      JanusGraphEdge edge = tx.addEdge(relationId(view.id()), child, parent, descendsFrom, 0L);
      edge.property(GraphKeys.TYPE, view.type());
      edge.property(GraphKeys.REVISION, view.revision());
      @Nullable Double share = view.weight();
      if (share != null) {
        edge.property(GraphKeys.WEIGHT, share);
      }
      if (!view.mutations().equals(EdgeView.NO_MUTATIONS)) {
        edge.property(GraphKeys.MUTATIONS, view.mutations());
      }
      if (!view.attributes().equals("{}")) {
        edge.property(GraphKeys.ATTRIBUTES, view.attributes());
      }
      if (view.retracted()) {
        edge.property(GraphKeys.RETRACTED, true);
      }
    }
  }
}
