package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.EdgeId;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.state.EdgeState;
import dev.pedigree.schema.TypeSystem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Some differences, with ids and words. */
final class Wording {
  private final List<Difference> differences;
  private final Sight sight;
  private final Map<Link, EdgeId> ids = new LinkedHashMap<>();
  private final Sentences sentences;

  Wording(
      List<Difference> differences,
      Sight sight,
      TypeSystem types,
      Function<Collection<EdgeId>, Map<EdgeId, EdgeState>> edges) {
    this.differences = differences;
    this.sight = sight;
    for (Difference difference : differences) {
      Stream.of(difference.baseLink(), difference.headLink())
          .filter(link -> link != null)
          .forEach(link -> ids.computeIfAbsent(link, it -> it.id(sight.graph(), types)));
    }
    Map<EdgeId, EdgeState> contents = ids.isEmpty() ? Map.of() : edges.apply(ids.values());
    this.sentences = new Sentences(sight, types, link -> contents.get(ids.get(link)));
  }

  List<LineageChange> changes() {
    return differences.stream().map(this::change).toList();
  }

  private LineageChange change(Difference it) {
    return new LineageChange(
        it.kind(),
        sentences.of(it),
        artifact(it.base()),
        artifact(it.head()),
        edge(it.baseLink()),
        edge(it.headLink()),
        it.depthEdges());
  }

  private @Nullable ArtifactId artifact(int ordinal) {
    return ordinal == Difference.NONE ? null : sight.graph().artifactId(ordinal);
  }

  private @Nullable EdgeId edge(@Nullable Link link) {
    return link == null ? null : ids.get(link);
  }
}
