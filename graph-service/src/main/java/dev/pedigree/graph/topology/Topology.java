package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.SchemaEvolution;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shape of the graph, on heap: identity, names, edges both ways, and what every judgement needs
 * of an artifact, at every revision.
 *
 * <p>One thread writes, any number read. Facts are applied ahead of their append to the journal,
 * under a revision that no reader asks for yet, and {@link #rollBack rolled back} if the append is
 * lost.
 *
 * <p>Kinds and edge types that the schema does not declare are kept, and counted; whoever finds
 * that there are {@link #undeclared some} does not let anybody read.
 */
public final class Topology {
  /** A revision that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private final NameNumbers kinds;
  private final NameNumbers edgeTypes;

  /** Who recorded. */
  private final NameNumbers tools = new NameNumbers(List.of());

  private final History<Fact.SchemaPublished> schemas = new History<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Object2IntOpenHashMap<ArtifactId> ordinals = new Object2IntOpenHashMap<>();
  private final Object2IntOpenHashMap<EdgeId> edgeOrdinals = new Object2IntOpenHashMap<>();
  private final Map<NameKey, List<Owner>> owners = new HashMap<>();

  /** Of the last revision of each entry. */
  private final NavigableMap<Long, Instant> times = new ConcurrentSkipListMap<>();

  /** How to take back what is not settled, the newest first. */
  private final Deque<Undo> undos = new ArrayDeque<>();

  public Topology(TypeSystem types) {
    this.kinds = new NameNumbers(types.kinds().stream().map(Kind::name).toList());
    this.edgeTypes = new NameNumbers(types.edgeTypes().stream().map(EdgeType::name).toList());
    ordinals.defaultReturnValue(-1);
    edgeOrdinals.defaultReturnValue(-1);
  }

  /**
   * Answers {@code question} on the graph as it stood at {@code revision}, undisturbed by writes.
   */
  public <T> T read(long revision, Function<TopologyReader, T> question) {
    lock.readLock().lock();
    try {
      return question.apply(new Reader(revision));
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Applies a change that is in the journal, and settles it.
   *
   * @throws IllegalArgumentException if a fact does not fit the facts before it
   */
  public void apply(Change change) {
    for (Fact fact : change.facts()) {
      apply(change.revision(), change.by(), fact);
    }
    settle(change.revision(), change.at());
  }

  /**
   * Applies one fact under a revision that may still be rolled back.
   *
   * @param by who asked for it
   * @throws IllegalArgumentException if it does not fit the facts before it
   */
  public void apply(long revision, String by, Fact fact) {
    lock.writeLock().lock();
    try {
      switch (fact) {
        case Fact.ArtifactRecorded f -> record(revision, by, f);
        case Fact.ArtifactExtended f -> extend(revision, f);
        case Fact.ArtifactAmended f -> amend(revision, f);
        case Fact.ArtifactRetracted f -> retract(revision, node(f.artifact()));
        case Fact.ArtifactQuarantined f -> append(revision, node(f.artifact()).quarantined, true);
        case Fact.ArtifactReleased f -> append(revision, node(f.artifact()).quarantined, false);
        case Fact.StageChanged f -> append(revision, node(f.artifact()).stages, f.stage());
        case Fact.CheckRecorded f ->
            append(
                revision,
                node(f.artifact()).checks,
                new TopologyReader.CheckMark(
                    f.name(), f.version(), f.outcome(), f.evidence(), false));
        case Fact.CheckRevoked f -> revoke(revision, node(f.artifact()), f);
        case Fact.EdgeRecorded f -> link(revision, f);
        case Fact.EdgeRetracted f -> unlink(revision, f);
        case Fact.ErasurePerformed f -> {
          // What was erased is words; the shape of the graph stays.
        }
        case Fact.SchemaPublished f -> append(revision, schemas, f);
      }
      switch (fact) {
        case Fact.AboutArtifact f -> touch(revision, node(f.artifact()));
        case Fact.AboutEdge f -> touch(revision, node(f.child()));
        case Fact.ErasurePerformed f -> {}
        case Fact.SchemaPublished f -> {}
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Kinds and edge types of recorded facts that the schema does not declare. */
  public List<String> undeclared() {
    lock.readLock().lock();
    try {
      return Stream.concat(kinds.undeclared().stream(), edgeTypes.undeclared().stream()).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** How much is recorded of each kind and edge type, by now; counted once, by walking all. */
  public SchemaEvolution.Usage usage() {
    lock.readLock().lock();
    try {
      Map<String, Long> artifacts = new HashMap<>();
      for (Node node : nodes) {
        for (int kind : node.kinds.until(NEVER)) {
          artifacts.merge(kinds.name(kind), 1L, Long::sum);
        }
      }
      Map<String, Long> edges = new HashMap<>();
      for (Link link : links) {
        edges.merge(edgeTypes.name(link.type), 1L, Long::sum);
      }
      return new Counted(artifacts, edges);
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Where the writer stands, to {@link #rollBack} to. */
  public int mark() {
    return undos.size();
  }

  /** Takes back all that was applied since {@code mark}. */
  public void rollBack(int mark) {
    lock.writeLock().lock();
    try {
      while (undos.size() > mark) {
        undos.pop().run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * All that was applied is in the journal: it will not be taken back.
   *
   * @param revision the last of it
   * @param at its time
   */
  public void settle(long revision, Instant at) {
    undos.clear();
    times.put(revision, at);
  }

  /** The newest revision that is settled; 0: none is. */
  public long newestRevision() {
    Map.Entry<Long, Instant> newest = times.lastEntry();
    return newest == null ? 0 : newest.getKey();
  }

  private void record(long revision, String by, Fact.ArtifactRecorded fact) {
    if (ordinals.containsKey(fact.artifact())) {
      throw new IllegalArgumentException("recorded twice: " + fact.artifact());
    }
    Node node = new Node(fact.artifact(), revision, tools.number(by), fact.createdAt());
    int ordinal = nodes.size();
    nodes.add(node);
    ordinals.put(fact.artifact(), ordinal);
    undos.push(
        () -> {
          ordinals.removeInt(fact.artifact());
          nodes.removeLast();
        });
    append(revision, node.kinds, kind(fact.kind()));
    name(revision, node, ordinal, fact.name());
    if (fact.provenance() != null) {
      append(revision, node.provenance, fact.provenance());
    }
    append(revision, node.labels, sorted(fact.labels()));
    append(revision, node.owners, fact.owners());
    append(revision, node.attributeFingerprints, Fingerprints.ofAttributes(fact.attributes()));
    append(
        revision,
        node.descriptionFingerprints,
        Fingerprints.ofDescription(
            fact.description(), fact.owners(), fact.labels(), fact.createdAt()));
  }

  private void extend(long revision, Fact.ArtifactExtended fact) {
    Node node = node(fact.artifact());
    int kind = kind(fact.kind());
    if (!node.kinds.until(revision).contains(kind)) {
      append(revision, node.kinds, kind);
    }
    if (!node.names.until(revision).contains(fact.name())) {
      name(revision, node, ordinals.getInt(fact.artifact()), fact.name());
    }
    if (!fact.attributes().equals("{}")) {
      append(revision, node.attributeFingerprints, Node.LOOK_UP);
    }
  }

  private void amend(long revision, Fact.ArtifactAmended fact) {
    Node node = node(fact.artifact());
    if (fact.provenance() != null) {
      append(revision, node.provenance, fact.provenance());
    }
    if (!fact.labels().isEmpty() || !fact.removedLabels().isEmpty()) {
      append(revision, node.labels, amended(node.labels.at(revision), fact));
    }
    @Nullable List<String> owners = fact.owners();
    if (owners != null) {
      append(revision, node.owners, owners);
    }
    append(revision, node.attributeFingerprints, Node.LOOK_UP);
    append(revision, node.descriptionFingerprints, Node.LOOK_UP);
  }

  private static List<Label> sorted(List<Label> labels) {
    return labels.stream().sorted(Comparator.comparing(Label::key)).toList();
  }

  private static List<Label> amended(@Nullable List<Label> labels, Fact.ArtifactAmended fact) {
    Map<String, Label> byKey = new TreeMap<>();
    for (Label label : labels == null ? List.<Label>of() : labels) {
      byKey.put(label.key(), label);
    }
    fact.removedLabels().forEach(byKey::remove);
    fact.labels().forEach(label -> byKey.put(label.key(), label));
    return List.copyOf(byKey.values());
  }

  private void retract(long revision, Node node) {
    long before = node.retractedAt;
    node.retractedAt = Math.min(before, revision);
    undos.push(() -> node.retractedAt = before);
  }

  private void revoke(long revision, Node node, Fact.CheckRevoked fact) {
    for (TopologyReader.CheckMark mark : node.checks.until(revision).reversed()) {
      if (mark.name().equals(fact.name()) && mark.version() == fact.version()) {
        append(
            revision,
            node.checks,
            new TopologyReader.CheckMark(
                mark.name(), mark.version(), mark.outcome(), mark.evidence(), true));
        return;
      }
    }
    throw new IllegalArgumentException(
        "no check " + fact.name() + " version " + fact.version() + " of " + fact.artifact());
  }

  private void link(long revision, Fact.EdgeRecorded fact) {
    EdgeId id = fact.edge();
    int child = ordinal(fact.child());
    int parent = ordinal(fact.parent());
    int before = edgeOrdinals.getInt(id);
    Link link =
        new Link(
            id,
            edgeType(fact.type()),
            child,
            parent,
            fact.weight(),
            fact.mutations().stream().map(EdgeMutation::kind).collect(Collectors.toSet()),
            Fingerprints.ofEdge(fact.mutations(), fact.attributes()),
            revision,
            before);
    int edge = links.size();
    links.add(link);
    edgeOrdinals.put(id, edge);
    nodes.get(child).parents.add(edge);
    nodes.get(parent).children.add(edge);
    undos.push(
        () -> {
          nodes.get(parent).children.removeInt(nodes.get(parent).children.size() - 1);
          nodes.get(child).parents.removeInt(nodes.get(child).parents.size() - 1);
          if (before < 0) {
            edgeOrdinals.removeInt(id);
          } else {
            edgeOrdinals.put(id, before);
          }
          links.removeLast();
        });
  }

  private void unlink(long revision, Fact.EdgeRetracted fact) {
    int edge = edgeOrdinals.getInt(fact.edge());
    if (edge < 0) {
      throw new IllegalArgumentException("never recorded: edge " + fact.edge());
    }
    Link link = links.get(edge);
    long before = link.retractedAt;
    link.retractedAt = Math.min(before, revision);
    undos.push(() -> link.retractedAt = before);
  }

  private void name(long revision, Node node, int ordinal, ArtifactName name) {
    append(revision, node.names, name);
    List<Owner> sameName =
        owners.computeIfAbsent(
            new NameKey(name.namespace(), name.name()), key -> new ArrayList<>(1));
    sameName.add(new Owner(name.version(), ordinal, revision));
    undos.push(sameName::removeLast);
  }

  private <T> void append(long revision, History<T> history, T value) {
    history.add(revision, value);
    undos.push(history::removeLast);
  }

  private void touch(long revision, Node node) {
    long before = node.touchedAt;
    node.touchedAt = revision;
    undos.push(() -> node.touchedAt = before);
  }

  private int ordinal(ArtifactId id) {
    int ordinal = ordinals.getInt(id);
    if (ordinal < 0) {
      throw new IllegalArgumentException("never recorded: " + id);
    }
    return ordinal;
  }

  private Node node(ArtifactId id) {
    return nodes.get(ordinal(id));
  }

  private int kind(String name) {
    return kinds.number(name);
  }

  private int edgeType(String name) {
    return edgeTypes.number(name);
  }

  private record Counted(Map<String, Long> byKind, Map<String, Long> byEdgeType)
      implements SchemaEvolution.Usage {
    @Override
    public long artifacts(String kind) {
      return byKind.getOrDefault(kind, 0L);
    }

    @Override
    public long edges(String edgeType) {
      return byEdgeType.getOrDefault(edgeType, 0L);
    }
  }

  private record NameKey(String namespace, String name) {}

  private record Owner(@Nullable String version, int ordinal, long revision) {}

  private interface Undo extends Runnable {}

  /** Reads under the lock that {@link #read} holds. */
  private final class Reader implements TopologyReader {
    private final long revision;

    Reader(long revision) {
      this.revision = revision;
    }

    @Override
    public long revision() {
      return revision;
    }

    @Override
    public Fact.@Nullable SchemaPublished schema() {
      return schemas.at(revision);
    }

    @Override
    public int artifactCount() {
      return countUntil(nodes.size(), ordinal -> nodes.get(ordinal).revision);
    }

    @Override
    public int edgeCount() {
      return countUntil(links.size(), edge -> links.get(edge).revision);
    }

    /** Revisions never fall with the ordinals, so those until ours are found by halving. */
    private int countUntil(int size, IntToLongFunction revisions) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (revisions.applyAsLong(middle) <= revision) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    @Override
    public OptionalInt artifact(ArtifactId id) {
      int ordinal = ordinals.getInt(id);
      return ordinal >= 0 && nodes.get(ordinal).revision <= revision
          ? OptionalInt.of(ordinal)
          : OptionalInt.empty();
    }

    @Override
    public ArtifactId artifactId(int artifact) {
      return nodes.get(artifact).id;
    }

    @Override
    public OptionalInt resolve(ArtifactName name) {
      return newestOwner(
          name, owner -> name.version() == null || name.version().equals(owner.version()));
    }

    @Override
    public OptionalInt owner(ArtifactName name) {
      return newestOwner(name, owner -> Objects.equals(name.version(), owner.version()));
    }

    private OptionalInt newestOwner(ArtifactName name, Predicate<Owner> wanted) {
      List<Owner> found =
          owners.getOrDefault(new NameKey(name.namespace(), name.name()), List.of());
      for (int i = found.size() - 1; i >= 0; i--) {
        if (found.get(i).revision() <= revision && wanted.test(found.get(i))) {
          return OptionalInt.of(found.get(i).ordinal());
        }
      }
      return OptionalInt.empty();
    }

    @Override
    public List<Integer> kinds(int artifact) {
      return nodes.get(artifact).kinds.until(revision);
    }

    @Override
    public int firstKind(int artifact) {
      return nodes.get(artifact).kinds.first();
    }

    @Override
    public List<ArtifactName> names(int artifact) {
      return nodes.get(artifact).names.until(revision);
    }

    @Override
    public String recordedBy(int artifact) {
      return tools.name(nodes.get(artifact).recordedBy);
    }

    @Override
    public Stage stage(int artifact) {
      Stage stage = nodes.get(artifact).stages.at(revision);
      return stage == null ? Stage.DRAFT : stage;
    }

    @Override
    public boolean staged(int artifact) {
      return nodes.get(artifact).stages.at(revision) != null;
    }

    @Override
    public boolean quarantined(int artifact) {
      return Boolean.TRUE.equals(nodes.get(artifact).quarantined.at(revision));
    }

    @Override
    public boolean retracted(int artifact) {
      return nodes.get(artifact).retractedAt <= revision;
    }

    @Override
    public @Nullable Provenance provenance(int artifact) {
      return nodes.get(artifact).provenance.at(revision);
    }

    @Override
    public @Nullable Long attributeFingerprint(int artifact) {
      return known(nodes.get(artifact).attributeFingerprints.at(revision));
    }

    @Override
    public @Nullable Long descriptionFingerprint(int artifact) {
      return known(nodes.get(artifact).descriptionFingerprints.at(revision));
    }

    private static @Nullable Long known(@Nullable Long fingerprint) {
      return fingerprint == null || fingerprint == Node.LOOK_UP ? null : fingerprint;
    }

    @Override
    public List<Label> labels(int artifact) {
      List<Label> labels = nodes.get(artifact).labels.at(revision);
      return labels == null ? List.of() : labels;
    }

    @Override
    public List<String> owners(int artifact) {
      List<String> owners = nodes.get(artifact).owners.at(revision);
      return owners == null ? List.of() : owners;
    }

    @Override
    public @Nullable Instant createdAt(int artifact) {
      return nodes.get(artifact).createdAt;
    }

    @Override
    public long recordedRevision(int artifact) {
      return nodes.get(artifact).revision;
    }

    @Override
    public Instant timeOf(long revision) {
      Map.Entry<Long, Instant> entry = times.ceilingEntry(revision);
      if (entry == null) {
        entry = times.lastEntry();
      }
      return entry == null ? Instant.EPOCH : entry.getValue();
    }

    @Override
    public List<CheckMark> checks(int artifact) {
      Map<String, CheckMark> newest = new LinkedHashMap<>();
      for (CheckMark mark : nodes.get(artifact).checks.until(revision)) {
        newest.put(mark.version() + " " + mark.name(), mark);
      }
      return List.copyOf(newest.values());
    }

    @Override
    public Set<String> mutations(int edge) {
      return links.get(edge).mutations;
    }

    @Override
    public @Nullable CheckMark check(int artifact, String name, int version) {
      for (CheckMark mark : nodes.get(artifact).checks.until(revision).reversed()) {
        if (mark.name().equals(name) && mark.version() == version) {
          return mark;
        }
      }
      return null;
    }

    @Override
    public long touchedAt(int artifact) {
      return nodes.get(artifact).touchedAt;
    }

    @Override
    public boolean hasParents(int artifact) {
      IntArrayList edges = nodes.get(artifact).parents;
      for (int i = 0; i < edges.size(); i++) {
        if (links.get(edges.getInt(i)).standsAt(revision)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public void parents(int artifact, EdgeVisitor visitor) {
      Node node = nodes.get(artifact);
      if (!node.standsAt(revision)) {
        return;
      }
      IntArrayList edges = node.parents;
      for (int i = 0; i < edges.size(); i++) {
        int edge = edges.getInt(i);
        Link link = links.get(edge);
        if (link.standsAt(revision) && nodes.get(link.parent).standsAt(revision)) {
          visitor.edge(edge, link.type, link.parent);
        }
      }
    }

    @Override
    public void children(int artifact, EdgeVisitor visitor) {
      Node node = nodes.get(artifact);
      if (!node.standsAt(revision)) {
        return;
      }
      IntArrayList edges = node.children;
      for (int i = 0; i < edges.size(); i++) {
        int edge = edges.getInt(i);
        Link link = links.get(edge);
        if (link.standsAt(revision) && nodes.get(link.child).standsAt(revision)) {
          visitor.edge(edge, link.type, link.child);
        }
      }
    }

    @Override
    public OptionalInt edge(EdgeId id) {
      int edge = edgeOrdinals.getInt(id);
      while (edge >= 0 && links.get(edge).revision > revision) {
        edge = links.get(edge).earlier;
      }
      return edge < 0 ? OptionalInt.empty() : OptionalInt.of(edge);
    }

    @Override
    public EdgeId edgeId(int edge) {
      return links.get(edge).id;
    }

    @Override
    public int edgeType(int edge) {
      return links.get(edge).type;
    }

    @Override
    public int child(int edge) {
      return links.get(edge).child;
    }

    @Override
    public int parent(int edge) {
      return links.get(edge).parent;
    }

    @Override
    public @Nullable Double weight(int edge) {
      return links.get(edge).weight;
    }

    @Override
    public long edgeFingerprint(int edge) {
      return links.get(edge).fingerprint;
    }

    @Override
    public boolean edgeStands(int edge) {
      return links.get(edge).standsAt(revision);
    }

    @Override
    public List<Integer> wayUp(int child, int ancestor) {
      return new WaySearch(this).wayUp(child, ancestor);
    }
  }
}
