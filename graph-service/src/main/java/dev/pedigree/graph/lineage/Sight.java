package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one who may read some namespaces sees of a graph: the artifacts with a name in one of them,
 * and of these the names in them.
 */
public record Sight(TopologyReader graph, Namespaces reads) {
  public boolean sees(int artifact) {
    return reads.everywhere() || hasNameIn(artifact);
  }

  private boolean hasNameIn(int artifact) {
    for (ArtifactName name : graph.names(artifact)) {
      if (reads.contains(name.namespace())) {
        return true;
      }
    }
    return false;
  }

  /** Empty both if {@code id} is not recorded and if it is not seen. */
  public OptionalInt find(ArtifactId id) {
    OptionalInt found = graph.artifact(id);
    return found.isPresent() && !sees(found.getAsInt()) ? OptionalInt.empty() : found;
  }

  /** Whether one end of {@code edge} is seen. */
  public boolean seesEndOf(int edge) {
    return reads.everywhere() || sees(graph.child(edge)) || sees(graph.parent(edge));
  }

  /** The first name of an artifact that is seen. */
  public ArtifactName firstName(int artifact) {
    List<ArtifactName> names = graph.names(artifact);
    if (reads.everywhere()) {
      return names.getFirst();
    }
    return names.stream()
        .filter(name -> reads.contains(name.namespace()))
        .findFirst()
        .orElseThrow();
  }
}
