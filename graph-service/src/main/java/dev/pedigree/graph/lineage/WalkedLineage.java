package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a walk found. */
final class WalkedLineage implements Lineage {
  private final Topology topology;
  private final TypeSystem types;
  private final WalkedEdges edges;
  private final Levels found;
  private final int redacted;
  private final SelectedArtifacts artifacts;

  /**
   * Makes an answer.
   *
   * @param reads what whoever asks may read
   * @param found what of the walk is answered
   * @param redacted how many more it reached that are not seen
   * @param truncation null: the walk is complete, and what is answered of it too
   */
  WalkedLineage(
      Topology topology,
      TypeSystem types,
      long revision,
      Namespaces reads,
      WalkedEdges edges,
      Levels found,
      int redacted,
      @Nullable Truncation truncation) {
    this.topology = topology;
    this.types = types;
    this.edges = edges;
    this.found = found;
    this.artifacts =
        new SelectedArtifacts(topology, types, reads, revision, found.artifacts(), truncation);
    this.redacted = redacted;
  }

  @Override
  public long revision() {
    return artifacts.revision();
  }

  @Override
  public int total() {
    return artifacts.total();
  }

  @Override
  public int redacted() {
    return redacted;
  }

  @Override
  public @Nullable Truncation truncation() {
    return artifacts.truncation();
  }

  @Override
  public List<ArtifactId> ids(int offset, int limit) {
    return artifacts.ids(offset, limit);
  }

  @Override
  public List<Hit> hits(int offset, int limit) {
    int end = artifacts.end(offset, limit);
    if (offset >= end) {
      return List.of();
    }
    return topology.read(revision(), graph -> hits(graph, offset, end));
  }

  private List<Hit> hits(TopologyReader graph, int offset, int end) {
    List<Hit> hits = new ArrayList<>(end - offset);
    int from = offset;
    while (from < end) {
      int depth = found.depthOf(from);
      int to = Math.min(end, found.to(depth));
      addHits(Arrays.copyOfRange(found.artifacts(), from, to), depth, graph, hits);
      from = to;
    }
    return hits;
  }

  private void addHits(int[] page, int depth, TopologyReader graph, List<Hit> hits) {
    List<IntArrayList> via = edges.lastTo(page, depth, graph);
    for (int i = 0; i < page.length; i++) {
      hits.add(new Hit(graph.artifactId(page[i]), depth, JournalOrder.ids(via.get(i), graph)));
    }
  }

  @Override
  public Map<String, Integer> groups(Grouping grouping) {
    return switch (grouping) {
      case DEPTH -> byDepth();
      case EDGE_TYPE ->
          Counts.largestFirst(
              topology.read(revision(), edges::byType),
              types.edgeTypes().stream().map(EdgeType::name).toList());
      case KIND, STAGE, NAMESPACE, OWNER, PROVENANCE, RECORDED_MONTH -> artifacts.groups(grouping);
    };
  }

  private Map<String, Integer> byDepth() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int depth = 1; depth <= found.maxDepth(); depth++) {
      if (found.countAt(depth) > 0) {
        counts.put(Integer.toString(depth), found.countAt(depth));
      }
    }
    return counts;
  }
}
