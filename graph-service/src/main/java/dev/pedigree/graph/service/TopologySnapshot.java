package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.diff.LineageDiff;
import dev.pedigree.graph.diff.LineageDiffs;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Drawing;
import dev.pedigree.graph.lineage.FilterTest;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Order;
import dev.pedigree.graph.lineage.Selection;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.Way;
import dev.pedigree.graph.policy.Contents;
import dev.pedigree.graph.policy.LoadedContents;
import dev.pedigree.graph.policy.Policy;
import dev.pedigree.graph.policy.PolicyBook;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.policy.PolicyJudge;
import dev.pedigree.graph.policy.PolicyWatch;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.policy.Violation;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The shape from the topology, the contents from the stored states, both as of one revision. */
final class TopologySnapshot implements Snapshot {
  private final long revision;
  private final Topology topology;
  private final ArtifactStates states;
  private final LineageEngine engine;
  private final TypeSystem types;
  private final Clock clock;
  private final PolicyBooks books;
  private final PolicyWatch policies;
  private final Namespaces reads;

  TopologySnapshot(
      long revision,
      Topology topology,
      ArtifactStates states,
      LineageEngine engine,
      TypeSystem types,
      Clock clock,
      PolicyBooks books,
      PolicyWatch policies,
      Namespaces reads) {
    this.reads = reads;
    this.books = books;
    this.policies = policies;
    this.revision = revision;
    this.topology = topology;
    this.states = states;
    this.engine = engine.seenBy(reads);
    this.types = types;
    this.clock = clock;
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public Namespaces reads() {
    return reads;
  }

  @Override
  public boolean mayRead(Fact fact) {
    return reads.everywhere()
        || switch (fact) {
          case Fact.ArtifactRecorded f -> mayRead(f.artifact(), f.name());
          case Fact.ArtifactExtended f -> mayRead(f.artifact(), f.name());
          case Fact.PromotionJudged f ->
              contains(f.artifact())
                  && f.violations().stream()
                      .map(PolicyViolation::offender)
                      .allMatch(it -> it == null || contains(it));
          case Fact.AboutEdge f -> contains(f.child()) && contains(f.parent());
          case Fact.AboutArtifact f -> contains(f.artifact());
          case Fact.AboutPolicy _,
              Fact.SchemaPublished _,
              Fact.DocumentImported _,
              Fact.ErasurePerformed _ ->
              true;
        };
  }

  private boolean mayRead(ArtifactId artifact, ArtifactName name) {
    return contains(artifact) && reads.contains(name.namespace());
  }

  @Override
  public long revisionAt(Instant time) {
    return topology.read(
        revision,
        graph -> {
          long low = 0;
          long high = revision;
          while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (graph.timeOf(middle).isAfter(time)) {
              high = middle - 1;
            } else {
              low = middle;
            }
          }
          return low;
        });
  }

  private Sight sight(TopologyReader graph) {
    return new Sight(graph, reads);
  }

  @Override
  public boolean contains(ArtifactId id) {
    return topology.read(revision, graph -> sight(graph).find(id).isPresent());
  }

  @Override
  public Optional<ArtifactId> resolve(ArtifactName name) {
    return find(name, TopologyReader::resolve);
  }

  @Override
  public Optional<ArtifactId> named(ArtifactName name) {
    return find(name, TopologyReader::owner);
  }

  private Optional<ArtifactId> find(
      ArtifactName name, BiFunction<TopologyReader, ArtifactName, OptionalInt> lookUp) {
    if (!reads.contains(name.namespace())) {
      return Optional.empty();
    }
    return topology.read(
        revision,
        graph -> {
          OptionalInt found = lookUp.apply(graph, name);
          return found.isPresent()
              ? Optional.of(graph.artifactId(found.getAsInt()))
              : Optional.empty();
        });
  }

  @Override
  public List<String> kinds(ArtifactId id) {
    return topology.read(
        revision,
        graph -> {
          OptionalInt found = sight(graph).find(id);
          return found.isEmpty()
              ? List.of()
              : graph.kinds(found.getAsInt()).stream()
                  .map(kind -> types.kinds().get(kind).name())
                  .toList();
        });
  }

  @Override
  public Iterable<ArtifactId> artifactIds() {
    int count = topology.read(revision, TopologyReader::artifactCount);
    return () -> new Ids(count);
  }

  @Override
  public Map<ArtifactId, ArtifactState> artifacts(Collection<ArtifactId> ids) {
    if (reads.everywhere()) {
      return states.load(ids, revision);
    }
    Map<ArtifactId, ArtifactState> seen = new LinkedHashMap<>();
    states.load(seen(ids), revision).forEach((id, state) -> seen.put(id, state.namedIn(reads)));
    return seen;
  }

  private List<ArtifactId> seen(Collection<ArtifactId> ids) {
    return topology.read(
        revision, graph -> ids.stream().filter(id -> sight(graph).find(id).isPresent()).toList());
  }

