package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.LaterChanges;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.graph.state.Occurrence;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares vertices and edges, in both rows that hold an edge, with the journal: a share of the
 * artifacts at a time, for each going through the journal once, so that memory is bounded.
 */
final class GraphVerifier {
  private static final int ARTIFACTS_AT_A_TIME = 100_000;
  private static final int VERTICES_PER_READ = 500;

  private final JanusPropertyGraph graph;
  private final Journal source;
  private final Verification.Report report;
  private final @Nullable GraphRepair repair;
  private LaterChanges later;
  private long differences;

  /**
   * Looks at {@code graph}.
   *
   * @param repair puts right what is found, while nothing is applied; null: nobody does
   */
  GraphVerifier(
      JanusPropertyGraph graph,
      Journal source,
      Verification.Report report,
      @Nullable GraphRepair repair) {
    this.graph = graph;
    this.source = source;
    this.later = new LaterChanges(source, 0);
    this.report = report;
    this.repair = repair;
  }

  /** What the journal says of an artifact. */
  static final class Expected {
    final List<Occurrence> facts = new ArrayList<>();
    final Map<EdgeId, EdgeState> fromChildren = new HashMap<>();

    void addFromChild(Occurrence at) {
      if (at.fact() instanceof Fact.EdgeRecorded f) {
        EdgeState edge = EdgeState.recorded(at, f);
        fromChildren.put(edge.id(), edge);
      } else if (at.fact() instanceof Fact.EdgeRetracted f) {
        fromChildren.computeIfPresent(
            f.edge(),
            (_, edge) ->
                edge.retracted(
                    new ArtifactState.Mark(f.reason(), at.at(), at.by(), at.revision())));
      }
    }
  }

  long verify(Iterable<Change> journal) {
    long artifacts = 0;
    long last = 0;
    for (Change change : journal) {
      last = change.revision();
      artifacts +=
          change.facts().stream().filter(fact -> fact instanceof Fact.ArtifactRecorded).count();
    }
    later = new LaterChanges(source, last);
    long shares = Math.max(1, Math.ceilDiv(artifacts, ARTIFACTS_AT_A_TIME));
    LongSet known = new LongOpenHashSet();
    for (long share = 0; share < shares; share++) {
      Map<ArtifactId, Expected> expected = expected(journal, share, shares);
      compareAll(expected);
      expected.keySet().forEach(id -> known.add(id.digest().word0()));
    }
    findExtra(known);
    return differences;
  }

  private static Map<ArtifactId, Expected> expected(
      Iterable<Change> journal, long share, long shares) {
    Map<ArtifactId, Expected> expected = new LinkedHashMap<>();
    for (Change change : journal) {
      Occurrence.byOwner(change)
          .forEach(
              (id, facts) -> {
                if (isIn(id, share, shares)) {
                  expected.computeIfAbsent(id, _ -> new Expected()).facts.addAll(facts);
                }
                for (Occurrence at : facts) {
                  if (at.fact() instanceof Fact.AboutEdge edge
                      && isIn(edge.parent(), share, shares)) {
                    expected.computeIfAbsent(edge.parent(), _ -> new Expected()).addFromChild(at);
                  }
                }
              });
    }
    return expected;
  }

  private static boolean isIn(ArtifactId id, long share, long shares) {
    return Long.remainderUnsigned(id.digest().word1(), shares) == share;
  }

  private void compareAll(Map<ArtifactId, Expected> expected) {
    List<ArtifactId> ids = new ArrayList<>(expected.keySet());
    for (int i = 0; i < ids.size(); i += VERTICES_PER_READ) {
      List<ArtifactId> some = ids.subList(i, Math.min(ids.size(), i + VERTICES_PER_READ));
      graph.scan(reader -> compare(some, expected, reader));
      if (repair != null) {
        repair.putRight(expected);
      }
      report.checked(some.size());
    }
  }

  private void compare(
      List<ArtifactId> ids, Map<ArtifactId, Expected> expected, GraphReader reader) {
    Map<ArtifactId, VertexView> vertices = reader.vertices(ids);
    Map<ArtifactId, List<EdgeView>> toParents = reader.edgesToParents(ids);
    Map<ArtifactId, List<EdgeView>> fromChildren = reader.edgesFromChildren(ids);
    for (ArtifactId id : ids) {
      long before = differences;
      compare(
          id,
          expected.getOrDefault(id, new Expected()),
          vertices.get(id),
          toParents.getOrDefault(id, List.of()),
          fromChildren.getOrDefault(id, List.of()));
      if (repair != null && differences > before) {
        repair.damaged(id);
      }
    }
  }

  private void compare(
      ArtifactId id,
      Expected journal,
      @Nullable VertexView vertex,
      List<EdgeView> toParents,
      List<EdgeView> fromChildren) {
    ArtifactState state = ArtifactState.fold(journal.facts).orElse(null);
    if (vertex == null) {
      difference(id, "missing: vertex " + id);
      return;
    }
    if (state == null) {
      difference(id, "extra: vertex " + id);
      return;
    }
    VertexView wanted = VertexView.of(state);
    if (!vertex.equals(wanted)) {
      difference(id, "differs: vertex " + vertex + " (expected: " + wanted + ")");
    }
    compareEdges("of child", state.parents(), toParents);
    compareEdges("of parent", journal.fromChildren, fromChildren);
  }

  private void compareEdges(String row, Map<EdgeId, EdgeState> expected, List<EdgeView> stored) {
    Map<EdgeId, EdgeView> left = new HashMap<>();
    for (EdgeView edge : stored) {
      if (left.put(edge.id(), edge) != null) {
        difference(edge.child(), "extra: a second edge " + edge + ", in the row " + row);
      }
    }
    expected.forEach(
        (id, state) -> {
          EdgeView edge = left.remove(id);
          EdgeView wanted = EdgeView.of(state);
          if (edge == null) {
            difference(wanted.child(), "missing: edge " + wanted + ", in the row " + row);
          } else if (!edge.equals(wanted)) {
            difference(
                edge.child(),
                "differs: edge " + edge + ", in the row " + row + " (expected: " + wanted + ")");
          }
        });
    left.values()
        .forEach(edge -> difference(edge.child(), "extra: edge " + edge + ", in the row " + row));
  }

  private void findExtra(LongSet known) {
    graph.scan(
        reader ->
            reader.scan(
                text -> {
                  ArtifactId id = ArtifactId.parse(text).orElse(null);
                  if (id == null || !known.contains(id.digest().word0())) {
                    difference(id, "extra: vertex " + text);
                    if (repair != null) {
                      repair.extra(text);
                    }
                  }
                }));
    if (repair != null) {
      repair.removeExtra();
    }
  }

  /** Counts a difference, unless it may come from a change that is not verified. */
  private void difference(@Nullable ArtifactId about, String message) {
    if (repair == null && about != null && later.touch(about)) {
      return;
    }
    differences++;
    report.difference(message);
  }
}
