package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.EdgeId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What came after a base, on heap and append-only. One thread writes, others read at a revision:
 * everything carries the revision that it came with, so what is newer is passed over, and what the
 * writer takes back was never seen.
 */
final class Overlay {
  private static final Owner[] NOBODY = {};

  final Base base;

  /** The artifact that is {@code base.artifacts + i}. */
  final Growable<Node> nodes = new Growable<>();

  /** The edge that is {@code base.edges + i}. */
  final Growable<Link> links = new Growable<>();

  final Retractions retractions;
  final NavigableMap<Long, Instant> times = new ConcurrentSkipListMap<>();

  /** The revisions that answered requests. Of the writer alone. */
  final Map<Long, Long> answers = new ConcurrentHashMap<>();

  private final Map<ArtifactId, Integer> artifacts = new ConcurrentHashMap<>();
  private final Map<EdgeId, Integer> edges = new ConcurrentHashMap<>();
  private final Map<Integer, News> news = new ConcurrentHashMap<>();
  private final Map<Integer, Long> retractedSlots = new ConcurrentHashMap<>();
  private final Map<NameKey, Owner[]> owners = new ConcurrentHashMap<>();

  /** Artifacts of the base whose edges are not those of the base alone. */
  private final AtomicLongArray rewired;

  /** Artifacts of the base that there are news of: a look at it costs less than one at the map. */
  private final AtomicLongArray noted;

  /** Whether an edge leads to a parent that was recorded after its child; stays so. */
  private volatile boolean newerParents;

  /** Whether an artifact of the base has got a parent since; stays so. */
  private volatile boolean newParents;

  /** How many facts it holds, about. */
  private volatile int facts;

  Overlay(Base base) {
    this.base = base;
    this.retractions = new Retractions(base);
    this.rewired = new AtomicLongArray((base.artifacts >> 6) + 1);
    this.noted = new AtomicLongArray((base.artifacts >> 6) + 1);
  }

  int facts() {
    return facts;
  }

  void count() {
    int before = facts;
    facts = before + 1;
  }

  // Artifacts.

  /** Its ordinal; -1: it is not recorded, neither here nor in the base. */
  int artifact(ArtifactId id) {
    Integer own = artifacts.get(id);
    return own == null ? base.artifact(id) : own;
  }

  int add(Node node) {
    int artifact = base.artifacts + nodes.size();
    nodes.add(node);
    artifacts.put(node.id, artifact);
    return artifact;
  }

  void removeLastNode() {
    artifacts.remove(nodes.get(nodes.size() - 1).id);
    nodes.removeLast();
  }

  /** What it has of {@code artifact}; null: nothing. */
  @Nullable News news(int artifact) {
    if (artifact >= base.artifacts) {
      return nodes.get(artifact - base.artifacts);
    }
    return has(noted, artifact) ? news.get(artifact) : null;
  }

  News newsToWrite(int artifact) {
    if (artifact >= base.artifacts) {
      return nodes.get(artifact - base.artifacts);
    }
    News written = news.computeIfAbsent(artifact, _ -> new News());
    add(noted, artifact);
    return written;
  }

  private static boolean has(AtomicLongArray bits, int artifact) {
    return (bits.getPlain(artifact >> 6) >> artifact & 1) != 0;
  }

  private static void add(AtomicLongArray bits, int artifact) {
    int word = artifact >> 6;
    bits.set(word, bits.getPlain(word) | 1L << artifact);
  }

  /** Whether the edges of an artifact of the base are not those of the base alone. */
  boolean isRewired(int artifact) {
    return has(rewired, artifact);
  }

  private void rewire(int artifact) {
    if (artifact < base.artifacts) {
      add(rewired, artifact);
    }
  }

  // Edges.

  /** The number of the newest link of that edge; -1: there is none here. */
  int newestLink(EdgeId id) {
    return edges.getOrDefault(id, -1);
  }

  void add(Link link) {
    if (link.child < base.artifacts) {
      newParents = true;
    }
    if (link.parent > link.child) {
      newerParents = true;
    }
    int number = links.size();
    links.add(link);
    edges.put(link.id, number);
    newsToWrite(link.child).parents.add(number);
    newsToWrite(link.parent).children.add(number);
    rewire(link.child);
    rewire(link.parent);
  }

  void removeLastLink() {
    Link link = links.get(links.size() - 1);
    newsToWrite(link.parent).children.removeLast();
    newsToWrite(link.child).parents.removeLast();
    if (link.earlier < 0) {
      edges.remove(link.id);
    } else {
      edges.put(link.id, link.earlier);
    }
    links.removeLast();
  }

  /** The revision that retracted an edge of the base. */
  long retractedAt(int slot) {
    long before = base.retractedAt(slot);
    return before != Topology.NEVER || retractedSlots.isEmpty()
        ? before
        : retractedSlots.getOrDefault(slot, Topology.NEVER);
  }

  void retract(int slot, int child, long revision) {
    retractedSlots.put(slot, revision);
    rewire(child);
    rewire(base.parent(slot));
  }

  void unretract(int slot) {
    retractedSlots.remove(slot);
  }

  boolean hasNewParents() {
    return newParents;
  }

  boolean hasNewerParents() {
    return newerParents;
  }

  // Names.

  /** Oldest first; none of the base's. */
  Owner[] owners(String namespace, String name) {
    return owners.getOrDefault(new NameKey(namespace, name), NOBODY);
  }

  void add(ArtifactName name, Owner owner) {
    Owner[] before = owners(name.namespace(), name.name());
    Owner[] more = Arrays.copyOf(before, before.length + 1);
    more[before.length] = owner;
    owners.put(new NameKey(name.namespace(), name.name()), more);
  }

  void removeLastOwner(ArtifactName name) {
    Owner[] before = owners(name.namespace(), name.name());
    owners.put(
        new NameKey(name.namespace(), name.name()), Arrays.copyOf(before, before.length - 1));
  }

  /** Every name here and who has it; those that differ in the version alone oldest first. */
  void forEachOwner(BiConsumer<ArtifactName, Owner> seen) {
    owners.forEach(
        (key, all) -> {
          for (Owner owner : all) {
            seen.accept(new ArtifactName(key.namespace(), key.name(), owner.version()), owner);
          }
        });
  }

  private record NameKey(String namespace, String name) {}

  /**
   * Who has a name.
   *
   * @param version null: the name is without one
   * @param artifactsBefore how many artifacts were recorded before it got the name
   */
  record Owner(@Nullable String version, int artifact, long revision, int artifactsBefore) {}
}
