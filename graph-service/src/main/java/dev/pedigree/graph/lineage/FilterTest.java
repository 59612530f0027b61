package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * An {@link ArtifactFilter} made ready to be asked about ordinals of a topology. What can be worked
 * out once is: artifacts may be asked about by the million.
 */
public final class FilterTest {
  private final View view;
  private final TopologyReader graph;

  private FilterTest(View view) {
    this.view = view;
    this.graph = view.graph();
  }

  /**
   * Whether an artifact of {@code graph} meets {@code filter}, retracted or not. Kinds that the
   * schema does not have are met by nothing. Good for one thread, inside the read of {@code graph}.
   *
   * @param now what ages count from, see {@link #now}
   * @param meter of the question: walks that run out of its budget throw
   */
  public static IntPredicate of(
      ArtifactFilter filter, TopologyReader graph, TypeSystem types, Instant now, Meter meter) {
    return of(filter, new View(graph, types, now, meter, Namespaces.ALL));
  }

  /** Likewise, whether one who may read {@code reads} is answered an artifact. */
  public static IntPredicate answered(
      ArtifactFilter filter,
      TopologyReader graph,
      TypeSystem types,
      Instant now,
      Meter meter,
      Namespaces reads) {
    return answered(filter, new View(graph, types, now, meter, reads));
  }

  static IntPredicate answered(ArtifactFilter filter, View view) {
    IntPredicate meets = of(filter, view);
    return view.reads().everywhere() ? meets : all(List.of(view.sight()::sees, meets));
  }

  /** What is not seen always conducts, so that nobody can find out what it is. */
  static IntPredicate conducting(ArtifactFilter through, View view) {
    IntPredicate meets = of(through, view);
    Sight sight = view.sight();
    return view.reads().everywhere() || meets == Whatever.MET
        ? meets
        : artifact -> !sight.sees(artifact) || meets.test(artifact);
  }

  private static IntPredicate of(ArtifactFilter filter, View view) {
    return new FilterTest(view).test(filter);
  }

  /**
   * What ages count from in a question at the revision of {@code graph}: the clock or, if that
   * revision is not the newest, its time.
   */
  public static Instant now(Topology topology, TopologyReader graph, Clock clock) {
    return graph.revision() < topology.newestRevision()
        ? graph.timeOf(graph.revision())
        : clock.instant();
  }

  private IntPredicate test(ArtifactFilter filter) {
    return switch (filter) {
      case ArtifactFilter.Kinds f -> ofKinds(f.names());
      case ArtifactFilter.Namespaces f -> artifact -> hasSeenNameIn(f.names(), artifact);
      case ArtifactFilter.Stages f -> inStages(f.stages());
      case ArtifactFilter.Owners f -> artifact -> overlap(f.names(), graph.owners(artifact));
      case ArtifactFilter.Base f -> wanted(f.wanted(), new BaseTest(view));
      case ArtifactFilter.Provenances f -> ofProvenance(f.wanted());
      case ArtifactFilter.Quarantined f -> wanted(f.wanted(), graph::quarantined);
      case ArtifactFilter.Tainted f ->
          wanted(
              f.wanted(),
              new RelativesTest(graph::quarantined, Steps.ALL, Direction.DESCENDANTS, view));
      case ArtifactFilter.CreatedBefore f -> madeBefore(f.time());
      case ArtifactFilter.CreatedAfter f -> madeAfter(f.time());
      case ArtifactFilter.OlderThan f -> madeBefore(before(view.now(), f.age()));
      case ArtifactFilter.Labelled f -> artifact -> graph.labels(artifact).contains(f.label());
      case ArtifactFilter.Checked f -> new CheckTest(f, graph);
      case ArtifactFilter.DescendsFrom f ->
          new RelativesTest(answered(f.where(), view), f.steps(), Direction.DESCENDANTS, view);
      case ArtifactFilter.Shapes f ->
          new RelativesTest(answered(f.where(), view), f.steps(), Direction.ANCESTORS, view);
      case ArtifactFilter.All f -> all(tests(f.of()));
      case ArtifactFilter.Any f -> any(tests(f.of()));
      case ArtifactFilter.Not f -> wanted(false, test(f.of()));
    };
  }

  private static IntPredicate wanted(boolean wanted, IntPredicate test) {
    return wanted ? test : test.negate();
  }

  /** Kinds of one node are of one family, so most artifacts are told by their first kind. */
  private IntPredicate ofKinds(Set<String> names) {
    List<Kind> kinds = view.types().kinds();
    boolean[] wanted = new boolean[kinds.size()];
    boolean[] mayBe = new boolean[kinds.size()];
    for (String name : names) {
      view.types().kind(name).ifPresent(kind -> wanted[kind.ordinal()] = true);
    }
    for (Kind kind : kinds) {
      mayBe[kind.ordinal()] =
          kinds.stream().anyMatch(other -> wanted[other.ordinal()] && kind.sameFamily(other));
    }
    return artifact -> {
      int first = graph.firstKind(artifact);
      return wanted[first] || (mayBe[first] && hasKind(wanted, artifact));
    };
  }

