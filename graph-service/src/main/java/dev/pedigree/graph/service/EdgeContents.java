package dev.pedigree.graph.service;

import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.MutationFlavor;
import dev.pedigree.schema.MutationType;
import dev.pedigree.schema.TypeSystem;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What an {@link Snapshot.EdgeQuery} wants to stand on an edge: its mutations and its weight. */
final class EdgeContents implements IntPredicate {
  private final TopologyReader graph;
  private final @Nullable Set<String> mutations;
  private final @Nullable Set<String> ofFlavors;
  private final @Nullable Boolean opaque;

  EdgeContents(Snapshot.EdgeQuery query, TopologyReader graph, TypeSystem types) {
    this.graph = graph;
    this.mutations = query.mutations();
    this.ofFlavors = query.flavors() == null ? null : mutations(query.flavors(), types);
    this.opaque = query.opaque();
  }

  private static Set<String> mutations(Set<MutationFlavor> flavors, TypeSystem types) {
    Set<String> names = new HashSet<>();
    for (MutationType type : types.mutationTypes()) {
      if (flavors.contains(type.flavor())) {
        names.add(type.name());
      }
    }
    return names;
  }

  @Override
  public boolean test(int edge) {
    return hasOneOf(mutations, edge) && hasOneOf(ofFlavors, edge) && isOpaque(edge);
  }

  private boolean hasOneOf(@Nullable Set<String> wanted, int edge) {
    return wanted == null || !Collections.disjoint(wanted, graph.mutations(edge));
  }

  private boolean isOpaque(int edge) {
    return opaque == null || opaque == (graph.weight(edge) == null);
  }
}
