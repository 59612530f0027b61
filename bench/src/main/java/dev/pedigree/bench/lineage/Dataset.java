package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.bytes.ByteArrayList;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Artifacts, in the order in which they were made, and the edges between them, by their numbers.
 */
final class Dataset {
  private final TypeSystem types;
  private final Object2IntOpenHashMap<ArtifactId> numbers = new Object2IntOpenHashMap<>();
  private final List<ArtifactId> ids = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private final ByteArrayList kinds = new ByteArrayList();
  private final LongArrayList createdAt = new LongArrayList();
  private final IntArrayList children = new IntArrayList();
  private final IntArrayList parents = new IntArrayList();
  private final ByteArrayList edgeTypes = new ByteArrayList();
  private final DoubleArrayList weights = new DoubleArrayList();

  Dataset(TypeSystem types) {
    this.types = types;
    numbers.defaultReturnValue(-1);
  }

  TypeSystem types() {
    return types;
  }

  int artifacts() {
    return ids.size();
  }

  int edges() {
    return children.size();
  }

  ArtifactId id(int artifact) {
    return ids.get(artifact);
  }

  /** What an artifact adds to the checksum of an answer: the first 16 hex digits of its id. */
  long checksum(int artifact) {
    return ids.get(artifact).digest().word0();
  }

  String name(int artifact) {
    return names.get(artifact);
  }

  String version(int artifact) {
    return versions.get(artifact);
  }

  /** Ordinal in the type system. */
  int kind(int artifact) {
    return kinds.getByte(artifact);
  }

  String kindName(int artifact) {
    return types.kinds().get(kind(artifact)).name();
  }

  Instant createdAt(int artifact) {
    return Instant.ofEpochSecond(createdAt.getLong(artifact));
  }

  int child(int edge) {
    return children.getInt(edge);
  }

  int parent(int edge) {
    return parents.getInt(edge);
  }

  /** Ordinal in the type system. */
  int edgeType(int edge) {
    return edgeTypes.getByte(edge);
  }

  String edgeTypeName(int edge) {
    return types.edgeTypes().get(edgeType(edge)).name();
  }

  double weight(int edge) {
    return weights.getDouble(edge);
  }

  /**
   * The number of the artifact with the hex digest.
   *
   * @throws IllegalArgumentException if there is none
   */
  int number(String hex) {
    int found =
        Digest.parse("sha256:" + hex)
            .map(digest -> numbers.getInt(new ArtifactId(digest)))
            .orElse(-1);
    if (found < 0) {
      throw new IllegalArgumentException("artifact: " + hex + " (expected: one of the nodes)");
    }
    return found;
  }

  void addArtifact(String hex, String kind, String name, String version, Instant made) {
    ArtifactId id =
        new ArtifactId(
            Digest.parse("sha256:" + hex)
                .orElseThrow(
                    () -> new IllegalArgumentException("id: " + hex + " (expected: 64 digits)")));
    numbers.put(id, ids.size());
    ids.add(id);
    kinds.add((byte) types.kind(apiName(kind)).orElseThrow().ordinal());
    names.add(name);
    versions.add(version.intern());
    createdAt.add(made.getEpochSecond());
  }

  void addEdge(String type, String childHex, String parentHex, double weight) {
    int ordinal = types.edgeType(apiName(type)).orElseThrow().ordinal();
    addEdge(ordinal, number(childHex), number(parentHex), weight);
  }

  private void addEdge(int type, int child, int parent, double weight) {
    edgeTypes.add((byte) type);
    children.add(child);
    parents.add(parent);
    weights.add(weight);
  }

  /**
   * Joins {@code percent} of the joined pairs by an edge of another type too, where the schema has
   * one that fits.
   */
  void addParallelEdges(int percent, Random random) {
    int given = edges();
    for (int edge = 0; edge < given; edge++) {
      if (random.nextInt(100) < percent) {
        addParallel(edge);
      }
    }
  }

  private void addParallel(int edge) {
    var child = types.kinds().get(kind(child(edge)));
    var parent = types.kinds().get(kind(parent(edge)));
    types.edgeTypes().stream()
        .filter(type -> type.ordinal() != edgeType(edge) && type.joins(child, parent))
        .filter(type -> !isJoined(edge, type.ordinal()))
        .findFirst()
        .ifPresent(type -> addEdge(type.ordinal(), child(edge), parent(edge), weight(edge)));
  }

  /**
   * Whether the pair of {@code edge} is joined by the type. Edges of one child lie together: the
   * given ones, and at the end the added ones.
   */
  private boolean isJoined(int edge, int type) {
    int first = edge;
    while (first > 0 && child(first - 1) == child(edge)) {
      first--;
    }
    return isAmong(first, 1, edge, type) || isAmong(edges() - 1, -1, edge, type);
  }

  private boolean isAmong(int from, int step, int edge, int type) {
    for (int at = from; at >= 0 && at < edges() && child(at) == child(edge); at += step) {
      if (parent(at) == parent(edge) && edgeType(at) == type) {
        return true;
      }
    }
    return false;
  }

  /** Some write names in lower case with hyphens, and call two edge types otherwise. */
  static String apiName(String name) {
    return switch (name) {
      case "deploys" -> "SERVES";
      case "next-version-of" -> "REVISED_FROM";
      default -> name.replace('-', '_').toUpperCase(Locale.ROOT);
    };
  }
}
