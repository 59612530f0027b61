package dev.pedigree.graph.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine of lineage promises. A subclass opens an engine and feeds it changes. */
abstract class LineageContract {
  static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();

  private final List<Change> history = new ArrayList<>();

  /** A fresh, empty engine. */
  abstract LineageEngine open();

  /** Lets the engine know of the next change. */
  abstract void apply(Change change);

  private LineageEngine engine;

  @BeforeEach
  void openEngine() {
    engine = open();
  }

  @Test
  void answersNearestFirstWithTheSmallestDepth() {
    artifacts("MODEL", "base", "long1", "long2", "short", "top");
    edge("FINE_TUNED_FROM", "long1", "base");
    edge("FINE_TUNED_FROM", "long2", "long1");
    edge("FINE_TUNED_FROM", "top", "long2");
    edge("MERGED_FROM", "top", "base");

    Lineage ancestors = ancestors("top");

    assertThat(ancestors.total()).isEqualTo(3);
    assertThat(ancestors.hits(0, 10))
        .extracting(hit -> name(hit.artifact()) + ":" + hit.depthEdges())
        .containsExactly("base:1", "long2:1", "long1:2");
    assertThat(ancestors.ids(1, 1)).containsExactly(id("long2"));
    assertThat(ancestors.ids(3, 1)).isEmpty();
  }

  @Test
  void namesTheLastEdgesOfAllShortestWays() {
    artifacts("MODEL", "base", "left", "right", "top");
    edge("FINE_TUNED_FROM", "left", "base");
    edge("FINE_TUNED_FROM", "right", "base");
    edge("MERGED_FROM", "right", "base");
    edge("MERGED_FROM", "top", "left");
    edge("MERGED_FROM", "top", "right");

    Lineage.Hit base = ancestors("top").hits(2, 1).getFirst();

    assertThat(base.via())
        .containsExactly(
            EdgeId.of("FINE_TUNED_FROM", id("left"), id("base")),
            EdgeId.of("FINE_TUNED_FROM", id("right"), id("base")),
            EdgeId.of("MERGED_FROM", id("right"), id("base")));
  }

  @Test
  void stopsExactlyAtTheDepthAsked() {
    artifacts("MODEL", "m0", "m1", "m2", "m3", "m4");
    for (int i = 1; i <= 4; i++) {
      edge("CONTINUED_FROM", "m" + i, "m" + (i - 1));
    }

    for (int depth = 1; depth <= 4; depth++) {
      assertThat(ancestors("m4", depth).total()).isEqualTo(depth);
    }
    assertThat(ancestors("m4", Integer.MAX_VALUE).total()).isEqualTo(4);
  }

  @Test
  void walksThroughWhatItDoesNotAnswer() {
    artifacts("CORPUS", "corpus");
    artifacts("MODEL", "model", "tuned");
    artifacts("DEPLOYMENT", "service");
    edge("TRAINED_ON", "model", "corpus");
    edge("FINE_TUNED_FROM", "tuned", "model");
    edge("SERVES", "service", "tuned");

    Lineage services =
        walk(
            new LineageQuery(
                id("corpus"),
                Direction.DESCENDANTS,
                new Steps(null, null, null, Integer.MAX_VALUE, ArtifactFilter.ALL),
                ArtifactFilter.ofKinds(Set.of("DEPLOYMENT"))));

    assertThat(services.hits(0, 10))
        .extracting(hit -> name(hit.artifact()) + ":" + hit.depthEdges())
        .containsExactly("service:3");
    assertThat(services.groups(Grouping.DEPTH)).isEqualTo(Map.of("3", 1));
  }

  @Test
  void followsOnlyTheEdgeTypesAsked() {
    artifacts("CORPUS", "corpus");
    artifacts("MODEL", "model", "tuned");
    edge("TRAINED_ON", "model", "corpus");
    edge("FINE_TUNED_FROM", "tuned", "model");
    edge("TRAINED_ON", "tuned", "corpus");

    Lineage found =
        walk(
            new LineageQuery(
                id("tuned"),
                Direction.ANCESTORS,
                new Steps(
                    Set.of("FINE_TUNED_FROM"), null, null, Integer.MAX_VALUE, ArtifactFilter.ALL),
                ArtifactFilter.ALL));

    assertThat(found.ids(0, 10)).containsExactly(id("model"));
  }

  @Test
  void followsOnlyWhatPassesOnWhatIsAsked() {
    artifacts("CORPUS", "corpus", "corpus2");
    artifacts("MODEL", "model", "revised");
    edge("TRAINED_ON", "model", "corpus");
    edge("REVISED_FROM", "revised", "model");
    edge("REVISED_FROM", "corpus", "corpus2");

    Lineage weights = walk(inheriting("revised", Inheritance.WEIGHTS));
    Lineage data = walk(inheriting("model", Inheritance.DATA));

    assertThat(weights.ids(0, 10)).containsExactly(id("model"));
    assertThat(data.ids(0, 10)).containsExactly(id("corpus"), id("corpus2"));
  }

