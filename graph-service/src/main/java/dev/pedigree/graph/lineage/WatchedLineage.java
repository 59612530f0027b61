package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.watch.Watch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** An engine whose questions are watched, each under the name of its sort. */
public final class WatchedLineage implements LineageEngine {
  private final LineageEngine engine;
  private final Watch watch;

  /** Watches what is asked of {@code engine}. */
  public WatchedLineage(LineageEngine engine, Watch watch) {
    this.engine = engine;
    this.watch = watch;
  }

  private <T> T ask(String question, Supplier<T> answer) {
    return watch.begin(Watch.Sort.LINEAGE, question).during(answer);
  }

  @Override
  public LineageEngine seenBy(Namespaces reader) {
    return new WatchedLineage(engine.seenBy(reader), watch);
  }

  @Override
  public Optional<Lineage> walk(LineageQuery query, long revision, Budget budget) {
    return ask(
        switch (query.direction()) {
          case ANCESTORS -> "ancestors";
          case DESCENDANTS -> "descendants";
        },
        () -> engine.walk(query, revision, budget));
  }

  @Override
  public Optional<Boolean> descends(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    return ask("descends", () -> engine.descends(child, ancestor, steps, revision, budget));
  }

  @Override
  public Optional<Way> way(
      ArtifactId child, ArtifactId ancestor, Steps steps, long revision, Budget budget) {
    return ask("way", () -> engine.way(child, ancestor, steps, revision, budget));
  }

  @Override
  public List<CommonAncestor> commonAncestors(
      List<ArtifactId> artifacts,
      boolean nearestOnly,
      Steps steps,
      ArtifactFilter where,
      long revision,
      Budget budget) {
    return ask(
        "commonAncestors",
        () -> engine.commonAncestors(artifacts, nearestOnly, steps, where, revision, budget));
  }

  @Override
  public Drawing draw(
      List<ArtifactId> roots,
      Set<Direction> directions,
      Steps steps,
      ArtifactFilter where,
      int maxNodes,
      long revision,
      Budget budget) {
    return ask(
        "draw", () -> engine.draw(roots, directions, steps, where, maxNodes, revision, budget));
  }

  @Override
  public Selection select(ArtifactFilter where, Order order, long revision, Budget budget) {
    return ask("select", () -> engine.select(where, order, revision, budget));
  }

  @Override
  public Set<ArtifactId> among(
      Collection<ArtifactId> artifacts, ArtifactFilter where, long revision, Budget budget) {
    return ask("among", () -> engine.among(artifacts, where, revision, budget));
  }

  @Override
  public Map<ArtifactId, Integer> generations(
      Collection<ArtifactId> artifacts, long revision, Budget budget) {
    return ask("generations", () -> engine.generations(artifacts, revision, budget));
  }
}
