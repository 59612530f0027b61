package dev.pedigree.bench.graph;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Random;

/** What descends from one base model, and the data that was made for it. */
final class Family {
  private static final int EARLY = 20;
  private static final int LATE = 100;

  /** The base model first. */
  final IntArrayList models = new IntArrayList();

  final IntArrayList data = new IntArrayList();

  Family(int base) {
    models.add(base);
  }

  /** Mostly the base model, else one of the first or of the last. */
  int model(Random random) {
    double share = random.nextDouble();
    int size = models.size();
    if (share < 0.6) {
      return models.getInt(0);
    }
    return models.getInt(
        share < 0.8
            ? random.nextInt(Math.min(EARLY, size))
            : size - 1 - random.nextInt(Math.min(LATE, size)));
  }
}
