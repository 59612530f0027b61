package dev.pedigree.graph.diff;

import dev.pedigree.graph.lineage.Ancestry;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;

/** One of the two artifacts with all that it descends from, by ordinals. */
final class Side {
  final int root;

  /** What is seen, the root first, then the nearest; ties in the order of the journal. */
  final int[] artifacts;

  /** How far each of them is from the root. */
  final int[] depths;

  private final BitSet seen = new BitSet();
  private final BitSet hidden = new BitSet();

  private Side(int root, Ancestry ancestry, Sight sight) {
    this.root = root;
    int[] nearestFirst = ancestry.nearestFirst();
    int[] edges = ancestry.depthsEdges();
    int[] kept = new int[nearestFirst.length + 1];
    int[] keptDepths = new int[kept.length];
    kept[0] = root;
    seen.set(root);
    int size = 1;
    for (int i = 0; i < nearestFirst.length; i++) {
      if (sight.sees(nearestFirst[i])) {
        seen.set(nearestFirst[i]);
        kept[size] = nearestFirst[i];
        keptDepths[size++] = edges[i];
      } else {
        hidden.set(nearestFirst[i]);
      }
    }
    artifacts = Arrays.copyOf(kept, size);
    depths = Arrays.copyOf(keptDepths, size);
  }

  static Side of(int root, Sight sight, TypeSystem types, Instant now, Meter meter) {
    return new Side(root, Ancestry.of(root, Steps.ALL, sight.graph(), types, now, meter), sight);
  }

  /** Whether it is seen and belongs here. */
  boolean has(int artifact) {
    return seen.get(artifact);
  }

  int size() {
    return artifacts.length;
  }

  /** What is seen on both sides. */
  BitSet sharedWith(Side other) {
    BitSet shared = (BitSet) seen.clone();
    shared.and(other.seen);
    return shared;
  }

  /** How many are not seen on one side or the other. */
  int hiddenHereOrIn(Side other) {
    BitSet all = (BitSet) hidden.clone();
    all.or(other.hidden);
    return all.cardinality();
  }
}
