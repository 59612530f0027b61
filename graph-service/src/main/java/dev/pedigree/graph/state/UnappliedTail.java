package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The changes behind the watermark of the projection {@code state}, by artifact: what the store
 * need not have yet. Safe for many threads.
 *
 * <p>Who reads both reads the tail first: a change that is trimmed in between is then read twice,
 * never missed.
 */
public final class UnappliedTail {
  private final Deque<Change> changes = new ArrayDeque<>();
  private final Map<ArtifactId, List<Occurrence>> byOwner = new HashMap<>();
  private final Map<Long, Set<Long>> erasures = new HashMap<>();
  private long watermark;

  /**
   * Takes in the next change. One at or below the watermark is left out; one that is there already
   * changes nothing.
   *
   * @throws IllegalArgumentException if a change before it is missing
   */
  public synchronized void add(Change change) {
    long last = changes.isEmpty() ? watermark : changes.getLast().revision();
    if (change.revision() <= last) {
      return;
    }
    if (!changes.isEmpty() && change.revision() != last + 1) {
      throw new IllegalArgumentException(
          "revision: " + change.revision() + " (expected: " + (last + 1) + ")");
    }
    changes.addLast(change);
    Occurrence.byOwner(change)
        .forEach((id, facts) -> byOwner.computeIfAbsent(id, _ -> new ArrayList<>(2)).addAll(facts));
    for (Fact fact : change.facts()) {
      if (fact instanceof Fact.ErasurePerformed erasure) {
        erasures
            .computeIfAbsent(change.revision(), _ -> new HashSet<>())
            .addAll(erasure.residues().keySet());
      }
    }
  }

  /** Lets go of what is in the store: every change up to {@code appliedRevision}. */
  public synchronized void trim(long appliedRevision) {
    watermark = Math.max(watermark, appliedRevision);
    while (!changes.isEmpty() && changes.getFirst().revision() <= watermark) {
      Change change = changes.removeFirst();
      erasures.remove(change.revision());
      Occurrence.byOwner(change).keySet().forEach(this::forgetApplied);
    }
  }

  private void forgetApplied(ArtifactId id) {
    byOwner.computeIfPresent(
        id,
        (_, facts) -> {
          facts.removeIf(fact -> fact.revision() <= watermark);
          return facts.isEmpty() ? null : facts;
        });
  }

  /** Drops every change above {@code revision}, to be added again. */
  public synchronized void discardAbove(long revision) {
    while (!changes.isEmpty() && changes.getLast().revision() > revision) {
      Change change = changes.removeLast();
      erasures.remove(change.revision());
      for (ArtifactId id : Occurrence.byOwner(change).keySet()) {
        byOwner.computeIfPresent(
            id,
            (_, facts) -> {
              facts.removeIf(fact -> fact.revision() > revision);
              return facts.isEmpty() ? null : facts;
            });
      }
    }
  }

  /** How many changes it holds. */
  public synchronized int size() {
    return changes.size();
  }

  /** The facts of {@code ids} that it holds, up to {@code asOf}, in the order of the journal. */
  synchronized Part read(Collection<ArtifactId> ids, long asOf) {
    Map<ArtifactId, List<Occurrence>> facts = new LinkedHashMap<>();
    for (ArtifactId id : ids) {
      List<Occurrence> all = byOwner.getOrDefault(id, List.of());
      List<Occurrence> seen = all.stream().filter(fact -> fact.revision() <= asOf).toList();
      facts.put(id, seen);
    }
    Set<Long> erased = new HashSet<>();
    erasures.values().forEach(erased::addAll);
    return new Part(facts, erased);
  }

  /**
   * What the tail holds of some artifacts.
   *
   * @param erased revisions whose payload is erased, which the store may not have heard of
   */
  record Part(Map<ArtifactId, List<Occurrence>> facts, Set<Long> erased) {}
}