  private static LineageQuery inheriting(String start, Inheritance what) {
    return new LineageQuery(
        id(start),
        Direction.ANCESTORS,
        new Steps(null, Set.of(what), null, Integer.MAX_VALUE, ArtifactFilter.ALL),
        ArtifactFilter.ALL);
  }

  @Test
  void countsParallelEdgesOnceAsArtifactsAndEachAsEdges() {
    artifacts("MODEL", "base", "child");
    edge("FINE_TUNED_FROM", "child", "base");
    edge("DISTILLED_FROM", "child", "base");

    Lineage found = ancestors("child");

    assertThat(found.total()).isEqualTo(1);
    assertThat(found.groups(Grouping.KIND)).isEqualTo(Map.of("MODEL", 1));
    assertThat(found.groups(Grouping.EDGE_TYPE))
        .isEqualTo(Map.of("FINE_TUNED_FROM", 1, "DISTILLED_FROM", 1));
  }

  @Test
  void hidesEdgesFromTheRevisionOfTheirRetractionOn() {
    artifacts("MODEL", "base", "child");
    edge("FINE_TUNED_FROM", "child", "base");
    long before = revision();
    change(new Fact.EdgeRetracted("FINE_TUNED_FROM", id("child"), id("base"), "wrong"));
    long retracted = revision();
    edge("FINE_TUNED_FROM", "child", "base");

    LineageQuery query = LineageQuery.all(id("child"), Direction.ANCESTORS);

    assertThat(engine.walk(query, before, Budget.UNLIMITED).orElseThrow().total()).isEqualTo(1);
    assertThat(engine.walk(query, retracted, Budget.UNLIMITED).orElseThrow().total()).isZero();
    assertThat(engine.walk(query, revision(), Budget.UNLIMITED).orElseThrow().total()).isEqualTo(1);
  }

  @Test
  void doesNotConductThroughRetractedArtifacts() {
    artifacts("MODEL", "base", "middle", "child");
    edge("FINE_TUNED_FROM", "middle", "base");
    edge("FINE_TUNED_FROM", "child", "middle");
    long before = revision();
    change(new Fact.ArtifactRetracted(id("middle"), "never existed"));

    LineageQuery query = LineageQuery.all(id("child"), Direction.ANCESTORS);

    assertThat(engine.walk(query, before, Budget.UNLIMITED).orElseThrow().total()).isEqualTo(2);
    assertThat(ancestors("child").total()).isZero();
    assertThat(walk(LineageQuery.all(id("base"), Direction.DESCENDANTS)).total()).isZero();
  }

  @Test
  void conductsThroughQuarantinedArtifactsAndFiltersByStage() {
    artifacts("MODEL", "base", "middle", "child");
    edge("FINE_TUNED_FROM", "middle", "base");
    edge("FINE_TUNED_FROM", "child", "middle");
    change(new Fact.ArtifactQuarantined(id("middle"), "suspicious"));
    change(new Fact.StageChanged(id("child"), Stage.PRODUCTION, null));

    Lineage descendants = walk(LineageQuery.all(id("base"), Direction.DESCENDANTS));
    Lineage production =
        walk(
            new LineageQuery(
                id("base"),
                Direction.DESCENDANTS,
                new Steps(null, null, null, Integer.MAX_VALUE, ArtifactFilter.ALL),
                new ArtifactFilter.Stages(Set.of(Stage.PRODUCTION))));

    assertThat(descendants.groups(Grouping.STAGE)).isEqualTo(Map.of("DRAFT", 1, "PRODUCTION", 1));
    assertThat(production.ids(0, 10)).containsExactly(id("child"));
  }

  @Test
  void knowsNothingOfWhatIsNotRecordedAtTheRevision() {
    artifacts("MODEL", "early");
    long early = revision();
    artifacts("MODEL", "late");

    LineageQuery query = LineageQuery.all(id("late"), Direction.ANCESTORS);

    assertThat(engine.walk(query, early, Budget.UNLIMITED)).isEmpty();
    assertThat(engine.walk(query, revision(), Budget.UNLIMITED)).isPresent();
    assertThat(engine.descends(query.start(), id("early"), query.steps(), early, Budget.UNLIMITED))
        .isEmpty();
    assertThat(
            engine.descends(
                query.start(), id("early"), query.steps(), revision(), Budget.UNLIMITED))
        .hasValue(false);
  }

  @Test
  void doesNotReachItself() {
    artifacts("MODEL", "m");

    LineageQuery query = LineageQuery.all(id("m"), Direction.ANCESTORS);

    assertThat(engine.descends(query.start(), id("m"), query.steps(), revision(), Budget.UNLIMITED))
        .hasValue(false);
  }

