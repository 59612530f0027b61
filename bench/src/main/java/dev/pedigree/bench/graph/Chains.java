package dev.pedigree.bench.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Chains of versions that grow side by side: most are short, a few very long, and a quarter of them
 * moves faster than the others.
 */
final class Chains {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 600;
  private static final double SHAPE = 0.8;

  private final Random random;
  private final int sideBySide;
  private final List<Chain> growing = new ArrayList<>();

  /** So many grow at a time. */
  Chains(Random random, int sideBySide) {
    this.random = random;
    this.sideBySide = sideBySide;
  }

  /** A chain to lengthen, which may be a new one without any version yet. */
  Chain next() {
    if (growing.size() < sideBySide) {
      Chain chain = new Chain(length());
      growing.add(chain);
      return chain;
    }
    boolean fast = random.nextBoolean();
    return growing.get(random.nextInt(fast ? sideBySide / 4 : sideBySide));
  }

  private int length() {
    double pareto = SHORTEST / Math.pow(1 - random.nextDouble(), 1 / SHAPE);
    return (int) Math.min(LONGEST, pareto);
  }

  /** {@code head} is now the newest of {@code chain}. */
  void lengthen(Chain chain, int head) {
    chain.head = head;
    chain.left--;
    if (chain.left == 0) {
      growing.remove(chain);
    }
  }

  /** {@code chain} gets no more versions. */
  void end(Chain chain) {
    growing.remove(chain);
  }

  /** Versions of one thing. */
  static final class Chain {
    /** The newest version; negative: there is none yet. */
    int head = -1;

    private int left;

    private Chain(int length) {
      left = length;
    }
  }
}
