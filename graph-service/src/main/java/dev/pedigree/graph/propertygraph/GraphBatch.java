package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.graph.state.Occurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run of changes writes: the whole value, as of the last of them, of every cell that one of
 * them touches. A cell is a property of a vertex, or an edge.
 */
final class GraphBatch {
  /** Roughly, to cut parts of like size. */
  private static final int CELLS_PER_VERTEX = 6;

  /** One at either end. */
  private static final int CELLS_PER_EDGE = 2;

  private final List<VertexWrite> vertices = new ArrayList<>();
  private final Map<EdgeId, EdgeView> edges = new LinkedHashMap<>();

  /** Where the facts of artifacts are read that began before the run. */
  interface FactReader {
    /** All facts of {@code ids} up to {@code asOf}. */
    Map<ArtifactId, List<Occurrence>> read(Collection<ArtifactId> ids, long asOf);
  }

  /** Some or all properties of a vertex. */
  sealed interface VertexWrite {
    ArtifactId id();

    /** A vertex that appears in the run, and of which nothing else is said in it. */
    record Appeared(VertexView view) implements VertexWrite {
      @Override
      public ArtifactId id() {
        return view.id();
      }
    }

    /** All of a vertex, its defaults too: they may have to win over something older. */
    record Whole(VertexView view) implements VertexWrite {
      @Override
      public ArtifactId id() {
        return view.id();
      }
    }

    /** A few properties; null: not touched. */
    record Marks(
        ArtifactId id,
        @Nullable String stage,
        @Nullable Boolean quarantined,
        @Nullable Boolean retracted)
        implements VertexWrite {}
  }

  private GraphBatch() {}

  /**
   * What {@code changes} write.
   *
   * @param erased artifacts to be written anew because facts of theirs were erased
   */
  static GraphBatch of(List<Change> changes, Set<ArtifactId> erased, FactReader reader) {
    Map<ArtifactId, List<Occurrence>> byOwner = new LinkedHashMap<>();
    for (Change change : changes) {
      Occurrence.byOwner(change)
          .forEach(
              (id, facts) -> byOwner.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(facts));
    }
    GraphBatch batch = new GraphBatch();
    Set<ArtifactId> toRead = new HashSet<>(erased);
    byOwner.forEach(
        (id, facts) -> {
          if (!erased.contains(id) && !batch.foldAlone(id, facts)) {
            toRead.add(id);
          }
        });
    long asOf = changes.getLast().revision();
    reader
        .read(toRead, asOf)
        .forEach(
            (id, facts) ->
                batch.writeWhole(facts, erased.contains(id) ? null : edges(byOwner.get(id))));
    return batch;
  }

  /** Some of a batch. An artifact's vertex and its edges to parents are in one part. */
  record Part(List<VertexWrite> vertices, List<EdgeView> edges) {
    Part() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    private int cells() {
      return CELLS_PER_VERTEX * vertices.size() + CELLS_PER_EDGE * edges.size();
    }

    private void addAll(Part part) {
      vertices.addAll(part.vertices);
      edges.addAll(part.edges);
    }
  }

  /**
   * Cuts it into parts of about {@code cells} cells. What lies in one row of the store is together,
   * so that it is one write.
   */
  List<Part> parts(int cells) {
    Map<ArtifactId, Part> byRow = new LinkedHashMap<>();
    vertices.forEach(
        vertex -> byRow.computeIfAbsent(vertex.id(), _ -> new Part()).vertices.add(vertex));
    edges
        .values()
        .forEach(edge -> byRow.computeIfAbsent(edge.child(), _ -> new Part()).edges.add(edge));
    List<Part> parts = new ArrayList<>();
    Part part = new Part();
    for (Part row : byRow.values()) {
      part.addAll(row);
      if (part.cells() >= cells) {
        parts.add(part);
        part = new Part();
      }
    }
    if (part.cells() > 0) {
      parts.add(part);
    }
    return parts;
  }

