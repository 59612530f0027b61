package dev.pedigree.graph.backup;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.SealedEntry;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the changes of a journal say of changes that were erased. */
final class Erasures {
  /** Per erased revision the digest of what is left of it, as the first to erase it said. */
  private final NavigableMap<Long, Digest> residues = new TreeMap<>();

  /** Per erased revision the one that says so first. */
  private final NavigableMap<Long, Long> announcedBy = new TreeMap<>();

  /** Per revision that is erased in what was read the digest of what is left of it. */
  private final NavigableMap<Long, Digest> left = new TreeMap<>();

  /** Learns from an entry, and from it decoded. */
  void learn(SealedEntry entry, Entry opened) {
    left.putAll(entry.residues());
    learn(opened);
  }

  void learn(Entry entry) {
    for (Change change : entry.changes()) {
      for (Fact fact : change.facts()) {
        if (fact instanceof Fact.ErasurePerformed erasure) {
          erasure.residues().forEach((of, residue) -> learn(of, residue, change.revision()));
        }
      }
    }
  }

  private void learn(long of, Digest residue, long by) {
    if (residues.putIfAbsent(of, residue) == null) {
      announcedBy.put(of, by);
    }
  }

  Set<Long> revisions() {
    return residues.keySet();
  }

  /** Those of changes up to {@code revision}. */
  SortedMap<Long, Digest> upTo(long revision) {
    return residues.headMap(revision, true);
  }

  /**
   * What is erased up to {@code revision}, and no change up to there tells of it: one behind it
   * does, or the backup ends between an erasure and what tells of it.
   */
  SortedMap<Long, Digest> untoldAt(long revision) {
    SortedMap<Long, Digest> untold = new TreeMap<>(left.headMap(revision, true));
    untold.putAll(upTo(revision));
    untold.keySet().removeIf(of -> announcedBy.getOrDefault(of, Long.MAX_VALUE) <= revision);
    return untold;
  }

  /** What is left of erased changes and is not what was announced, in words. */
  List<String> contradictions() {
    return left.entrySet().stream()
        .filter(
            each -> !residues.getOrDefault(each.getKey(), each.getValue()).equals(each.getValue()))
        .map(each -> contradiction(each.getKey()))
        .toList();
  }

  private static String contradiction(long revision) {
    return "revision %d: what is left of it is not what the change that erased it announced"
        .formatted(revision);
  }

  /**
   * {@code entry} without the payloads that were erased, at whatever time.
   *
   * @throws BackupException if what is left is not what was announced
   */
  SealedEntry applyTo(SealedEntry entry) {
    SortedMap<Long, Digest> here =
        residues.subMap(entry.firstRevision(), true, entry.lastRevision(), true);
    if (here.isEmpty()) {
      return entry;
    }
    SealedEntry erased = entry.erased(here.keySet());
    Map<Long, Digest> now = erased.residues();
    here.forEach(
        (revision, residue) -> {
          if (!residue.equals(now.get(revision))) {
            throw new BackupException(contradiction(revision));
          }
        });
    return erased;
  }

  /** Of {@link #upTo}, so that two of them can be compared. */
  Digest digest(long revision) {
    MessageDigest sha256 = Digest.sha256();
    upTo(revision)
        .forEach(
            (of, residue) -> {
              sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(of).array());
              sha256.update(residue.bytes());
            });
    return Digest.ofBytes(sha256.digest());
  }
}
