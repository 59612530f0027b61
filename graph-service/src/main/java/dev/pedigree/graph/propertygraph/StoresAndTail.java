package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.state.ArtifactStates;
import dev.pedigree.graph.state.Occurrence;
import dev.pedigree.graph.state.UnappliedTail;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The property graph knows children, the states know facts, and the tail knows both of what these
 * lack. It is always read first: what is trimmed meanwhile is in the stores.
 */
record StoresAndTail(JanusPropertyGraph graph, ArtifactStates states, UnappliedTail tail)
    implements Stores {
  @Override
  public Map<ArtifactId, List<Occurrence>> facts(Collection<ArtifactId> ids, long asOf) {
    return states.facts(ids, asOf);
  }

  @Override
  public Map<ArtifactId, Set<ArtifactId>> children(Collection<ArtifactId> ids) {
    Map<ArtifactId, Set<ArtifactId>> children = new HashMap<>();
    ids.forEach(id -> children.put(id, new HashSet<>(tail.children(id))));
    graph
        .children(ids)
        .forEach((id, stored) -> children.merge(id, Set.copyOf(stored), StoresAndTail::union));
    return children;
  }

  private static Set<ArtifactId> union(Set<ArtifactId> some, Set<ArtifactId> others) {
    some.addAll(others);
    return some;
  }

  @Override
  public void artifacts(Consumer<ArtifactId> each) {
    tail.artifacts().forEach(each);
    graph.scan(reader -> reader.scan(text -> ArtifactId.parse(text).ifPresent(each)));
  }
}
