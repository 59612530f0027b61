package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;

/**
 * A walk from one artifact.
 *
 * @param where which artifacts are answered; the walk goes on through the others
 */
public record LineageQuery(
    ArtifactId start, Direction direction, Steps steps, ArtifactFilter where) {
  /** Everything in {@code direction} of {@code start}. */
  public static LineageQuery all(ArtifactId start, Direction direction) {
    return new LineageQuery(start, direction, Steps.ALL, ArtifactFilter.ALL);
  }
}
