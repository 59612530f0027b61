package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** An {@link ArtifactFilter} made ready to be asked about ordinals of a topology. */
public final class FilterTest {
  private FilterTest() {}

  /**
   * Whether an artifact of {@code graph} meets {@code filter}. Kinds that the schema does not have
   * are met by nothing.
   */
  public static IntPredicate of(ArtifactFilter filter, TopologyReader graph, TypeSystem types) {
    List<IntPredicate> all = new ArrayList<>();
    @Nullable Set<String> kinds = filter.kinds();
    if (kinds != null) {
      Set<Integer> wanted = new HashSet<>();
      kinds.forEach(kind -> types.kind(kind).map(Kind::ordinal).ifPresent(wanted::add));
      all.add(artifact -> graph.kinds(artifact).stream().anyMatch(wanted::contains));
    }
    @Nullable Set<String> namespaces = filter.namespaces();
    if (namespaces != null) {
      all.add(
          artifact ->
              graph.names(artifact).stream()
                  .map(ArtifactName::namespace)
                  .anyMatch(namespaces::contains));
    }
    @Nullable Set<Stage> stages = filter.stages();
    if (stages != null) {
      all.add(artifact -> stages.contains(graph.stage(artifact)));
    }
    @Nullable Boolean quarantined = filter.quarantined();
    if (quarantined != null) {
      all.add(artifact -> graph.quarantined(artifact) == quarantined);
    }
    filter.and().forEach(each -> all.add(of(each, graph, types)));
    @Nullable List<ArtifactFilter> or = filter.or();
    if (or != null) {
      List<IntPredicate> any = or.stream().map(each -> of(each, graph, types)).toList();
      all.add(artifact -> any.stream().anyMatch(each -> each.test(artifact)));
    }
    @Nullable ArtifactFilter not = filter.not();
    if (not != null) {
      all.add(of(not, graph, types).negate());
    }
    return all.stream().reduce(IntPredicate::and).orElse(artifact -> true);
  }
}
