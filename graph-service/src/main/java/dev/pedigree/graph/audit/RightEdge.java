package dev.pedigree.graph.audit;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.identity.log.HashTree;
import dev.pedigree.identity.log.HashTree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** What of a growing tree is needed to add leaves: its complete subtrees. For one thread. */
final class RightEdge {
  private final List<Digest> peaks;
  private long size;

  /** Of a tree of {@code size} leaves whose complete subtrees are {@code peaks}, largest first. */
  RightEdge(long size, List<Digest> peaks) {
    this.size = size;
    this.peaks = new ArrayList<>(peaks);
  }

  static RightEdge empty() {
    return new RightEdge(0, List.of());
  }

  long size() {
    return size;
  }

  /** Adds the leaf of an entry; {@code made} hears of each subtree that it completes. */
  void add(Digest entryHash, BiConsumer<Node, Digest> made) {
    Digest hash = leaf(entryHash);
    made.accept(new Node(0, size), hash);
    int level = 0;
    for (long at = size; (at & 1) == 1; at >>= 1) {
      hash = parent(peaks.removeLast(), hash);
      level++;
      made.accept(new Node(level, at >> 1), hash);
    }
    peaks.add(hash);
    size++;
  }

  /** The hash of the whole tree; one that is not empty. */
  Digest root() {
    Digest hash = peaks.getLast();
    for (Digest left : peaks.reversed().subList(1, peaks.size())) {
      hash = parent(left, hash);
    }
    return hash;
  }

  private static Digest leaf(Digest entryHash) {
    return Digest.ofBytes(HashTree.leaf(entryHash.bytes()));
  }

  private static Digest parent(Digest left, Digest right) {
    return Digest.ofBytes(HashTree.parent(left.bytes(), right.bytes()));
  }
}
