package dev.pedigree.interop;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what is recorded already, as far as the caller may read it. What a document stated before
 * may be missing yet.
 */
public interface Standing {
  /** What is recorded under exactly this name. */
  default Optional<Known> named(ArtifactName name) {
    return Optional.empty();
  }

  /** What is recorded with this id. */
  default Optional<Known> known(ArtifactId id) {
    return Optional.empty();
  }

  /** The newest artifact of that name, whichever version it is. */
  default Optional<ArtifactId> newest(String namespace, String name) {
    return Optional.empty();
  }

  /** The live parents of an artifact with all their names; empty also if it is not recorded. */
  default Map<ArtifactId, List<ArtifactName>> parents(ArtifactId id) {
    return Map.of();
  }

  /**
   * An artifact that is recorded.
   *
   * @param kinds the names of its kinds, at least one
   */
  record Known(ArtifactId id, Set<String> kinds) {
    public Known {
      kinds = Set.copyOf(kinds);
    }
  }
}
