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
import java.util.function.Consumer;

/**
 * The changes behind the watermark of the stores that are read together with it, by artifact: what
 * they need not have yet. Safe for many threads.
 *
 * <p>Who reads both reads the tail first: a change that is trimmed in between is then read twice,
 * never missed.
 */
public final class UnappliedTail {
  private final Deque<Change> changes = new ArrayDeque<>();
  private final Map<ArtifactId, List<Occurrence>> byOwner = new HashMap<>();
  private final Map<ArtifactId, Deque<Child>> byParent = new HashMap<>();
  private final Map<Long, Set<Long>> erasures = new HashMap<>();
  private final List<Consumer<Change>> onApplied = new ArrayList<>();
  private long watermark;

  /**
   * Calls {@code listener}, who is not to take long, with each change that it does not hold or no
   * longer holds because the stores have it.
   */
  synchronized void onApplied(Consumer<Change> listener) {
    onApplied.add(listener);
  }

  /**
   * Takes in the next change. One at or below the watermark is left out; one that is there already
   * changes nothing.
   *
   * @throws IllegalArgumentException if a change before it is missing
   */
  public synchronized void add(Change change) {
    long last = changes.isEmpty() ? watermark : changes.getLast().revision();
    if (change.revision() <= last) {
      if (change.revision() <= watermark) {
        onApplied.forEach(listener -> listener.accept(change));
      }
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
      } else if (fact instanceof Fact.EdgeRecorded edge) {
        byParent
            .computeIfAbsent(edge.parent(), _ -> new ArrayDeque<>(2))
            .addLast(new Child(edge.child(), change.revision()));
      }
    }
  }

  private record Child(ArtifactId id, long revision) {}

  /** Lets go of what is in the store: every change up to {@code appliedRevision}. */
  public synchronized void trim(long appliedRevision) {
    watermark = Math.max(watermark, appliedRevision);
    while (!changes.isEmpty() && changes.getFirst().revision() <= watermark) {
      Change change = changes.removeFirst();
      erasures.remove(change.revision());
      Occurrence.byOwner(change).keySet().forEach(this::forgetApplied);
      forgetChildren(
          change,
          children -> {
            while (!children.isEmpty() && children.getFirst().revision <= watermark) {
              children.removeFirst();
            }
          });
      onApplied.forEach(listener -> listener.accept(change));
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
      forgetChildren(
          change,
          children -> {
            while (!children.isEmpty() && children.getLast().revision > revision) {
              children.removeLast();
            }
          });
    }
  }

  private void forgetChildren(Change change, Consumer<Deque<Child>> removal) {
    for (Fact fact : change.facts()) {
      if (fact instanceof Fact.EdgeRecorded edge) {
        byParent.computeIfPresent(
            edge.parent(),
            (_, children) -> {
              removal.accept(children);
              return children.isEmpty() ? null : children;
            });
      }
    }
  }

  /** How many changes it holds. */
  public synchronized int size() {
    return changes.size();
  }

  /** Every artifact that it holds a fact of. */
  public synchronized Set<ArtifactId> artifacts() {
    return Set.copyOf(byOwner.keySet());
  }

  /** Of which artifacts it holds that an edge to {@code parent} was recorded. */
  public synchronized Set<ArtifactId> children(ArtifactId parent) {
    Set<ArtifactId> children = new HashSet<>();
    Deque<Child> held = byParent.get(parent);
    if (held != null) {
      held.forEach(child -> children.add(child.id));
    }
    return children;
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