  private boolean hasKind(boolean[] wanted, int artifact) {
    for (int kind : graph.kinds(artifact)) {
      if (wanted[kind]) {
        return true;
      }
    }
    return false;
  }

  private boolean hasSeenNameIn(Set<String> namespaces, int artifact) {
    for (ArtifactName name : graph.names(artifact)) {
      if (namespaces.contains(name.namespace()) && view.reads().contains(name.namespace())) {
        return true;
      }
    }
    return false;
  }

  private static boolean overlap(Set<String> wanted, List<String> given) {
    for (String each : given) {
      if (wanted.contains(each)) {
        return true;
      }
    }
    return false;
  }

  private IntPredicate inStages(Set<Stage> stages) {
    Set<Stage> wanted = EnumSet.noneOf(Stage.class);
    wanted.addAll(stages);
    return artifact -> wanted.contains(graph.stage(artifact));
  }

  private IntPredicate ofProvenance(Set<Provenance> provenances) {
    Set<Provenance> wanted = EnumSet.noneOf(Provenance.class);
    wanted.addAll(provenances);
    return artifact ->
        wanted.contains(Provenance.of(graph.provenance(artifact), graph.hasParents(artifact)));
  }

  private IntPredicate madeBefore(Instant time) {
    return artifact -> {
      Instant made = graph.createdAt(artifact);
      return made == null || made.isBefore(time);
    };
  }

  private IntPredicate madeAfter(Instant time) {
    return artifact -> {
      Instant made = graph.createdAt(artifact);
      return made != null && made.isAfter(time);
    };
  }

  /** An age may be longer than time reaches back. */
  private static Instant before(Instant now, Duration age) {
    return age.compareTo(Duration.between(Instant.MIN, now)) >= 0 ? Instant.MIN : now.minus(age);
  }

  /** Those that need a walk come last: most artifacts are told without. */
  private List<IntPredicate> tests(List<ArtifactFilter> filters) {
    return filters.stream()
        .sorted(Comparator.comparing(FilterTest::walks))
        .map(this::test)
        .toList();
  }

  private static boolean walks(ArtifactFilter filter) {
    return switch (filter) {
      case ArtifactFilter.DescendsFrom _, ArtifactFilter.Shapes _, ArtifactFilter.Tainted _ -> true;
      case ArtifactFilter.All f -> f.of().stream().anyMatch(FilterTest::walks);
      case ArtifactFilter.Any f -> f.of().stream().anyMatch(FilterTest::walks);
      case ArtifactFilter.Not f -> walks(f.of());
      case ArtifactFilter.Kinds _,
          ArtifactFilter.Namespaces _,
          ArtifactFilter.Stages _,
          ArtifactFilter.Owners _,
          ArtifactFilter.Base _,
          ArtifactFilter.Provenances _,
          ArtifactFilter.Quarantined _,
          ArtifactFilter.CreatedBefore _,
          ArtifactFilter.CreatedAfter _,
          ArtifactFilter.OlderThan _,
          ArtifactFilter.Labelled _,
          ArtifactFilter.Checked _ ->
          false;
    };
  }

  private static IntPredicate all(List<IntPredicate> tests) {
    return tests.stream()
        .filter(test -> test != Whatever.MET)
        .reduce(IntPredicate::and)
        .orElse(Whatever.MET);
  }

  private static IntPredicate any(List<IntPredicate> tests) {
    return tests.stream().reduce(IntPredicate::or).orElse(Whatever.NOT_MET);
  }

  /** What needs no look at the artifact. */
  enum Whatever implements IntPredicate {
    MET,
    NOT_MET;

    @Override
    public boolean test(int artifact) {
      return this == MET;
    }
  }

  /** Whether no live parent passes weights on to an artifact. */
  private static final class BaseTest implements IntPredicate {
    private static final Steps WEIGHTS =
        new Steps(null, Set.of(Inheritance.WEIGHTS), null, Integer.MAX_VALUE, ArtifactFilter.ALL);

    private final StepRules weights;
    private boolean inherits;

    BaseTest(View view) {
      this.weights = StepRules.of(WEIGHTS, view);
    }

    @Override
    public boolean test(int artifact) {
      inherits = false;
      weights.visit(artifact, Direction.ANCESTORS, (edge, type, parent) -> inherits = true);
      return !inherits;
    }
  }

  /** By the check of the highest version that counts. */
  private record CheckTest(ArtifactFilter.Checked wanted, TopologyReader graph)
      implements IntPredicate {
    @Override
    public boolean test(int artifact) {
      TopologyReader.CheckMark deciding = null;
      for (TopologyReader.CheckMark mark : graph.checks(artifact)) {
        if (counts(mark) && (deciding == null || mark.version() > deciding.version())) {
          deciding = mark;
        }
      }
      return deciding == null
          ? wanted.absent()
          : !wanted.absent()
              && (wanted.outcome() == null || wanted.outcome() == deciding.outcome());
    }

    private boolean counts(TopologyReader.CheckMark mark) {
      Integer minVersion = wanted.minVersion();
      return mark.name().equals(wanted.name())
          && !mark.revoked()
          && (minVersion == null || mark.version() >= minVersion);
    }
  }
}
