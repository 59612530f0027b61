package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Direction;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The graph as it stood at one revision, many artifacts a round trip. What was read once is not
 * read again. For one question, and one thread.
 *
 * <p>Reading throws {@link dev.pedigree.graph.lineage.BudgetExceededException} once the time of its
 * question is over.
 */
interface Neighbourhood {
  long revision();

  /** Those of {@code ids} that are recorded, in the order of {@code ids}. */
  Map<ArtifactId, Node> nodes(Collection<ArtifactId> ids);

  /** An artifact that is recorded. */
  default Node node(ArtifactId id) {
    Node node = nodes(List.of(id)).get(id);
    if (node == null) {
      throw new IllegalArgumentException("not recorded at revision " + revision() + ": " + id);
    }
    return node;
  }

  /**
   * The steps in {@code direction} from each of {@code ids}, in the order of the journal: edges
   * that stand, between artifacts that do. An artifact without any is left out.
   */
  Map<ArtifactId, List<Link>> steps(Collection<ArtifactId> ids, Direction direction);

  /** Every artifact that is recorded, in the order of the journal. */
  List<ArtifactId> all();
}
