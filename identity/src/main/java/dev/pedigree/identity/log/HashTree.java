package dev.pedigree.identity.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The hash tree of RFC 9162, section 2.1, over SHA-256: which hashes of complete subtrees make a
 * root or a proof, and whether a proof holds. Hashes are {@link #HASH_BYTES} bytes long.
 */
public final class HashTree {
  public static final int HASH_BYTES = 32;

  private static final byte LEAF = 0;
  private static final byte PARENT = 1;

  private HashTree() {}

  /** The complete subtree over the {@code 1 << level} leaves from {@code index << level} on. */
  public record Node(int level, long index) {}

  /** The leaves from {@code begin} up to {@code end}, exclusive, where the tree has a node for. */
  public record Span(long begin, long end) {
    /** The complete subtrees that it is made of, from left to right, largest first. */
    public List<Node> nodes() {
      List<Node> nodes = new ArrayList<>();
      for (long at = begin; at < end; ) {
        int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - at);
        nodes.add(new Node(level, at >> level));
        at += 1L << level;
      }
      return nodes;
    }

    /** Its hash. */
    public byte[] hash(Function<Node, byte[]> hashes) {
      List<Node> nodes = nodes();
      if (nodes.isEmpty()) {
        return sha256().digest();
      }
      byte[] hash = hashes.apply(nodes.getLast());
      for (Node left : nodes.reversed().subList(1, nodes.size())) {
        hash = parent(hashes.apply(left), hash);
      }
      return hash;
    }
  }

  /** The hash of a leaf that stands for {@code content}. */
  public static byte[] leaf(byte[] content) {
    MessageDigest sha256 = sha256();
    sha256.update(LEAF);
    return sha256.digest(content);
  }

  /** The hash of a node by those of its children. */
  public static byte[] parent(byte[] left, byte[] right) {
    MessageDigest sha256 = sha256();
    sha256.update(PARENT);
    sha256.update(left);
    return sha256.digest(right);
  }

  /** Whose hash is the root of the first {@code size} leaves. */
  public static Span root(long size) {
    return new Span(0, size);
  }

  /**
   * Whose hashes, in this order, prove that a leaf is among the first {@code size}.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static List<Span> inclusion(long leaf, long size) {
    if (leaf < 0 || leaf >= size) {
      throw new IllegalArgumentException("leaf " + leaf + " (expected: 0 to " + (size - 1) + ")");
    }
    List<Span> path = new ArrayList<>();
    long begin = 0;
    long end = size;
    while (end - begin > 1) {
      long middle = begin + largestPowerBelow(end - begin);
      if (leaf < middle) {
        path.add(new Span(middle, end));
        end = middle;
      } else {
        path.add(new Span(begin, middle));
        begin = middle;
      }
    }
    Collections.reverse(path);
    return path;
  }

  /**
   * Whose hashes, in this order, prove that the first {@code to} leaves begin with the first {@code
   * from}.
   *
   * @throws IllegalArgumentException if {@code from} is greater
   */
  public static List<Span> consistency(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("from: " + from + " (expected: 0 to " + to + ")");
    }
    List<Span> path = new ArrayList<>();
    if (from == 0 || from == to) {
      return path;
    }
    long begin = 0;
    long end = to;
    while (end != from) {
      long middle = begin + largestPowerBelow(end - begin);
      if (from <= middle) {
        path.add(new Span(middle, end));
        end = middle;
      } else {
        path.add(new Span(begin, middle));
        begin = middle;
      }
    }
    if (begin > 0) {
      path.add(new Span(begin, end));
    }
    Collections.reverse(path);
    return path;
  }

  /**
   * The root that a proof of inclusion leads to; empty if it has not the length that a leaf of a
   * tree of that size needs.
   */
  public static Optional<byte[]> rootOf(
      byte[] leafHash, long leaf, long size, List<byte[]> inclusion) {
    if (leaf < 0 || leaf >= size) {
      return Optional.empty();
    }
    long node = leaf;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : inclusion) {
      if (last == 0) {
        return Optional.empty();
      }
      if ((node & 1) == 1 || node == last) {
        hash = parent(sibling, hash);
        int up = (node & 1) == 1 ? 0 : levelsToOddOrZero(node);
        node >>= up;
        last >>= up;
      } else {
        hash = parent(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 ? Optional.of(hash) : Optional.empty();
  }

  /** Whether a proof shows that the tree of {@code toRoot} begins with that of {@code fromRoot}. */
  public static boolean isConsistent(
      long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> consistency) {
    if (from < 0 || from > to) {
      return false;
    }
    if (from == 0 || from == to) {
      return consistency.isEmpty()
          && Arrays.equals(fromRoot, from == 0 ? sha256().digest() : toRoot);
    }
    List<byte[]> path = new ArrayList<>(consistency);
    if (Long.bitCount(from) == 1) {
      path.addFirst(fromRoot);
    }
    return !path.isEmpty() && leadsToBoth(from, fromRoot, to, toRoot, path);
  }

  private static boolean leadsToBoth(
      long from, byte[] fromRoot, long to, byte[] toRoot, List<byte[]> path) {
    int complete = Long.numberOfTrailingZeros(from);
    long node = (from - 1) >> complete;
    long last = (to - 1) >> complete;
    byte[] old = path.getFirst();
    byte[] now = old;
    for (byte[] sibling : path.subList(1, path.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        old = parent(sibling, old);
        now = parent(sibling, now);
        int up = (node & 1) == 1 ? 0 : levelsToOddOrZero(node);
        node >>= up;
        last >>= up;
      } else {
        now = parent(now, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(old, fromRoot) && Arrays.equals(now, toRoot);
  }

  private static int levelsToOddOrZero(long node) {
    return node == 0 ? 0 : Long.numberOfTrailingZeros(node);
  }

  private static long largestPowerBelow(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
