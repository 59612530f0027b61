package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** An {@link ArtifactFilter} made ready to be asked about ordinals of a topology. */
public final class FilterTest {
  private FilterTest() {}

  /**
   * Whether an artifact of {@code graph} meets {@code filter}. Kinds that the schema does not have
   * are met by nothing.
   */
  public static IntPredicate of(ArtifactFilter filter, TopologyReader graph, TypeSystem types) {
    return switch (filter) {
      case ArtifactFilter.Kinds f -> {
        Set<Integer> wanted = new HashSet<>();
        f.names().forEach(kind -> types.kind(kind).map(Kind::ordinal).ifPresent(wanted::add));
        yield artifact -> graph.kinds(artifact).stream().anyMatch(wanted::contains);
      }
      case ArtifactFilter.Namespaces f ->
          artifact ->
              graph.names(artifact).stream()
                  .map(ArtifactName::namespace)
                  .anyMatch(f.names()::contains);
      case ArtifactFilter.Stages f -> artifact -> f.stages().contains(graph.stage(artifact));
      case ArtifactFilter.Quarantined f -> artifact -> graph.quarantined(artifact) == f.wanted();
      case ArtifactFilter.All f -> {
        List<IntPredicate> all = f.of().stream().map(each -> of(each, graph, types)).toList();
        yield artifact -> all.stream().allMatch(each -> each.test(artifact));
      }
      case ArtifactFilter.Any f -> {
        List<IntPredicate> any = f.of().stream().map(each -> of(each, graph, types)).toList();
        yield artifact -> any.stream().anyMatch(each -> each.test(artifact));
      }
      case ArtifactFilter.Not f -> of(f.of(), graph, types).negate();
      default -> throw new UnsupportedOperationException(filter.toString());
    };
  }
}
