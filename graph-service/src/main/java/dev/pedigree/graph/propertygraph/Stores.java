package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.state.Occurrence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What has to be known of the graph to answer anything, of many artifacts at once. */
interface Stores {
  /** The facts of {@code ids} up to {@code asOf}, each list in the order of the journal. */
  Map<ArtifactId, List<Occurrence>> facts(Collection<ArtifactId> ids, long asOf);

  /** By each of {@code ids}, all that an edge to it was ever recorded of, and perhaps more. */
  Map<ArtifactId, Set<ArtifactId>> children(Collection<ArtifactId> ids);

  /** Tells every artifact, some perhaps twice, in no order. */
  void artifacts(Consumer<ArtifactId> each);
}