  /** Differential: seeded random graphs against a reference that is too simple to be wrong. */
  @Test
  void agreesWithTheReferenceOnRandomGraphs() {
    for (long seed = 1; seed <= 200; seed++) {
      history.clear();
      engine = open();
      Random random = new Random(seed);
      int size = 2 + random.nextInt(40);
      randomGraph(random, size);
      for (int i = 0; i < 20; i++) {
        LineageQuery query = randomQuery(random, size);
        long asOf = 1 + random.nextLong(revision());
        Optional<Map<ArtifactId, Integer>> expected = Reference.walk(history, query, asOf, TYPES);
        String at = "seed " + seed + ", " + query + " as of " + asOf;
        if (expected.isEmpty()) {
          assertThat(engine.walk(query, asOf, Budget.UNLIMITED)).as(at).isEmpty();
          continue;
        }
        Lineage found = engine.walk(query, asOf, Budget.UNLIMITED).orElseThrow();
        Map<ArtifactId, Integer> depths = new TreeMap<>();
        found.hits(0, size).forEach(hit -> depths.put(hit.artifact(), hit.depthEdges()));
        assertThat(depths).as(at).isEqualTo(expected.get());
        ArtifactId target = id("a" + random.nextInt(size));
        Set<ArtifactId> everything =
            Reference.walk(history, upwards(query), asOf, TYPES).orElseThrow().keySet();
        if (Reference.isRecorded(history, target, asOf)) {
          assertThat(engine.descends(query.start(), target, query.steps(), asOf, Budget.UNLIMITED))
              .as(at + " reaches " + target)
              .hasValue(everything.contains(target));
        }
      }
    }
  }

  private static LineageQuery upwards(LineageQuery query) {
    return new LineageQuery(
        query.start(), Direction.ANCESTORS, query.steps(), ArtifactFilter.ALL);
  }

  private static final List<String> KINDS = List.of("MODEL", "CHECKPOINT", "ADAPTER");
  private static final List<String> EDGE_TYPES =
      List.of("FINE_TUNED_FROM", "MERGED_FROM", "DISTILLED_FROM", "REVISED_FROM");

  private void randomGraph(Random random, int size) {
    for (int i = 0; i < size; i++) {
      artifacts(KINDS.get(random.nextInt(KINDS.size())), "a" + i);
      for (int e = random.nextInt(4); e > 0 && i > 0; e--) {
        String type = EDGE_TYPES.get(random.nextInt(EDGE_TYPES.size()));
        String parent = "a" + random.nextInt(i);
        if (!Reference.stands(history, EdgeId.of(type, id("a" + i), id(parent)))) {
          edge(type, "a" + i, parent);
        }
      }
      if (random.nextInt(6) == 0) {
        Reference.anyStandingEdge(history, random)
            .ifPresent(e -> change(new Fact.EdgeRetracted(e.type(), e.child(), e.parent(), "r")));
      }
      if (random.nextInt(25) == 0) {
        change(new Fact.ArtifactRetracted(id("a" + random.nextInt(i + 1)), "r"));
      }
    }
  }

  private static LineageQuery randomQuery(Random random, int size) {
    return new LineageQuery(
        id("a" + random.nextInt(size)),
        random.nextBoolean() ? Direction.ANCESTORS : Direction.DESCENDANTS,
        new Steps(
            random.nextInt(3) == 0
                ? Set.of(EDGE_TYPES.get(1 + random.nextInt(3)), EDGE_TYPES.get(0))
                : null,
            random.nextInt(3) == 0 ? Set.of(Inheritance.WEIGHTS) : null,
            null,
            random.nextInt(3) == 0 ? 1 + random.nextInt(4) : Integer.MAX_VALUE,
            ArtifactFilter.ALL),
        random.nextInt(3) == 0
            ? ArtifactFilter.ofKinds(Set.of(KINDS.get(random.nextInt(3))))
            : ArtifactFilter.ALL);
  }

  private Lineage ancestors(String start) {
    return ancestors(start, Integer.MAX_VALUE);
  }

  private Lineage ancestors(String start, int maxDepth) {
    return walk(
        new LineageQuery(
            id(start),
            Direction.ANCESTORS,
            new Steps(null, null, null, maxDepth, ArtifactFilter.ALL),
            ArtifactFilter.ALL));
  }

  private Lineage walk(LineageQuery query) {
    return engine.walk(query, revision(), Budget.UNLIMITED).orElseThrow();
  }

  private long revision() {
    return history.size();
  }

  private void artifacts(String kind, String... names) {
    for (String name : names) {
      change(
          new Fact.ArtifactRecorded(
              id(name),
              kind,
              new ArtifactName("test", name, null),
              id(name).digest(),
              null,
              null,
              null,
              List.of(),
              null,
              List.of(),
              "{}"));
    }
  }

  private void edge(String type, String child, String parent) {
    change(new Fact.EdgeRecorded(type, id(child), id(parent), null, List.of(), "{}"));
  }

  private void change(Fact fact) {
    Change change =
        new Change(
            history.size() + 1,
            Instant.EPOCH,
            new Change.Draft("test", null, List.of(fact), List.of()),
            false);
    history.add(change);
    apply(change);
  }

  private static ArtifactId id(String name) {
    return new ArtifactId(Digest.of(name));
  }

  private String name(ArtifactId id) {
    return history.stream()
        .flatMap(change -> change.facts().stream())
        .filter(fact -> fact instanceof Fact.ArtifactRecorded f && f.artifact().equals(id))
        .map(fact -> ((Fact.ArtifactRecorded) fact).name().name())
        .findFirst()
        .orElseThrow();
  }
}
