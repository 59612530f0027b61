package dev.pedigree.graph.diff;

import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two artifacts that stand in for each other: what they are, and how they were made. */
final class PairComparison {
  private final Pair pair;
  private final Side base;
  private final Side head;
  private final Partners partners;
  private final TopologyReader graph;
  private final List<Difference> found;

  /** An edge of one of the two. */
  private record Step(int edge, Link link) {}

  PairComparison(
      Pair pair,
      Side base,
      Side head,
      Partners partners,
      TopologyReader graph,
      List<Difference> found) {
    this.pair = pair;
    this.base = base;
    this.head = head;
    this.partners = partners;
    this.graph = graph;
    this.found = found;
  }

  void find() {
    Map<Integer, List<Step>> ofBase = steps(pair.base(), base);
    Map<Integer, List<Step>> ofHead = steps(pair.head(), head);
    between(ofBase.remove(pair.head()), ofHead.remove(pair.base()));
    ofBase.forEach(
        (parent, steps) -> {
          int instead = ofHead.containsKey(parent) ? parent : partners.insteadInHead(parent);
          List<Step> others = ofHead.remove(instead);
          compare(steps, others == null ? List.of() : others);
        });
    ofHead.values().forEach(steps -> compare(List.of(), steps));
    if (!deciding(pair.base()).equals(deciding(pair.head()))) {
      found.add(Difference.of(LineageChange.Kind.CHECKS_CHANGED, pair));
    }
    if (graph.stage(pair.base()) != graph.stage(pair.head())) {
      found.add(Difference.of(LineageChange.Kind.STAGE_CHANGED, pair));
    }
  }

  /** By parent, of those that are seen. */
  private Map<Integer, List<Step>> steps(int child, Side side) {
    Map<Integer, List<Step>> steps = new LinkedHashMap<>();
    graph.parents(
        child,
        (edge, type, parent) -> {
          if (side.has(parent)) {
            steps
                .computeIfAbsent(parent, _ -> new ArrayList<>(1))
                .add(new Step(edge, new Link(type, child, parent)));
          }
        });
    return steps;
  }

  /** One may have been made from the other. */
  private void between(@Nullable List<Step> up, @Nullable List<Step> down) {
    List<Step> ofBase = up == null ? List.of() : up;
    List<Step> ofHead = down == null ? List.of() : down;
    if (pair.oneLine() || !ofBase.isEmpty() || !ofHead.isEmpty()) {
      found.add(
          new Difference(
              pair.oneLine()
                  ? LineageChange.Kind.VERSION_CHANGED
                  : LineageChange.Kind.MUTATIONS_CHANGED,
              pair.depthEdges(),
              pair.base(),
              pair.head(),
              ofBase.isEmpty() ? null : ofBase.getFirst().link,
              ofHead.isEmpty() ? null : ofHead.getFirst().link));
    }
  }

  /** Edges to one parent, or to two that stand in for each other; first those of one type. */
  private void compare(List<Step> ofBase, List<Step> ofHead) {
    List<Step> left = new ArrayList<>(ofBase);
    List<Step> right = new ArrayList<>(ofHead);
    for (Step step : ofBase) {
      right.stream()
          .filter(it -> it.link.type() == step.link.type())
          .findFirst()
          .ifPresent(
              same -> {
                compare(step, same);
                left.remove(step);
                right.remove(same);
              });
    }
    int both = Math.min(left.size(), right.size());
    for (int i = 0; i < both; i++) {
      add(LineageChange.Kind.MUTATIONS_CHANGED, left.get(i).link, right.get(i).link);
    }
    left.subList(both, left.size()).forEach(this::removed);
    right.subList(both, right.size()).forEach(this::added);
  }

  private void compare(Step one, Step other) {
    if (!Objects.equals(graph.weight(one.edge), graph.weight(other.edge))) {
      add(LineageChange.Kind.WEIGHT_CHANGED, one.link, other.link);
    }
    if (graph.edgeFingerprint(one.edge) != graph.edgeFingerprint(other.edge)) {
      add(LineageChange.Kind.MUTATIONS_CHANGED, one.link, other.link);
    }
  }

  private void add(LineageChange.Kind kind, Link ofBase, Link ofHead) {
    found.add(
        new Difference(
            kind, pair.depthEdges() + 1, ofBase.parent(), ofHead.parent(), ofBase, ofHead));
  }

  /** What head descends from by way of its partner is still behind it. */
  private void removed(Step step) {
    int parent = step.link.parent();
    if (!partners.isLackedByHead(parent) && !head.has(pair.base())) {
      found.add(
          new Difference(
              LineageChange.Kind.REMOVED,
              pair.depthEdges() + 1,
              parent,
              partners.inHead(parent),
              step.link,
              null));
    }
  }

  private void added(Step step) {
    int parent = step.link.parent();
    if (!partners.isLackedByBase(parent) && !base.has(pair.head())) {
      found.add(
          new Difference(
              LineageChange.Kind.ADDED,
              pair.depthEdges() + 1,
              partners.inBase(parent),
              parent,
              null,
              step.link));
    }
  }

  private Map<String, Checks.Decided> deciding(int artifact) {
    return Checks.of(artifact, graph);
  }
}
