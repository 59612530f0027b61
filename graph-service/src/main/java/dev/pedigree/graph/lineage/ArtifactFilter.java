package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.Stage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which artifacts are meant. All given conditions must hold; an empty set is met by nothing.
 *
 * @param kinds null: any; an artifact of several kinds meets any of them
 * @param namespaces null: any; met by any of an artifact's names
 * @param stages null: any
 * @param quarantined null: either
 * @param or null: no such condition; empty: met by nothing
 * @param not null: no such condition
 */
public record ArtifactFilter(
    @Nullable Set<String> kinds,
    @Nullable Set<String> namespaces,
    @Nullable Set<Stage> stages,
    @Nullable Boolean quarantined,
    List<ArtifactFilter> and,
    @Nullable List<ArtifactFilter> or,
    @Nullable ArtifactFilter not) {
  /** Met by every artifact. */
  public static final ArtifactFilter ANY =
      new ArtifactFilter(null, null, null, null, List.of(), null, null);

  public ArtifactFilter {
    kinds = kinds == null ? null : Set.copyOf(kinds);
    namespaces = namespaces == null ? null : Set.copyOf(namespaces);
    stages = stages == null ? null : Set.copyOf(stages);
    and = List.copyOf(and);
    or = or == null ? null : List.copyOf(or);
  }

  /** Met by artifacts of one of {@code kinds}. */
  public static ArtifactFilter ofKinds(Set<String> kinds) {
    return new ArtifactFilter(kinds, null, null, null, List.of(), null, null);
  }
}
