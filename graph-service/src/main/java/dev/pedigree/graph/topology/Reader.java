package dev.pedigree.graph.topology;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A base and its overlay, read at one revision. An edge is its slot in the base or, from {@code
 * base.edges} on, a link of the overlay.
 */
final class Reader implements TopologyReader {
  private static final int UNKNOWN = -1;

  final Base base;
  final Overlay overlay;
  final Bitmaps bitmaps;
  private final Vocabulary vocabulary;
  private final long revision;

  /** How much of the base is recorded at the revision; ordinals of edges, not slots. */
  final int baseArtifacts;

  final int baseEdges;
  private int artifactCount = UNKNOWN;

  Reader(Overlay overlay, Vocabulary vocabulary, long revision) {
    this(overlay, vocabulary, revision, new Bitmaps());
  }

  Reader(Overlay overlay, Vocabulary vocabulary, long revision, Bitmaps bitmaps) {
    this.bitmaps = bitmaps;
    this.base = overlay.base;
    this.overlay = overlay;
    this.vocabulary = vocabulary;
    this.revision = revision;
    boolean whole = revision >= base.revision();
    baseArtifacts = whole ? base.artifacts : base.artifactRevisions.countUntil(revision);
    baseEdges = whole ? base.edges : base.edgeRevisions.countUntil(revision);
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public List<PolicyFact> policyFacts() {
    return vocabulary.policiesAt(revision);
  }

  @Override
  public Fact.@Nullable SchemaPublished schema() {
    Published schema = vocabulary.schemaAt(revision);
    return schema == null ? null : schema.fact();
  }

  @Override
  public Instant timeOf(long revision) {
    Instant time = base.timeOf(revision);
    if (time == null) {
      Map.Entry<Long, Instant> entry = overlay.times.ceilingEntry(revision);
      entry = entry == null ? overlay.times.lastEntry() : entry;
      time = entry == null ? base.head.at() : entry.getValue();
    }
    return time;
  }

  // Artifacts.

  @Override
  public int artifactCount() {
    if (artifactCount == UNKNOWN) {
      artifactCount =
          baseArtifacts < base.artifacts ? baseArtifacts : base.artifacts + nodesUntil();
    }
    return artifactCount;
  }

  /** Revisions never fall with the ordinals, so those until ours are found by halving. */
  private int nodesUntil() {
    int low = 0;
    int high = overlay.nodes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (overlay.nodes.get(middle).revision <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public OptionalInt artifact(ArtifactId id) {
    int artifact = overlay.artifact(id);
    return artifact >= 0 && isRecorded(artifact) ? OptionalInt.of(artifact) : OptionalInt.empty();
  }

  private boolean isRecorded(int artifact) {
    return artifact < base.artifacts
        ? artifact < baseArtifacts
        : node(artifact).revision <= revision;
  }

  boolean stands(int artifact) {
    return isRecorded(artifact) && !overlay.retractions.at(artifact, revision);
  }

  private Node node(int artifact) {
    return overlay.nodes.get(artifact - base.artifacts);
  }

  @Override
  public ArtifactId artifactId(int artifact) {
    return artifact < base.artifacts ? base.artifactId(artifact) : node(artifact).id;
  }

  @Override
  public int firstKind(int artifact) {
    return artifact < base.artifacts ? base.kinds.get(artifact) : node(artifact).kind;
  }

  @Override
  public long recordedRevision(int artifact) {
    return artifact < base.artifacts
        ? base.artifactRevisions.get(artifact)
        : node(artifact).revision;
  }

  @Override
  public String recordedBy(int artifact) {
    return vocabulary.tools.value(
        artifact < base.artifacts ? base.recordedBy(artifact) : node(artifact).recordedBy);
  }

  @Override
  public @Nullable Instant createdAt(int artifact) {
    return artifact < base.artifacts ? base.createdAt(artifact) : node(artifact).createdAt;
  }

  @Override
  public @Nullable Long attributeFingerprint(int artifact) {
    if (newest(artifact, Property.ATTRIBUTES) != null) {
      return null;
    }
    return artifact < base.artifacts
        ? (Long) base.attributeFingerprint(artifact)
        : (Long) node(artifact).attributeFingerprint;
  }

  @Override
  public @Nullable Long descriptionFingerprint(int artifact) {
    if (newest(artifact, Property.DESCRIPTION) != null) {
      return null;
    }
    return artifact < base.artifacts
        ? (Long) base.descriptionFingerprint(artifact)
        : (Long) node(artifact).descriptionFingerprint;
  }

  // What may change of them.

  /** The newest value of {@code property}; null: it has none. */
  private @Nullable Object newest(int artifact, Property property) {
    News news = overlay.news(artifact);
    if (news != null) {
      Event[] events = news.events();
      for (int i = events.length - 1; i >= 0; i--) {
        if (events[i].property() == property && events[i].revision() <= revision) {
          return events[i].value();
        }
      }
    }
    int having = artifact < base.artifacts ? base.withEvents(artifact) : RankBits.NONE;
    if (having != RankBits.NONE) {
      int first = base.eventsFrom(having);
      for (int i = base.eventsTo(having) - 1; i >= first; i--) {
        if (base.eventProperty(i) == property && base.eventRevision(i) <= revision) {
          return base.eventValue(i);
        }
      }
    }
    return null;
  }

  /** The values of {@code property}, the oldest first. */
  private void values(int artifact, Property property, Consumer<Object> seen) {
    int having = artifact < base.artifacts ? base.withEvents(artifact) : RankBits.NONE;
    if (having != RankBits.NONE) {
      int end = base.eventsTo(having);
      for (int i = base.eventsFrom(having); i < end; i++) {
        if (base.eventProperty(i) == property && base.eventRevision(i) <= revision) {
          seen.accept(base.eventValue(i));
        }
      }
    }
    News news = overlay.news(artifact);
    if (news != null) {
      for (Event event : news.events()) {
        if (event.property() == property && event.revision() <= revision) {
          seen.accept(event.value());
        }
      }
    }
  }

  @Override
  public List<Integer> kinds(int artifact) {
    List<Integer> kinds = new ArrayList<>(1);
    kinds.add(firstKind(artifact));
    values(artifact, Property.KIND, kind -> kinds.add((Integer) kind));
    return kinds;
  }

  @Override
  public List<ArtifactName> names(int artifact) {
    List<ArtifactName> names = new ArrayList<>(1);
    names.add(artifact < base.artifacts ? base.name(artifact) : node(artifact).name);
    values(artifact, Property.NAME, name -> names.add((ArtifactName) name));
    return names;
  }

  @Override
  public Stage stage(int artifact) {
    Stage stage = (Stage) newest(artifact, Property.STAGE);
    return stage == null ? Stage.DRAFT : stage;
  }

  @Override
  public boolean staged(int artifact) {
    return newest(artifact, Property.STAGE) != null;
  }

  @Override
  public boolean quarantined(int artifact) {
    return Boolean.TRUE.equals(newest(artifact, Property.QUARANTINED));
  }

  @Override
  public boolean retracted(int artifact) {
    return overlay.retractions.at(artifact, revision);
  }

  @Override
  public @Nullable Provenance provenance(int artifact) {
    return (Provenance) newest(artifact, Property.PROVENANCE);
  }

  @Override
  @SuppressWarnings("unchecked") // The property's values are such lists.
  public List<Label> labels(int artifact) {
    Object labels = newest(artifact, Property.LABELS);
    return labels == null ? List.of() : (List<Label>) labels;
  }

  @Override
  @SuppressWarnings("unchecked") // As above.
  public List<String> owners(int artifact) {
    Object owners = newest(artifact, Property.OWNERS);
    return owners == null ? List.of() : (List<String>) owners;
  }

  @Override
  public List<CheckMark> checks(int artifact) {
    Map<String, CheckMark> newest = new LinkedHashMap<>();
    values(
        artifact,
        Property.CHECK,
        value -> {
          CheckMark mark = (CheckMark) value;
          newest.put(mark.version() + " " + mark.name(), mark);
        });
    return List.copyOf(newest.values());
  }

  @Override
  public @Nullable CheckMark check(int artifact, String name, int version) {
    CheckMark[] found = {null};
    values(
        artifact,
        Property.CHECK,
        value -> {
          CheckMark mark = (CheckMark) value;
          if (mark.version() == version && mark.name().equals(name)) {
            found[0] = mark;
          }
        });
    return found[0];
  }

  @Override
  public long touchedAt(int artifact) {
    long touched = recordedRevision(artifact);
    if (artifact < base.artifacts) {
      int having = base.withEvents(artifact);
      if (having != RankBits.NONE) {
        touched = Math.max(touched, base.eventRevision(base.eventsTo(having) - 1));
      }
      int parents = base.upFrom(artifact + 1);
      if (parents > base.upFrom(artifact)) {
        touched = Math.max(touched, base.edgeRevisions.get(base.ordinal(parents - 1)));
      }
    }
    News news = overlay.news(artifact);
    if (news != null) {
      for (Event event : news.events()) {
        touched = Math.max(touched, event.revision());
      }
      int parents = news.parents.size();
      if (parents > 0) {
        touched = Math.max(touched, overlay.links.get(news.parents.get(parents - 1)).revision);
      }
    }
    return touched;
  }

  // Names.

  @Override
  public OptionalInt resolve(ArtifactName name) {
    return name.version() == null ? newest(name.namespace(), name.name()) : owner(name);
  }

  private OptionalInt newest(String namespace, String name) {
    Overlay.Owner[] owners = overlay.owners(namespace, name);
    for (int i = owners.length - 1; i >= 0; i--) {
      if (owners[i].revision() <= revision) {
        return OptionalInt.of(owners[i].artifact());
      }
    }
    for (int entry = base.newestName(namespace, name);
        entry >= 0;
        entry = base.earlierName(entry)) {
      if (base.nameRevision(entry) <= revision) {
        return OptionalInt.of(base.owner(entry));
      }
    }
    return OptionalInt.empty();
  }

  @Override
  public OptionalInt owner(ArtifactName name) {
    for (Overlay.Owner owner : overlay.owners(name.namespace(), name.name())) {
      if (owner.revision() <= revision && Objects.equals(owner.version(), name.version())) {
        return OptionalInt.of(owner.artifact());
      }
    }
    int entry = base.exactName(name);
    return entry >= 0 && base.nameRevision(entry) <= revision
        ? OptionalInt.of(base.owner(entry))
        : OptionalInt.empty();
  }

  // Edges.

  @Override
  public int edgeCount() {
    if (baseEdges < base.edges) {
      return baseEdges;
    }
    int low = 0;
    int high = overlay.links.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (overlay.links.get(middle).revision <= revision) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return base.edges + low;
  }

  @Override
  public void forEachEdge(IntConsumer seen) {
    int[] slots = new int[base.edges];
    for (int slot = 0; slot < base.edges; slot++) {
      slots[base.ordinal(slot)] = slot;
    }
    for (int ordinal = 0; ordinal < baseEdges; ordinal++) {
      seen.accept(slots[ordinal]);
    }
    for (int edge = base.edges; edge < edgeCount(); edge++) {
      seen.accept(edge);
    }
  }

  private Link link(int edge) {
    return overlay.links.get(edge - base.edges);
  }

  @Override
  public void parents(int artifact, EdgeVisitor visitor) {
    if (stands(artifact)) {
      recordedParents(
          artifact,
          (edge, type, parent) -> {
            if (stands(parent)) {
              visitor.edge(edge, type, parent);
            }
          });
    }
  }

  @Override
  public void recordedParents(int artifact, EdgeVisitor visitor) {
    if (artifact < base.artifacts) {
      for (int slot = base.upFrom(artifact); slot < base.upFrom(artifact + 1); slot++) {
        if (edgeStands(slot)) {
          visitor.edge(slot, base.type(slot), base.parent(slot));
        }
      }
    }
    News news = overlay.news(artifact);
    if (news != null) {
      for (int i = 0; i < news.parents.size(); i++) {
        int edge = news.parents.get(i);
        Link link = overlay.links.get(edge);
        if (link.standsAt(revision)) {
          visitor.edge(base.edges + edge, link.type, link.parent);
        }
      }
    }
  }

  @Override
  public void children(int artifact, EdgeVisitor visitor) {
    if (!stands(artifact)) {
      return;
    }
    if (artifact < base.artifacts) {
      for (int at = base.downFrom(artifact); at < base.downFrom(artifact + 1); at++) {
        int slot = base.downSlot.getAtIndex(JAVA_INT, at);
        int child = base.childBelow(at);
        if (edgeStands(slot) && stands(child)) {
          visitor.edge(slot, base.type(slot), child);
        }
      }
    }
    News news = overlay.news(artifact);
    if (news != null) {
      for (int i = 0; i < news.children.size(); i++) {
        int edge = news.children.get(i);
        Link link = overlay.links.get(edge);
        if (link.standsAt(revision) && stands(link.child)) {
          visitor.edge(base.edges + edge, link.type, link.child);
        }
      }
    }
  }

  @Override
  public int usesUpTo(int atMost, int artifact) {
    int uses = 0;
    if (artifact < base.artifacts) {
      int end = base.downFrom(artifact + 1);
      for (int at = base.downFrom(artifact); at < end && uses < atMost; at++) {
        uses += edgeStands(base.downSlot.getAtIndex(JAVA_INT, at)) ? 1 : 0;
      }
    }
    News news = overlay.news(artifact);
    if (news != null) {
      for (int i = 0; i < news.children.size() && uses < atMost; i++) {
        uses += overlay.links.get(news.children.get(i)).standsAt(revision) ? 1 : 0;
      }
    }
    return uses;
  }

  @Override
  public boolean hasParents(int artifact) {
    if (artifact < base.artifacts) {
      for (int slot = base.upFrom(artifact); slot < base.upFrom(artifact + 1); slot++) {
        if (edgeStands(slot)) {
          return true;
        }
      }
    }
    News news = overlay.news(artifact);
    if (news != null) {
      for (int i = 0; i < news.parents.size(); i++) {
        if (overlay.links.get(news.parents.get(i)).standsAt(revision)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public OptionalInt edge(EdgeId id) {
    for (int edge = overlay.newestLink(id); edge >= 0; edge = overlay.links.get(edge).earlier) {
      if (overlay.links.get(edge).revision <= revision) {
        return OptionalInt.of(base.edges + edge);
      }
    }
    int[] found = {UNKNOWN};
    base.withPrefix(
        id.digest().word0(),
        slot -> {
          if (base.ordinal(slot) < baseEdges
              && (found[0] == UNKNOWN || base.ordinal(slot) > base.ordinal(found[0]))
              && edgeId(slot).equals(id)) {
            found[0] = slot;
          }
        });
    return found[0] == UNKNOWN ? OptionalInt.empty() : OptionalInt.of(found[0]);
  }

  @Override
  public EdgeId edgeId(int edge) {
    return edge < base.edges
        ? EdgeId.of(
            vocabulary.edgeTypes.value(base.type(edge)),
            base.artifactId(base.child(edge)),
            base.artifactId(base.parent(edge)))
        : link(edge).id;
  }

  @Override
  public int ordinal(int edge) {
    return edge < base.edges ? base.ordinal(edge) : edge;
  }

  @Override
  public int edgeType(int edge) {
    return edge < base.edges ? base.type(edge) : link(edge).type;
  }

  @Override
  public int child(int edge) {
    return edge < base.edges ? base.child(edge) : link(edge).child;
  }

  @Override
  public int parent(int edge) {
    return edge < base.edges ? base.parent(edge) : link(edge).parent;
  }

  @Override
  public @Nullable Double weight(int edge) {
    return edge < base.edges ? base.weight(edge) : link(edge).weight;
  }

  @Override
  public Set<String> mutations(int edge) {
    return vocabulary.mutations.value(mutationSet(edge));
  }

  int mutationSet(int edge) {
    return edge < base.edges ? base.mutations(edge) : link(edge).mutations;
  }

  @Override
  public long edgeFingerprint(int edge) {
    return edge < base.edges ? base.fingerprint(edge) : link(edge).fingerprint;
  }

  @Override
  public boolean edgeStands(int edge) {
    return edge < base.edges
        ? (baseEdges == base.edges || base.ordinal(edge) < baseEdges)
            && overlay.retractedAt(edge) > revision
        : link(edge).standsAt(revision);
  }

  @Override
  public List<Integer> wayUp(int child, int ancestor) {
    return (child < ancestor && ancestorsAreOlder()) || !mayDescend(child, ancestor)
        ? List.of()
        : new WaySearch(this).wayUp(child, ancestor);
  }

  @Override
  public List<Set<String>> mutationSets() {
    return vocabulary.mutations.values();
  }

  @Override
  public boolean ancestorsAreOlder() {
    return !base.hasNewerParents && !overlay.hasNewerParents();
  }

  @Override
  public boolean mayDescend(int below, int above) {
    return below >= base.artifacts
        || overlay.hasNewParents()
        || (above < base.artifacts && base.mayDescend(below, above));
  }

  @Override
  public Expansion expansion(EdgeChoice choice, boolean up) {
    return new Expansion(this, choice, up);
  }
}
