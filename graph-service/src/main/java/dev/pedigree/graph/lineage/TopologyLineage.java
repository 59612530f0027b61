package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Lineage answered from memory. */
public final class TopologyLineage implements LineageEngine {
  private final Topology topology;
  private final TypeSystem types;

  public TopologyLineage(Topology topology, TypeSystem types) {
    this.topology = topology;
    this.types = types;
  }

  @Override
  public Optional<Lineage> walk(LineageQuery query, long revision, Budget budget) {
    return topology.read(
        revision,
        graph -> {
          OptionalInt start = graph.artifact(query.start());
          if (start.isEmpty()) {
            return Optional.empty();
          }
          Traversal traversal = new Traversal(query, graph, types);
          traversal.walk(start.getAsInt());
          return Optional.of(new Answer(query, graph, start.getAsInt(), traversal));
        });
  }

  @Override
  public Optional<Boolean> descends(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    LineageQuery query = new LineageQuery(child, Direction.ANCESTORS, steps, ArtifactFilter.ALL);
    return topology.read(
        revision,
        graph -> {
          OptionalInt start = graph.artifact(child);
          OptionalInt end = graph.artifact(ancestor);
          return start.isEmpty() || end.isEmpty()
              ? Optional.<Boolean>empty()
              : Optional.of(
                  new Traversal(query, graph, types).walk(start.getAsInt(), end.getAsInt()));
        });
  }

  @Override
  public Optional<Way> way(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      long revision,
      Budget budget) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Drawing draw(
      List<ArtifactId> roots,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes,
      long revision,
      Budget budget) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Selection select(ArtifactFilter where, Order order, long revision, Budget budget) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, long revision, Budget budget) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<ArtifactId, Integer> generations(
      Collection<ArtifactId> artifacts, long revision, Budget budget) {
    throw new UnsupportedOperationException();
  }

  /** What a walk found: ordinals, turned into ids page by page. */
  private final class Answer implements Lineage {
    private final LineageQuery query;
    private final long revision;
    private final int start;
    private final List<int[]> levels;
    private final int[] walked;

    /** What is answered, nearest first, and how much of it lies within each depth. */
    private final int[] found;

    private final int[] foundUntilDepth;

    Answer(LineageQuery query, TopologyReader graph, int start, Traversal traversal) {
      this.query = query;
      this.revision = graph.revision();
      this.start = start;
      this.levels = traversal.levels();
      this.walked = traversal.walked();
      IntPredicate where = FilterTest.of(query.where(), graph, types);
      IntArrayList kept = new IntArrayList();
      this.foundUntilDepth = new int[levels.size() + 1];
      for (int depth = 1; depth <= levels.size(); depth++) {
        for (int artifact : levels.get(depth - 1)) {
          if (where.test(artifact)) {
            kept.add(artifact);
          }
        }
        foundUntilDepth[depth] = kept.size();
      }
      this.found = kept.toIntArray();
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public int total() {
      return found.length;
    }

    /** Nobody is kept from reading anything yet. */
    @Override
    public int redacted() {
      return 0;
    }

    @Override
    public @Nullable Truncation truncation() {
      return null;
    }

    @Override
    public List<ArtifactId> ids(int offset, int limit) {
      return topology.read(
          revision,
          graph -> {
            List<ArtifactId> ids = new ArrayList<>();
            for (int i = offset; i < end(offset, limit); i++) {
              ids.add(graph.artifactId(found[i]));
            }
            return ids;
          });
    }

    @Override
    public List<Hit> hits(int offset, int limit) {
      return topology.read(
          revision,
          graph -> {
            Traversal steps = new Traversal(query, graph, types);
            List<Hit> hits = new ArrayList<>();
            for (int i = offset; i < end(offset, limit); i++) {
              int depth = depth(i);
              hits.add(
                  new Hit(graph.artifactId(found[i]), depth, via(graph, steps, found[i], depth)));
            }
            return hits;
          });
    }

    private int end(int offset, int limit) {
      return (int) Math.min(found.length, (long) offset + limit);
    }

    private int depth(int position) {
      int depth = 1;
      while (foundUntilDepth[depth] <= position) {
        depth++;
      }
      return depth;
    }

    private List<EdgeId> via(TopologyReader graph, Traversal steps, int artifact, int depth) {
      int[] before = depth == 1 ? new int[] {start} : levels.get(depth - 2);
      Direction back =
          query.direction() == Direction.ANCESTORS ? Direction.DESCENDANTS : Direction.ANCESTORS;
      IntArrayList edges = new IntArrayList();
      steps.visit(
          artifact,
          back,
          (edge, type, other) -> {
            if (Arrays.binarySearch(before, other) >= 0) {
              edges.add(edge);
            }
          });
      edges.sort(null);
      List<EdgeId> via = new ArrayList<>(edges.size());
      edges.forEach(edge -> via.add(graph.edgeId(edge)));
      return via;
    }

    @Override
    public Map<String, Integer> groups(Grouping grouping) {
      return switch (grouping) {
        case DEPTH -> byDepth();
        case EDGE_TYPE -> byEdgeType();
        case KIND ->
            byArtifact(graph -> artifact -> types.kinds().get(graph.firstKind(artifact)).name());
        case OWNER, RECORDED_MONTH -> throw new UnsupportedOperationException();
        case STAGE -> byArtifact(graph -> artifact -> graph.stage(artifact).name());
        case NAMESPACE ->
            byArtifact(graph -> artifact -> graph.names(artifact).getFirst().namespace());
        case PROVENANCE ->
            byArtifact(
                graph ->
                    artifact ->
                        Provenance.of(graph.provenance(artifact), graph.hasParents(artifact))
                            .name());
      };
    }

    private Map<String, Integer> byDepth() {
      Map<String, Integer> counts = new LinkedHashMap<>();
      for (int depth = 1; depth < foundUntilDepth.length; depth++) {
        int count = foundUntilDepth[depth] - foundUntilDepth[depth - 1];
        if (count > 0) {
          counts.put(Integer.toString(depth), count);
        }
      }
      return counts;
    }

    private Map<String, Integer> byEdgeType() {
      Map<String, Integer> counts = new HashMap<>();
      for (int type = 0; type < walked.length; type++) {
        if (walked[type] > 0) {
          counts.put(types.edgeTypes().get(type).name(), walked[type]);
        }
      }
      return largestFirst(counts);
    }

    private Map<String, Integer> byArtifact(Function<TopologyReader, IntFunction<String>> keys) {
      return topology.read(
          revision,
          graph -> {
            IntFunction<String> key = keys.apply(graph);
            Map<String, Integer> counts = new HashMap<>();
            for (int artifact : found) {
              counts.merge(key.apply(artifact), 1, Integer::sum);
            }
            return largestFirst(counts);
          });
    }

    private static Map<String, Integer> largestFirst(Map<String, Integer> counts) {
      Map<String, Integer> sorted = new LinkedHashMap<>();
      counts.entrySet().stream()
          .sorted(
              Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                  .thenComparing(Map.Entry.comparingByKey()))
          .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      return sorted;
    }
  }
}
