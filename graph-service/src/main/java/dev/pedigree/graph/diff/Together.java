package dev.pedigree.graph.diff;

import dev.pedigree.graph.lineage.CommonAncestor;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Sight;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** What both sides have, without that from which another one of these descends. */
final class Together {
  private final BitSet shared;
  private final Sight sight;
  private final Meter meter;

  /** What something shared descends from; all of it is shared too, if it is seen. */
  private final BitSet above = new BitSet();

  private Together(BitSet shared, Sight sight, Meter meter) {
    this.shared = shared;
    this.sight = sight;
    this.meter = meter;
    IntArrayList open = new IntArrayList();
    shared.stream().forEach(open::add);
    while (!open.isEmpty()) {
      markParents(open.popInt(), open);
    }
  }

  static List<CommonAncestor> nearest(Side base, Side head, Sight sight, Meter meter) {
    Together together = new Together(base.sharedWith(head), sight, meter);
    BitSet nearest = (BitSet) together.shared.clone();
    nearest.andNot(together.above);
    int[] fromBase = distances(base, nearest);
    int[] fromHead = distances(head, nearest);
    int[] artifacts = nearest.stream().toArray();
    List<CommonAncestor> all = new ArrayList<>(artifacts.length);
    for (int i = 0; i < artifacts.length; i++) {
      all.add(
          new CommonAncestor(
              sight.graph().artifactId(artifacts[i]), List.of(fromBase[i], fromHead[i])));
    }
    all.sort(
        Comparator.comparingInt(it -> it.distancesEdges().get(0) + it.distancesEdges().get(1)));
    return all;
  }

  /** What is not seen leads on to what is. */
  private void markParents(int child, IntArrayList open) {
    meter.work(1);
    sight
        .graph()
        .parents(
            child,
            (_, _, parent) -> {
              if (!above.get(parent)) {
                above.set(parent);
                if (!shared.get(parent)) {
                  open.add(parent);
                }
              }
            });
  }

  /** Of the side to each of {@code some}, in their order. */
  private static int[] distances(Side side, BitSet some) {
    int[] ascending = some.stream().toArray();
    int[] distances = new int[ascending.length];
    for (int i = 0; i < side.size(); i++) {
      if (some.get(side.artifacts[i])) {
        distances[Arrays.binarySearch(ascending, side.artifacts[i])] = side.depths[i];
      }
    }
    return distances;
  }
}
