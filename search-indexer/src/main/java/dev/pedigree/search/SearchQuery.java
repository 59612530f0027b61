package dev.pedigree.search;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and which page of it.
 *
 * @param revision only artifacts that were recorded by then
 * @param first at most so many, 1 or more
 * @param after behind which the page begins; null: at the beginning
 * @param wanted what is answered beside the artifacts
 */
public record SearchQuery(
    SearchText text,
    Filter filter,
    long revision,
    int first,
    @Nullable Position after,
    Wanted wanted) {
  /** What costs more than the artifacts alone. */
  public record Wanted(boolean facets, boolean highlights) {}

  /**
   * A place in the order of an answer.
   *
   * @param score what the artifact there had
   * @param revision of the change that recorded it
   */
  public record Position(double score, long revision, ArtifactId id) {}

  /**
   * Which artifacts may be found. All given conditions must hold; null: any.
   *
   * @param labels all of them
   * @param createdAfter made then or later, as far as that is known
   * @param createdBefore made earlier, as far as that is known
   */
  public record Filter(
      @Nullable Set<String> kinds,
      @Nullable Set<String> namespaces,
      @Nullable Set<Stage> stages,
      List<Label> labels,
      @Nullable Boolean quarantined,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore) {
    /** Lets everything through. */
    public static final Filter ANY = new Filter(null, null, null, List.of(), null, null, null);

    public Filter {
      kinds = kinds == null ? null : Set.copyOf(kinds);
      namespaces = namespaces == null ? null : Set.copyOf(namespaces);
      stages = stages == null ? null : Set.copyOf(stages);
      labels = List.copyOf(labels);
    }
  }
}
