package dev.pedigree.gateway.diff;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.diff.LineageChange;
import dev.pedigree.graph.diff.LineageDiff;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the changes between two ancestries. */
final class LineageChangeConnection {
  private final Snapshot snapshot;
  private final LineageDiff diff;
  private final PageRequest request;
  private @Nullable Page<LineageChange> page;

  /** For a diff of which nothing is put in words before a field asks for it. */
  LineageChangeConnection(LineageDiffView diff, PageRequest request) {
    this.snapshot = diff.snapshot();
    this.diff = diff.diff();
    this.request = request;
  }

  private Page<LineageChange> page() {
    Page<LineageChange> read = page;
    if (read == null) {
      read =
          request.page(
              diff.changes(request.offset(), request.first()), diff.total(), diff.revision());
      page = read;
    }
    return read;
  }

  public int totalCount() {
    return diff.total();
  }

  public List<Node> nodes() {
    return page().items().stream().map(this::node).toList();
  }

  public Page.PageInfo pageInfo() {
    return page().info();
  }

  private Node node(LineageChange change) {
    return new Node(
        change.kind(),
        change.summary(),
        artifact(change.base()),
        artifact(change.head()),
        edge(change.baseEdge()),
        edge(change.headEdge()),
        change.depthEdges());
  }

  private @Nullable ArtifactRef artifact(@Nullable ArtifactId id) {
    return id == null ? null : new ArtifactRef(snapshot, id);
  }

  private @Nullable EdgeRef edge(@Nullable EdgeId id) {
    return id == null ? null : new EdgeRef(snapshot, id);
  }

  /** A change in the words of the API. */
  record Node(
      LineageChange.Kind kind,
      String summary,
      @Nullable ArtifactRef base,
      @Nullable ArtifactRef head,
      @Nullable EdgeRef baseEdge,
      @Nullable EdgeRef headEdge,
      int depth) {}
}
