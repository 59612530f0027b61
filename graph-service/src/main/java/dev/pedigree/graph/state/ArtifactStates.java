package dev.pedigree.graph.state;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Fact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The states of artifacts at any revision that is applied to this process: from the store, and
 * behind the store's watermark from the unapplied tail.
 */
public final class ArtifactStates {
  private final StoredFacts store;
  private final UnappliedTail tail;

  public ArtifactStates(CassandraArtifactFacts store, UnappliedTail tail) {
    this.store = new StoredFacts(store);
    this.tail = tail;
    tail.onApplied(this.store::forget);
  }

  /** How often facts were found in memory, and how often not. */
  public CacheUse cacheUse() {
    return store.use();
  }

  /** How often facts were found in memory, and how often not, since the start. */
  public record CacheUse(long hits, long misses) {}

  /**
   * The states at {@code asOf} of those of {@code ids} that are recorded then, in the order of
   * {@code ids}. One round trip, or none if the tail has it all.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  public Map<ArtifactId, ArtifactState> load(Collection<ArtifactId> ids, long asOf) {
    Map<ArtifactId, ArtifactState> states = new LinkedHashMap<>();
    facts(ids, asOf)
        .forEach(
            (id, facts) -> ArtifactState.fold(facts).ifPresent(state -> states.put(id, state)));
    return states;
  }

  /**
   * The facts of {@code ids} up to {@code asOf}, each list in the order of the journal, in the
   * order of {@code ids}.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  public Map<ArtifactId, List<Occurrence>> facts(Collection<ArtifactId> ids, long asOf) {
    UnappliedTail.Part unapplied = tail.read(ids, asOf);
    List<ArtifactId> asked = new ArrayList<>();
    unapplied
        .facts()
        .forEach(
            (id, facts) -> {
              if (!beginsWithRecording(facts)) {
                asked.add(id);
              }
            });
    Map<ArtifactId, List<Occurrence>> stored = asked.isEmpty() ? Map.of() : store.read(asked, asOf);
    Map<ArtifactId, List<Occurrence>> all = new LinkedHashMap<>();
    unapplied
        .facts()
        .forEach((id, facts) -> all.put(id, merged(stored.getOrDefault(id, List.of()), facts)));
    all.replaceAll(
        (_, facts) ->
            facts.stream()
                .map(f -> unapplied.erased().contains(f.revision()) ? f.erased() : f)
                .toList());
    return all;
  }

  /**
   * The revisions of the changes that touched {@code id} or an edge to one of its parents, up to
   * {@code asOf}, oldest first.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  public List<Long> history(ArtifactId id, long asOf) {
    TreeSet<Long> revisions = new TreeSet<>();
    List<Occurrence> unapplied = tail.read(List.of(id), asOf).facts().getOrDefault(id, List.of());
    unapplied.forEach(fact -> revisions.add(fact.revision()));
    if (!beginsWithRecording(unapplied)) {
      revisions.addAll(store.revisions(id, asOf));
    }
    return List.copyOf(revisions);
  }

  /** Nothing is said of an artifact before it is recorded: then the tail has all of it. */
  private static boolean beginsWithRecording(List<Occurrence> facts) {
    return !facts.isEmpty() && facts.getFirst().fact() instanceof Fact.ArtifactRecorded;
  }

  /** What was applied while it was read is in both. */
  private static List<Occurrence> merged(List<Occurrence> stored, List<Occurrence> unapplied) {
    if (unapplied.isEmpty()) {
      return stored;
    }
    Occurrence first = unapplied.getFirst();
    List<Occurrence> merged = new ArrayList<>(stored.size() + unapplied.size());
    stored.stream().filter(fact -> fact.compareTo(first) < 0).forEach(merged::add);
    merged.addAll(unapplied);
    return merged;
  }
}
