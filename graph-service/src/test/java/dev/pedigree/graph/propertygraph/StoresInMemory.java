package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.LineageEngine;
import dev.pedigree.graph.state.Occurrence;
import dev.pedigree.schema.TypeSystem;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What the stores would say of some changes, to ask about more graphs than stores can take. */
public final class StoresInMemory implements Stores {
  private final Map<ArtifactId, List<Occurrence>> facts = new HashMap<>();
  private final Map<ArtifactId, Set<ArtifactId>> children = new HashMap<>();

  /** Of every revision, from 1. */
  private final List<Instant> times = new ArrayList<>();

  /** Takes in the next change. */
  public void add(Change change) {
    times.add(change.at());
    Occurrence.byOwner(change)
        .forEach((id, some) -> facts.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(some));
    for (Fact fact : change.facts()) {
      if (fact instanceof Fact.EdgeRecorded edge) {
        children.computeIfAbsent(edge.parent(), _ -> new HashSet<>()).add(edge.child());
      }
    }
  }

  /** The newest that was added. */
  public long revision() {
    return times.size();
  }

  /**
   * An engine that reads them.
   *
   * @param clock what ages count from at the newest revision
   */
  public LineageEngine engine(TypeSystem types, Clock clock) {
    return new PropertyGraphLineage(
        this,
        types,
        revision -> revision >= revision() ? clock.instant() : times.get((int) revision - 1));
  }

  @Override
  public Map<ArtifactId, List<Occurrence>> facts(Collection<ArtifactId> ids, long asOf) {
    Map<ArtifactId, List<Occurrence>> asked = new LinkedHashMap<>();
    for (ArtifactId id : ids) {
      asked.put(
          id,
          facts.getOrDefault(id, List.of()).stream().filter(at -> at.revision() <= asOf).toList());
    }
    return asked;
  }

  @Override
  public Map<ArtifactId, Set<ArtifactId>> children(Collection<ArtifactId> ids) {
    Map<ArtifactId, Set<ArtifactId>> asked = new HashMap<>();
    ids.forEach(id -> asked.put(id, children.getOrDefault(id, Set.of())));
    return asked;
  }

  @Override
  public void artifacts(Consumer<ArtifactId> each) {
    facts.keySet().forEach(each);
  }
}
