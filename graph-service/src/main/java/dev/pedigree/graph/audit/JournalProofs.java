package dev.pedigree.graph.audit;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.EntryEvidence;
import dev.pedigree.graph.projection.Watermarks;
import dev.pedigree.identity.log.HashTree;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Makes roots and proofs of the tree over the journal. Safe for many threads. */
public final class JournalProofs {
  private static final int ORIGIN_DIGITS = 16;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private final CassandraJournal journal;
  private final JournalTree tree;
  private final Watermarks watermarks;
  private volatile @Nullable Tree newest;
  private volatile @Nullable String origin;

  /**
   * Reads from {@code tree}.
   *
   * @param watermarks where it is known how far the tree is
   */
  public JournalProofs(CassandraJournal journal, JournalTree tree, Watermarks watermarks) {
    this.journal = journal;
    this.tree = tree;
    this.watermarks = watermarks;
  }

  /**
   * The tree at a size.
   *
   * @param size entries
   * @param revision of the last change of the last entry
   */
  public record Tree(long size, Digest root, long revision) {}

  /**
   * That a change is in the journal.
   *
   * @param evidence from the change to the hash of its entry
   * @param leaf the number of its entry, from 0
   * @param size of the tree that it is proved for
   * @param path from the entry's leaf to the root, as in RFC 9162
   */
  public record Inclusion(EntryEvidence evidence, long leaf, long size, List<Digest> path) {
    public Inclusion {
      path = List.copyOf(path);
    }
  }

  /**
   * A name for this journal that no other has, and that stays: made of the hash of its first entry.
   *
   * @throws UnavailableException if nothing is recorded, or the journal does not answer
   */
  public String origin() {
    String known = origin;
    if (known == null) {
      String hash = entry(1).after().hash().hex();
      known = "pedigree/" + hash.substring(0, ORIGIN_DIGITS);
      origin = known;
    }
    return known;
  }

  /**
   * The newest tree.
   *
   * @throws UnavailableException if nothing is in it yet, or a store does not answer
   */
  public Tree newest() {
    long revision = watermarks.read(JournalTree.NAME);
    Tree known = newest;
    if (known == null || known.revision < revision) {
      if (revision == 0) {
        throw new UnavailableException("no entry is in the tree yet (expected: in a moment)");
      }
      known = at(entry(revision));
      newest = known;
    }
    return known;
  }

  private Tree at(Entry last) {
    long size = tree.leafOf(last).orElseThrow(() -> notYet(last.after().revision())) + 1;
    Digest root = tree.hashes(List.of(HashTree.root(size))).getFirst();
    return new Tree(size, root, last.after().revision());
  }

  /**
   * The root of the tree at an earlier size.
   *
   * @throws IllegalArgumentException if it was never that large
   * @throws UnavailableException if a store does not answer
   */
  public Digest root(long size) {
    requireSize("size", size, 1);
    return tree.hashes(List.of(HashTree.root(size))).getFirst();
  }

  /**
   * That {@code revision} is in the journal; empty if it is not written yet.
   *
   * @param size of the tree that it is proved for; empty: the newest
   * @param patience how long it waits for the change to come into the tree
   * @throws IllegalArgumentException if the tree of that size does not hold it, or there is none
   * @throws UnavailableException if it is not in the tree yet, or a store does not answer
   */
  public Optional<Inclusion> inclusion(long revision, OptionalLong size, Duration patience) {
    Optional<EntryEvidence> found = journal.evidenceOf(revision);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    EntryEvidence evidence = found.get();
    await(evidence.lastRevision(), patience);
    long most = newest().size;
    long leaf =
        tree.leafOf(evidence.block(), evidence.firstRevision()).orElseThrow(() -> notYet(revision));
    long wanted = size.orElse(most);
    requireSize("size", wanted, leaf + 1);
    List<Digest> path = tree.hashes(HashTree.inclusion(leaf, wanted));
    return Optional.of(new Inclusion(evidence, leaf, wanted, path));
  }

  private void await(long revision, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (watermarks.read(JournalTree.NAME) < revision) {
      if (System.nanoTime() > end) {
        throw notYet(revision);
      }
      try {
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException("interrupted", e);
      }
    }
  }

  /**
   * That the tree of size {@code to} begins with that of size {@code from}.
   *
   * @throws IllegalArgumentException if one of the sizes is not there, or they are the wrong way
   *     round
   * @throws UnavailableException if a store does not answer
   */
  public List<Digest> consistency(long from, long to) {
    requireSize("from", from, 1);
    requireSize("to", to, from);
    return tree.hashes(HashTree.consistency(from, to));
  }

  private void requireSize(String name, long size, long atLeast) {
    long most = newest().size;
    if (size < atLeast || size > most) {
      throw new IllegalArgumentException(
          "%s: %d (expected: %d to %d)".formatted(name, size, atLeast, most));
    }
  }

  private Entry entry(long revision) {
    return journal
        .entryOf(revision)
        .orElseThrow(() -> new UnavailableException("revision " + revision + " not found"));
  }

  private static UnavailableException notYet(long revision) {
    return new UnavailableException(
        "revision " + revision + " is not in the tree yet (expected: in a moment)");
  }
}
