package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.schema.EdgeType;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which artifacts of two ancestries are versions of one another: those that share a name but for
 * the version, and those that were revised or continued from one another, however often.
 */
final class Lines {
  private static final Set<String> JOINING = Set.of("REVISED_FROM", "CONTINUED_FROM");

  private static final int NOWHERE = -1;

  private final Side base;
  private final Side head;
  private final Sight sight;
  private final Meter meter;

  /** What is seen on either side, each once. */
  private final int[] artifacts;

  /** The place of each in {@link #artifacts}. */
  private final Int2IntOpenHashMap places;

  /** Trees of places: one's own place at the root. */
  private final int[] joined;

  private record Name(String namespace, String name) {}

  private Lines(Side base, Side head, Sight sight, TypeSystem types, Meter meter) {
    this.base = base;
    this.head = head;
    this.sight = sight;
    this.meter = meter;
    artifacts =
        IntStream.concat(
                Arrays.stream(base.artifacts),
                Arrays.stream(head.artifacts).filter(artifact -> !base.has(artifact)))
            .toArray();
    places = new Int2IntOpenHashMap(artifacts.length);
    places.defaultReturnValue(NOWHERE);
    joined = new int[artifacts.length];
    for (int place = 0; place < artifacts.length; place++) {
      places.put(artifacts[place], place);
      joined[place] = place;
    }
    joinByName();
    joinByEdge(types);
  }

  /**
   * The two roots, and of each line of which one side has what the other lacks the versions that
   * are nearest. Where one artifact is nearest on both sides, nothing stands in for it.
   */
  static List<Pair> pairs(Side base, Side head, Sight sight, TypeSystem types, Meter meter) {
    return new Lines(base, head, sight, types, meter).pairs();
  }

  private void joinByName() {
    Map<Name, Integer> named = new HashMap<>(2 * artifacts.length);
    for (int place = 0; place < artifacts.length; place++) {
      meter.work(1);
      for (ArtifactName name : sight.graph().names(artifacts[place])) {
        if (sight.reads().contains(name.namespace())) {
          Integer other = named.putIfAbsent(new Name(name.namespace(), name.name()), place);
          join(place, other == null ? place : other);
        }
      }
    }
  }

  private void joinByEdge(TypeSystem types) {
    BitSet joining = new BitSet();
    for (EdgeType type : types.edgeTypes()) {
      joining.set(type.ordinal(), JOINING.contains(type.name()));
    }
    for (int child = 0; child < artifacts.length; child++) {
      meter.work(1);
      int place = child;
      sight
          .graph()
          .parents(
              artifacts[child],
              (_, type, parent) -> {
                int other = joining.get(type) ? places.get(parent) : NOWHERE;
                join(place, other == NOWHERE ? place : other);
              });
    }
  }

  private void join(int one, int other) {
    joined[line(one)] = line(other);
  }

  private int line(int place) {
    int at = place;
    while (joined[at] != at) {
      joined[at] = joined[joined[at]];
      at = joined[at];
    }
    return at;
  }

  private int lineOf(int artifact) {
    return line(places.get(artifact));
  }

  private List<Pair> pairs() {
    boolean oneLine = lineOf(base.root) == lineOf(head.root);
    List<Pair> pairs = new ArrayList<>();
    pairs.add(new Pair(base.root, head.root, 0, oneLine));
    Map<Integer, Nearest> inBase = nearest(base);
    Map<Integer, Nearest> inHead = nearest(head);
    inHead.forEach(
        (line, versions) -> {
          Nearest others = inBase.get(line);
          if (others != null && !(oneLine && line == lineOf(base.root))) {
            pair(others, versions, pairs);
          }
        });
    return pairs;
  }

  private void pair(Nearest ofBase, Nearest ofHead, List<Pair> pairs) {
    if (ofBase.artifacts.intStream().noneMatch(ofHead.artifacts::contains)) {
      int one = ofBase.newest();
      int other = ofHead.newest();
      if (!head.has(one) || !base.has(other)) {
        pairs.add(new Pair(one, other, Math.min(ofBase.depth, ofHead.depth), true));
      }
    }
  }

  /** By line, without the roots. */
  private Map<Integer, Nearest> nearest(Side side) {
    Map<Integer, Nearest> nearest = new HashMap<>();
    for (int i = 0; i < side.size(); i++) {
      int artifact = side.artifacts[i];
      if (artifact != base.root && artifact != head.root) {
        int depth = side.depths[i];
        Nearest versions = nearest.computeIfAbsent(lineOf(artifact), _ -> new Nearest(depth));
        if (versions.depth == depth) {
          versions.artifacts.add(artifact);
        }
      }
    }
    return nearest;
  }

  /** The versions of a line that lie nearest to the root. */
  private static final class Nearest {
    private final int depth;
    private final IntArrayList artifacts = new IntArrayList(1);

    private Nearest(int depth) {
      this.depth = depth;
    }

    private int newest() {
      return artifacts.intStream().max().orElseThrow();
    }
  }
}
