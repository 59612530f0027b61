package dev.pedigree.bench.graph;

import java.util.Arrays;
import java.util.Random;

/** Draws places from 0 on: the first far more often than the others. */
public final class Zipf {
  private final double[] sums;

  /** Place {@code i} of {@code places} weighs {@code 1 / (i + 1)^exponent}. */
  public Zipf(int places, double exponent) {
    sums = new double[places];
    double sum = 0;
    for (int i = 0; i < places; i++) {
      sum += Math.pow(i + 1, -exponent);
      sums[i] = sum;
    }
  }

  /** The next place. */
  public int draw(Random random) {
    int at = Arrays.binarySearch(sums, random.nextDouble() * sums[sums.length - 1]);
    return Math.min(at < 0 ? -at - 1 : at, sums.length - 1);
  }
}
