package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was found: ordinals, turned into ids page by page. */
final class SelectedArtifacts implements Selection {
  private final Topology topology;
  private final TypeSystem types;
  private final Namespaces reads;
  private final long revision;
  private final int[] found;
  private final @Nullable Truncation truncation;

  /**
   * Takes over {@code found}.
   *
   * @param reads what whoever asks may read
   * @param found in the order of the answer; all of it is seen
   */
  SelectedArtifacts(
      Topology topology,
      TypeSystem types,
      Namespaces reads,
      long revision,
      int[] found,
      @Nullable Truncation truncation) {
    this.topology = topology;
    this.types = types;
    this.reads = reads;
    this.revision = revision;
    this.found = found;
    this.truncation = truncation;
  }

  @Override
  public long revision() {
    return revision;
  }

  @Override
  public int total() {
    return found.length;
  }

  /** What nothing leads to is not counted: that would tell what meets the condition. */
  @Override
  public int redacted() {
    return 0;
  }

  @Override
  public @Nullable Truncation truncation() {
    return truncation;
  }

  @Override
  public List<ArtifactId> ids(int offset, int limit) {
    int end = end(offset, limit);
    if (offset >= end) {
      return List.of();
    }
    return topology.read(
        revision,
        graph -> {
          List<ArtifactId> ids = new ArrayList<>(end - offset);
          for (int i = offset; i < end; i++) {
            ids.add(graph.artifactId(found[i]));
          }
          return ids;
        });
  }

  /** Where a page ends. */
  int end(int offset, int limit) {
    return (int) Math.min(found.length, (long) offset + limit);
  }

  @Override
  public Map<String, Integer> groups(Grouping grouping) {
    return topology.read(
        revision, graph -> new Counts(found, new Sight(graph, reads), types).by(grouping));
  }
}