  /** Adds what {@code facts} write; false, and nothing added, if earlier facts are needed. */
  private boolean foldAlone(ArtifactId id, List<Occurrence> facts) {
    if (facts.getFirst().fact() instanceof Fact.ArtifactRecorded) {
      ArtifactState state = ArtifactState.fold(facts).orElseThrow();
      VertexView view = VertexView.of(state);
      boolean plain = facts.stream().skip(1).allMatch(at -> at.fact() instanceof Fact.AboutEdge);
      vertices.add(plain ? new VertexWrite.Appeared(view) : new VertexWrite.Whole(view));
      state.parents().forEach((edge, parent) -> edges.put(edge, EdgeView.of(parent)));
      return true;
    }
    return foldTouched(id, facts);
  }

  private boolean foldTouched(ArtifactId id, List<Occurrence> facts) {
    VertexWrite.Marks none = new VertexWrite.Marks(id, null, null, null);
    VertexWrite.Marks marks = none;
    Map<EdgeId, EdgeState> touched = new LinkedHashMap<>();
    for (Occurrence at : facts) {
      switch (at.fact()) {
        case Fact.StageChanged f ->
            marks = new VertexWrite.Marks(id, f.stage().name(), marks.quarantined, marks.retracted);
        case Fact.ArtifactQuarantined f ->
            marks = new VertexWrite.Marks(id, marks.stage, true, marks.retracted);
        case Fact.ArtifactReleased f ->
            marks = new VertexWrite.Marks(id, marks.stage, false, marks.retracted);
        case Fact.ArtifactRetracted f ->
            marks = new VertexWrite.Marks(id, marks.stage, marks.quarantined, true);
        case Fact.EdgeRecorded f -> {
          EdgeState edge = EdgeState.recorded(at, f);
          touched.put(edge.id(), edge);
        }
        case Fact.EdgeRetracted f -> {
          EdgeState before = touched.get(f.edge());
          if (before == null) {
            return false;
          }
          touched.put(f.edge(), before.retracted(mark(at, f)));
        }
        case Fact.CheckRecorded f -> {}
        case Fact.CheckRevoked f -> {}
        case Fact.ArtifactRecorded f -> {
          return false;
        }
        case Fact.ArtifactExtended f -> {
          return false;
        }
        case Fact.ArtifactAmended f -> {
          return false;
        }
        case Fact.ErasurePerformed f -> {}
        case Fact.SchemaPublished _,
            Fact.AboutPolicy _,
            Fact.PromotionJudged _,
            Fact.DocumentImported _ -> {}
      }
    }
    if (!marks.equals(none)) {
      vertices.add(marks);
    }
    touched.forEach((edge, state) -> edges.put(edge, EdgeView.of(state)));
    return true;
  }

  private static ArtifactState.Mark mark(Occurrence at, Fact.EdgeRetracted fact) {
    return new ArtifactState.Mark(fact.reason(), at.at(), at.by(), at.revision());
  }

  /**
   * Adds all properties of an artifact, and some edges.
   *
   * @param touched the edges to be written; null: all
   */
  private void writeWhole(List<Occurrence> facts, @Nullable Set<EdgeId> touched) {
    ArtifactState.fold(facts)
        .ifPresent(
            state -> {
              vertices.add(new VertexWrite.Whole(VertexView.of(state)));
              state
                  .parents()
                  .forEach(
                      (id, edge) -> {
                        if (touched == null || touched.contains(id)) {
                          edges.put(id, EdgeView.of(edge));
                        }
                      });
            });
  }

  private static Set<EdgeId> edges(@Nullable List<Occurrence> facts) {
    Set<EdgeId> edges = new HashSet<>();
    for (Occurrence at : facts == null ? List.<Occurrence>of() : facts) {
      if (at.fact() instanceof Fact.AboutEdge edge) {
        edges.add(edge.edge());
      }
    }
    return edges;
  }
}
