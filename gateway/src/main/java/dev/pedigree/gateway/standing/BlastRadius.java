package dev.pedigree.gateway.standing;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.Truncation;
import dev.pedigree.graph.service.Snapshot;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that descends from an artifact, by what it would hurt: production first, then staging, then
 * the rest; nearest first within each. Walks once more for each of these when hits are asked for.
 */
final class BlastRadius implements Lineage {
  private static final List<Set<Stage>> MOST_EXPOSED_FIRST =
      List.of(
          EnumSet.of(Stage.PRODUCTION),
          EnumSet.of(Stage.STAGING),
          EnumSet.of(Stage.DRAFT, Stage.ARCHIVED));

  private final Snapshot snapshot;
  private final ArtifactId start;
  private final Budget budget;
  private final Lineage whole;
  private @Nullable List<Lineage> parts;

  private BlastRadius(Snapshot snapshot, ArtifactId start, Budget budget, Lineage whole) {
    this.snapshot = snapshot;
    this.start = start;
    this.budget = budget;
    this.whole = whole;
  }

  static BlastRadius of(ArtifactId start, Snapshot snapshot, Budget budget) {
    Lineage whole = snapshot.lineage(LineageQuery.all(start, Direction.DESCENDANTS), budget);
    return new BlastRadius(snapshot, start, budget, whole);
  }

  @Override
  public long revision() {
    return whole.revision();
  }

  @Override
  public int total() {
    return whole.total();
  }

  @Override
  public int redacted() {
    return whole.redacted();
  }

  @Override
  public @Nullable Truncation truncation() {
    return whole.truncation();
  }

  @Override
  public Map<String, Integer> groups(Grouping grouping) {
    return whole.groups(grouping);
  }

  @Override
  public List<ArtifactId> ids(int offset, int limit) {
    return hits(offset, limit).stream().map(Hit::artifact).toList();
  }

  @Override
  public List<Hit> hits(int offset, int limit) {
    List<Hit> hits = new ArrayList<>();
    int before = 0;
    for (Lineage part : parts()) {
      int from = Math.max(offset - before, 0);
      if (hits.size() < limit && from < part.total()) {
        hits.addAll(part.hits(from, limit - hits.size()));
      }
      before += part.total();
    }
    return hits;
  }

  private List<Lineage> parts() {
    List<Lineage> made = parts;
    if (made == null) {
      made = MOST_EXPOSED_FIRST.stream().map(this::at).toList();
      parts = made;
    }
    return made;
  }

  private Lineage at(Set<Stage> stages) {
    return snapshot.lineage(
        new LineageQuery(
            start, Direction.DESCENDANTS, Steps.ALL, new ArtifactFilter.Stages(stages)),
        budget);
  }
}
