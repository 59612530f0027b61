package dev.pedigree.graph.state;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The facts in the store, remembered for those artifacts that were asked for last. What is
 * remembered of an artifact lacks at most what the unapplied tail holds: it is forgotten when the
 * tail lets go of a change that touched it. Safe for many threads.
 */
final class StoredFacts {
  /** Two to four times as much in memory. */
  private static final long MOST_REMEMBERED_BYTES = 64L << 20;

  /** More of one artifact is not remembered: it would take the place of many. */
  private static final int MOST_FACTS = 512;

  /** About what a fact is with its strings, in bytes, whatever its kind. */
  private static final int FACT_BYTES = 400;

  private final CassandraArtifactFacts store;
  private final Cache<ArtifactId, Held> remembered =
      Caffeine.newBuilder()
          .maximumWeight(MOST_REMEMBERED_BYTES)
          .weigher((ArtifactId _, Held held) -> FACT_BYTES * (1 + held.facts.size()))
          .build();

  /**
   * All stored facts of one artifact, or the mark of one who is reading them: only if it is still
   * there has nothing changed meanwhile. Equal to itself alone.
   */
  private static final class Held {
    private final List<Occurrence> facts;
    private final boolean complete;

    private Held(List<Occurrence> facts, boolean complete) {
      this.facts = facts;
      this.complete = complete;
    }
  }

  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  StoredFacts(CassandraArtifactFacts store) {
    this.store = store;
  }

  ArtifactStates.CacheUse use() {
    return new ArtifactStates.CacheUse(hits.sum(), misses.sum());
  }

  /** The store now has {@code change}, and the tail does not. */
  void forget(Change change) {
    if (remembered.asMap().isEmpty()) {
      return;
    }
    if (change.facts().stream().anyMatch(Fact.ErasurePerformed.class::isInstance)) {
      remembered.invalidateAll();
    } else {
      remembered.invalidateAll(Occurrence.byOwner(change).keySet());
    }
  }

  /**
   * As {@link CassandraArtifactFacts#read}, in the order of {@code ids}: one round trip, or none.
   * The tail is to be read before.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  Map<ArtifactId, List<Occurrence>> read(Collection<ArtifactId> ids, long asOf) {
    Map<ArtifactId, Held> marks = new HashMap<>();
    Map<ArtifactId, List<Occurrence>> facts = new LinkedHashMap<>();
    List<ArtifactId> asked = new ArrayList<>();
    for (ArtifactId id : ids) {
      Held mark = new Held(List.of(), false);
      Held known = remembered.asMap().putIfAbsent(id, mark);
      if (known != null && known.complete) {
        facts.put(id, upTo(known.facts, asOf));
      } else {
        facts.put(id, List.of());
        asked.add(id);
        if (known == null) {
          marks.put(id, mark);
        }
      }
    }
    hits.add(ids.size() - asked.size());
    misses.add(asked.size());
    if (!asked.isEmpty()) {
      try {
        Map<ArtifactId, List<Occurrence>> read = store.read(asked, Long.MAX_VALUE);
        read.forEach((id, all) -> facts.put(id, upTo(all, asOf)));
        marks.forEach((id, mark) -> remember(id, mark, read.getOrDefault(id, List.of())));
      } finally {
        marks.forEach(remembered.asMap()::remove);
      }
    }
    return facts;
  }

  private void remember(ArtifactId id, Held mark, List<Occurrence> all) {
    if (all.size() <= MOST_FACTS) {
      remembered.asMap().replace(id, mark, new Held(List.copyOf(all), true));
    }
  }

  private static List<Occurrence> upTo(List<Occurrence> facts, long asOf) {
    return facts.isEmpty() || facts.getLast().revision() <= asOf
        ? facts
        : facts.stream().filter(fact -> fact.revision() <= asOf).toList();
  }

  /** The revisions of the changes that touched {@code id}, up to {@code asOf}, in order. */
  List<Long> revisions(ArtifactId id, long asOf) {
    return store.revisions(id, asOf);
  }
}