  @Override
  public Map<EdgeId, EdgeState> edges(Collection<EdgeId> ids) {
    Map<EdgeId, ArtifactId> children = topology.read(revision, graph -> children(ids, graph));
    Map<ArtifactId, ArtifactState> loaded =
        states.load(new LinkedHashSet<>(children.values()), revision);
    Map<EdgeId, EdgeState> asked = new LinkedHashMap<>();
    children.forEach(
        (id, child) -> {
          ArtifactState state = loaded.get(child);
          EdgeState edge = state == null ? null : state.parents().get(id);
          if (edge != null) {
            asked.put(id, edge);
          }
        });
    if (!reads.everywhere()) {
      asked.replaceAll((_, edge) -> contains(edge.child()) ? edge : edge.withoutContents());
    }
    return asked;
  }

  /** Of those of {@code ids} that are recorded and have an end that is seen. */
  private Map<EdgeId, ArtifactId> children(Collection<EdgeId> ids, TopologyReader graph) {
    Sight sight = sight(graph);
    Map<EdgeId, ArtifactId> children = new LinkedHashMap<>();
    for (EdgeId id : ids) {
      OptionalInt edge = graph.edge(id);
      if (edge.isPresent() && sight.seesEndOf(edge.getAsInt())) {
        children.put(id, graph.artifactId(graph.child(edge.getAsInt())));
      }
    }
    return children;
  }

  @Override
  public EdgePage parents(
      ArtifactId child, @Nullable Set<String> edgeTypes, int offset, int limit) {
    return neighbours(child, edgeTypes, TopologyReader::parents, offset, limit);
  }

  @Override
  public EdgePage children(
      ArtifactId parent, @Nullable Set<String> edgeTypes, int offset, int limit) {
    return neighbours(parent, edgeTypes, TopologyReader::children, offset, limit);
  }

  private interface Step {
    void visit(TopologyReader graph, int artifact, TopologyReader.EdgeVisitor visitor);
  }

  private EdgePage neighbours(
      ArtifactId start, @Nullable Set<String> edgeTypes, Step step, int offset, int limit) {
    Set<Integer> wanted = ordinals(edgeTypes);
    return topology.read(
        revision,
        graph -> {
          EdgeSlice slice = new EdgeSlice(graph, offset, limit);
          sight(graph)
              .find(start)
              .ifPresent(
                  artifact ->
                      step.visit(
                          graph,
                          artifact,
                          (edge, type, other) -> {
                            if (wanted.contains(type)) {
                              slice.add(edge);
                            }
                          }));
          return slice.page();
        });
  }

  private Set<Integer> ordinals(@Nullable Set<String> edgeTypes) {
    Set<Integer> ordinals = new HashSet<>();
    for (EdgeType type : types.edgeTypes()) {
      if (edgeTypes == null || edgeTypes.contains(type.name())) {
        ordinals.add(type.ordinal());
      }
    }
    return ordinals;
  }

  @Override
  public List<IngestionCount> ingestion() {
    return topology.read(revision, graph -> new Ingestion(types).count(sight(graph)));
  }

  @Override
  public EdgePage edges(EdgeQuery filter, int offset, int limit, Budget budget) {
    return topology.read(
        revision, graph -> edges(filter, new EdgeSlice(graph, offset, limit), graph, budget));
  }

  private EdgePage edges(EdgeQuery filter, EdgeSlice slice, TopologyReader graph, Budget budget) {
    Meter meter = new Meter(budget);
    Set<Integer> wanted = ordinals(filter.types());
    Instant now = FilterTest.now(topology, graph, clock);
    IntPredicate child = FilterTest.answered(filter.child(), graph, types, now, meter, reads);
    IntPredicate parent =
        filter.parent().equals(ArtifactFilter.ALL)
            ? FilterTest.of(filter.parent(), graph, types, now, meter)
            : FilterTest.answered(filter.parent(), graph, types, now, meter, reads);
    EdgeContents contents = new EdgeContents(filter, graph, types);
    graph.forEachEdge(
        edge -> {
          meter.work(1);
          int type = graph.edgeType(edge);
          if (wanted.contains(type)
              && (filter.retracted() == null || graph.edgeStands(edge) != filter.retracted())
              && inherits(filter.inherits(), type, graph.firstKind(graph.child(edge)))
              && child.test(graph.child(edge))
              && parent.test(graph.parent(edge))
              && contents.test(edge)
              && graph.edge(graph.edgeId(edge)).orElseThrow() == edge) {
            slice.add(edge);
          }
        });
    return slice.page();
  }

  @Override
  public PolicyBook policies() {
    PolicyBook book = topology.read(revision, books::at);
    return reads.everywhere() ? book : book.waiving(waiver -> contains(waiver.artifact()));
  }

  @Override
  public Policy parsePolicy(String source) {
    return books.parse(source);
  }

