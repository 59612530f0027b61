package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.tinkerpop.gremlin.structure.Direction;
import org.apache.tinkerpop.gremlin.structure.Edge;
import org.apache.tinkerpop.gremlin.structure.Element;
import org.apache.tinkerpop.gremlin.structure.Property;
import org.apache.tinkerpop.gremlin.structure.Vertex;
import org.janusgraph.core.JanusGraphEdge;
import org.janusgraph.core.JanusGraphTransaction;
import org.janusgraph.core.JanusGraphVertex;
import org.janusgraph.core.JanusGraphVertexProperty;
import org.janusgraph.graphdb.transaction.StandardJanusGraphTx;
import org.jspecify.annotations.Nullable;

/** Reads back what is stored, many vertices a round trip. */
final class GraphReader {
  private final JanusGraphTransaction tx;

  GraphReader(JanusGraphTransaction tx) {
    this.tx = tx;
  }

  /** Those of {@code ids} that are there. */
  @SuppressWarnings("rawtypes") // JanusGraph's own signature
  Map<ArtifactId, VertexView> vertices(Collection<ArtifactId> ids) {
    Map<ArtifactId, VertexView> views = new LinkedHashMap<>();
    Collection<JanusGraphVertex> vertices = present(ids);
    if (vertices.isEmpty()) {
      return views;
    }
    tx.multiQuery(vertices)
        .properties()
        .forEach((vertex, properties) -> views.put(id(vertex), view(id(vertex), properties)));
    return views;
  }

  /** The edges to parents of those of {@code ids} that are there. */
  Map<ArtifactId, List<EdgeView>> edgesToParents(Collection<ArtifactId> ids) {
    return edges(ids, Direction.OUT);
  }

  /** The edges from children of those of {@code ids} that are there. */
  Map<ArtifactId, List<EdgeView>> edgesFromChildren(Collection<ArtifactId> ids) {
    return edges(ids, Direction.IN);
  }

  /** What has, or ever had, an edge to one of {@code ids}; nothing before the graph is prepared. */
  Map<ArtifactId, List<ArtifactId>> children(Collection<ArtifactId> ids) {
    Map<ArtifactId, List<ArtifactId>> children = new LinkedHashMap<>();
    // Whether a vertex is there need not be asked: one that is not has no edges.
    List<JanusGraphVertex> vertices = new ArrayList<>();
    StandardJanusGraphTx unchecked = (StandardJanusGraphTx) tx;
    ids.forEach(id -> vertices.add(unchecked.getInternalVertex(id.toString())));
    if (vertices.isEmpty() || !tx.containsEdgeLabel(GraphKeys.DESCENDS_FROM)) {
      return children;
    }
    tx.multiQuery(vertices)
        .direction(Direction.IN)
        .labels(GraphKeys.DESCENDS_FROM)
        .vertexIds()
        .forEach(
            (vertex, found) ->
                children.put(
                    id(vertex), found.getIDs().stream().map(GraphReader::artifact).toList()));
    return children;
  }

  /** Tells the id of every vertex, also of such that are no artifacts. Reads the whole store. */
  void scan(Consumer<String> each) {
    for (JanusGraphVertex vertex : tx.query().vertices()) {
      each.accept(String.valueOf(vertex.id()));
    }
  }

  private Map<ArtifactId, List<EdgeView>> edges(Collection<ArtifactId> ids, Direction direction) {
    Map<ArtifactId, List<EdgeView>> views = new LinkedHashMap<>();
    Collection<JanusGraphVertex> vertices = present(ids);
    if (vertices.isEmpty()) {
      return views;
    }
    tx.multiQuery(vertices)
        .direction(direction)
        .labels(GraphKeys.DESCENDS_FROM)
        .edges()
        .forEach((vertex, edges) -> views.put(id(vertex), views(edges)));
    return views;
  }

  private Collection<JanusGraphVertex> present(Collection<ArtifactId> ids) {
    Collection<JanusGraphVertex> vertices = new LinkedHashSet<>();
    Object[] keys = ids.stream().map(ArtifactId::toString).distinct().toArray();
    if (keys.length > 0) {
      tx.getVertices(keys).forEach(vertices::add);
    }
    return vertices;
  }

  private static List<EdgeView> views(Iterable<JanusGraphEdge> edges) {
    List<EdgeView> views = new ArrayList<>();
    edges.forEach(edge -> views.add(view(edge)));
    return views;
  }

  static EdgeView view(Edge edge) {
    String type = value(edge, GraphKeys.TYPE, "");
    ArtifactId child = id(edge.outVertex());
    ArtifactId parent = id(edge.inVertex());
    return new EdgeView(
        EdgeId.of(type, child, parent),
        type,
        child,
        parent,
        edge.<Double>property(GraphKeys.WEIGHT).orElse(null),
        value(edge, GraphKeys.MUTATIONS, EdgeView.NO_MUTATIONS),
        value(edge, GraphKeys.ATTRIBUTES, "{}"),
        value(edge, GraphKeys.RETRACTED, false),
        value(edge, GraphKeys.REVISION, 0L));
  }

  @SuppressWarnings("rawtypes")
  private static VertexView view(ArtifactId id, Iterable<JanusGraphVertexProperty> properties) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Property<?> property : properties) {
      values.put(property.key(), property.value());
    }
    String version = text(values, GraphKeys.VERSION, "");
    return new VertexView(
        id,
        text(values, GraphKeys.KIND, ""),
        text(values, GraphKeys.NAMESPACE, ""),
        text(values, GraphKeys.NAME, ""),
        version.isEmpty() ? null : version,
        (@Nullable Instant) values.get(GraphKeys.CREATED_AT),
        text(values, GraphKeys.STAGE, VertexView.NO_STAGE),
        Boolean.TRUE.equals(values.get(GraphKeys.QUARANTINED)),
        Boolean.TRUE.equals(values.get(GraphKeys.RETRACTED)),
        text(values, GraphKeys.LABELS, "{}"),
        text(values, GraphKeys.ATTRIBUTES, "{}"));
  }

  private static String text(Map<String, Object> values, String key, String absent) {
    return String.valueOf(values.getOrDefault(key, absent));
  }

  private static <T> T value(Element element, String key, T absent) {
    return element.<T>property(key).orElse(absent);
  }

  private static ArtifactId id(Vertex vertex) {
    return artifact(vertex.id());
  }

  private static ArtifactId artifact(Object vertexId) {
    String text = String.valueOf(vertexId);
    return ArtifactId.parse(text)
        .orElseThrow(() -> new IllegalStateException("vertex " + text + " is no artifact"));
  }
}
