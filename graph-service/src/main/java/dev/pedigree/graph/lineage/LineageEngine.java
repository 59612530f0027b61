package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.Optional;

/** Answers questions of lineage. Every answer is of one revision. */
public interface LineageEngine {
  /**
   * Walks level by level, noting the smallest depth at which an artifact is reached.
   *
   * @return empty if the start is not recorded at {@code revision}
   */
  Optional<Lineage> walk(LineageQuery query, long revision);

  /**
   * Whether the walk of {@code query} reaches {@code target}, be it answered or not; stops as soon
   * as it does.
   *
   * @return empty if the start or the target is not recorded at {@code revision}
   */
  Optional<Boolean> reaches(LineageQuery query, ArtifactId target, long revision);
}