  @Override
  public Verdict evaluate(ArtifactId artifact, Stage stage, Budget budget) {
    PolicyBooks.Judges judges = books.judges();
    return topology.read(
        revision,
        graph -> {
          int found = sight(graph).find(artifact).orElseThrow(() -> notFound(artifact));
          return judge(judges, graph, new Meter(budget)).judge(found, stage);
        });
  }

  private PolicyJudge judge(PolicyBooks.Judges judges, TopologyReader graph, Meter meter) {
    Contents contents = new LoadedContents(graph, ids -> states.load(ids, revision));
    return judges.judge(graph, contents, FilterTest.now(topology, graph, clock), meter);
  }

  @Override
  public Optional<Refusal> unusable(ArtifactId artifact, String path) {
    return topology.read(
        revision, graph -> Refusal.ofUnusable(graph, graph.artifact(artifact).orElseThrow(), path));
  }

  @Override
  public List<ArtifactId> violators(Policy policy, Set<Stage> stages, Budget budget) {
    return topology.read(
        revision,
        graph -> {
          Instant now = FilterTest.now(topology, graph, clock);
          int[] found = policies.violators(policy, stages, graph, now, new Meter(budget));
          return Arrays.stream(found)
              .filter(sight(graph)::sees)
              .mapToObj(graph::artifactId)
              .toList();
        });
  }

  @Override
  public List<Violation> violations(Policy policy, List<ArtifactId> violators, Budget budget) {
    PolicyBooks.Judges judges = books.judges();
    return topology.read(
        revision,
        graph -> {
          Meter meter = new Meter(budget);
          return violators.stream()
              .flatMap(
                  id ->
                      judge(judges, graph, meter)
                          .judge(graph.artifact(id).orElseThrow(), policy)
                          .violations()
                          .stream()
                          .limit(1))
              .toList();
        });
  }

  private boolean inherits(@Nullable Set<Inheritance> wanted, int type, int childKind) {
    return wanted == null
        || !Collections.disjoint(
            wanted, types.edgeTypes().get(type).inheritedAlong(types.kinds().get(childKind)));
  }

  @Override
  public Lineage lineage(LineageQuery query, Budget budget) {
    return engine.walk(query, revision, budget).orElseThrow(() -> notFound(query.start()));
  }

  @Override
  public boolean descends(ArtifactId child, ArtifactId ancestor, Steps steps, Budget budget) {
    return engine
        .descends(child, ancestor, steps, revision, budget)
        .orElseThrow(() -> notFound(contains(child) ? ancestor : child));
  }

  @Override
  public Optional<Way> way(ArtifactId child, ArtifactId ancestor, Steps steps, Budget budget) {
    return engine.way(existing(child), existing(ancestor), steps, revision, budget);
  }

  @Override
  public List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      Budget budget) {
    artifacts.forEach(this::existing);
    return engine.commonAncestors(artifacts, nearestOnly, steps, where, revision, budget);
  }

  @Override
  public Drawing draw(
      List<ArtifactId> roots,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes,
      Budget budget) {
    roots.forEach(this::existing);
    return engine.draw(roots, directions, steps, where, maxNodes, revision, budget);
  }

  @Override
  public LineageDiff diff(ArtifactId base, ArtifactId head, Budget budget) {
    return new LineageDiffs(topology, types, reads, this::edges)
        .diff(base, head, revision, budget)
        .orElseThrow(() -> notFound(contains(base) ? head : base));
  }

  @Override
  public Selection select(ArtifactFilter where, Order order, Budget budget) {
    return engine.select(where, order, revision, budget);
  }

  @Override
  public Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, Budget budget) {
    return engine.among(artifacts, where, revision, budget);
  }

  @Override
  public Map<ArtifactId, Integer> generations(Collection<ArtifactId> artifacts, Budget budget) {
    return engine.generations(artifacts, revision, budget);
  }

  private ArtifactId existing(ArtifactId id) {
    if (!contains(id)) {
      throw notFound(id);
    }
    return id;
  }

  private NotFoundException notFound(ArtifactId id) {
    return new NotFoundException("no artifact " + id + " at revision " + revision);
  }

  @Override
  public List<Long> history(ArtifactId id) {
    return contains(id) ? states.history(id, revision) : List.of();
  }

  /** Ids in the order of the journal, looked up a few at a time. */
  private final class Ids implements Iterator<ArtifactId> {
    private static final int AT_A_TIME = 1_000;

    private final int count;
    private int next;
    private Iterator<ArtifactId> page = Collections.emptyIterator();

    Ids(int count) {
      this.count = count;
    }

    @Override
    public boolean hasNext() {
      while (!page.hasNext() && next < count) {
        page = page();
      }
      return page.hasNext();
    }

    @Override
    public ArtifactId next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return page.next();
    }

    private Iterator<ArtifactId> page() {
      int from = next;
      next = Math.min(count, from + AT_A_TIME);
      List<ArtifactId> ids =
          topology.read(
              revision,
              graph ->
                  IntStream.range(from, next)
                      .filter(sight(graph)::sees)
                      .mapToObj(graph::artifactId)
                      .toList());
      return ids.iterator();
    }
  }
}
