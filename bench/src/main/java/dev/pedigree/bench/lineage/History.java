package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.PedigreeSchema;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** The facts of a {@link Dataset} in an order, one a change; the first change is the schema. */
final class History {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PARALLEL_PERCENT = 5;
  private static final int RETRACTED_PERCENT = 1;
  private static final int PRODUCTION_PERCENT = 5;
  private static final int STAGED_PERCENT = 15;
  private static final int CHECKED_PERCENT = 10;

  private final PedigreeSchema schema;
  private final Dataset data;
  private final List<What> what = new ArrayList<>();

  /** Numbers of artifacts or edges. */
  private final IntArrayList which = new IntArrayList();

  private History(PedigreeSchema schema, Dataset data) {
    this.schema = schema;
    this.data = data;
  }

  /** What a fact says. */
  enum What {
    ARTIFACT,
    EDGE,
    EDGE_RETRACTED,
    STAGING,
    PRODUCTION,
    CHECK
  }

  /** Every artifact right before its edges. */
  static History asGiven(PedigreeSchema schema, Dataset data) {
    History history = new History(schema, data);
    int edge = 0;
    for (int artifact = 0; artifact < data.artifacts(); artifact++) {
      history.add(What.ARTIFACT, artifact);
      for (; edge < data.edges() && data.child(edge) == artifact; edge++) {
        history.add(What.EDGE, edge);
      }
    }
    if (edge < data.edges()) {
      throw new IllegalArgumentException("edges: unordered (expected: by their children)");
    }
    return history;
  }

  /** Like {@link #asGiven}; then some artifacts are promoted or checked. */
  static History promoted(PedigreeSchema schema, Dataset data, long seed) {
    History history = asGiven(schema, data);
    Random random = new Random(seed);
    for (int artifact = 0; artifact < data.artifacts(); artifact++) {
      history.draw(artifact, random);
    }
    return history;
  }

  /**
   * All artifacts, then everything else in random order. Adds to {@code data} edges of other types
   * beside the given ones; some edges are retracted again, some artifacts are promoted or checked.
   */
  static History worn(PedigreeSchema schema, Dataset data, long seed) {
    Random random = new Random(seed);
    data.addParallelEdges(PARALLEL_PERCENT, random);
    History history = new History(schema, data);
    for (int artifact = 0; artifact < data.artifacts(); artifact++) {
      history.add(What.ARTIFACT, artifact);
    }
    history.addShuffled(random);
    return history;
  }

  /** Draws a place for each fact, behind that of the fact it needs, and sorts by these. */
  private void addShuffled(Random random) {
    History drawn = new History(schema, data);
    IntArrayList places = new IntArrayList();
    for (int edge = 0; edge < data.edges(); edge++) {
      int place = random.nextInt(Integer.MAX_VALUE - 1);
      drawn.add(What.EDGE, edge);
      places.add(place);
      if (random.nextInt(100) < RETRACTED_PERCENT) {
        drawn.add(What.EDGE_RETRACTED, edge);
        places.add(random.nextInt(place + 1, Integer.MAX_VALUE));
      }
    }
    for (int artifact = 0; artifact < data.artifacts(); artifact++) {
      drawn.draw(artifact, random);
    }
    while (places.size() < drawn.what.size()) {
      places.add(random.nextInt(Integer.MAX_VALUE));
    }
    long[] order = new long[places.size()];
    Arrays.setAll(order, i -> (long) places.getInt(i) << 32 | i);
    Arrays.sort(order);
    for (long next : order) {
      what.add(drawn.what.get((int) next));
      which.add(drawn.which.getInt((int) next));
    }
  }

  private void draw(int artifact, Random random) {
    int stage = random.nextInt(100);
    if (stage < STAGED_PERCENT) {
      add(stage < PRODUCTION_PERCENT ? What.PRODUCTION : What.STAGING, artifact);
    }
    if (random.nextInt(100) < CHECKED_PERCENT) {
      add(What.CHECK, artifact);
    }
  }

  private void add(What fact, int about) {
    what.add(fact);
    which.add(about);
  }

  Dataset data() {
    return data;
  }

  /** Of the last change. */
  long end() {
    return what.size() + 1L;
  }

  What what(long revision) {
    return what.get((int) (revision - 2));
  }

  /** The artifact or the edge that the change from revision 2 on is about. */
  int which(long revision) {
    return which.getInt((int) (revision - 2));
  }

  /** Of all changes. */
  Iterable<Change.Draft> drafts() {
    return () -> LongStream.rangeClosed(1, end()).mapToObj(this::draft).iterator();
  }

  Change change(long revision) {
    return new Change(revision, FIRST.plusMillis(revision), draft(revision), false);
  }

  Change.Draft draft(long revision) {
    return new Change.Draft("bench", null, List.of(fact(revision)), List.of());
  }

  private Fact fact(long revision) {
    if (revision == 1) {
      return new Fact.SchemaPublished(schema.typeSystem().version(), schema.sdl());
    }
    int about = which(revision);
    return switch (what(revision)) {
      case ARTIFACT -> artifact(about);
      case EDGE ->
          new Fact.EdgeRecorded(
              data.edgeTypeName(about),
              data.id(data.child(about)),
              data.id(data.parent(about)),
              data.weight(about),
              List.of(),
              "{}");
      case EDGE_RETRACTED ->
          new Fact.EdgeRetracted(
              data.edgeTypeName(about),
              data.id(data.child(about)),
              data.id(data.parent(about)),
              "wrong");
      case STAGING -> new Fact.StageChanged(data.id(about), Stage.STAGING, null);
      case PRODUCTION -> new Fact.StageChanged(data.id(about), Stage.PRODUCTION, null);
      case CHECK ->
          new Fact.CheckRecorded(data.id(about), "pii-scan", 1, CheckOutcome.PASSED, null);
    };
  }

  private Fact artifact(int artifact) {
    return new Fact.ArtifactRecorded(
        data.id(artifact),
        data.kindName(artifact),
        new ArtifactName("bench", data.name(artifact), data.version(artifact)),
        data.id(artifact).digest(),
        null,
        data.createdAt(artifact),
        null,
        List.of(),
        null,
        List.of(),
        "{}");
  }
}
