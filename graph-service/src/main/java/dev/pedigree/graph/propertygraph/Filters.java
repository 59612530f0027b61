package dev.pedigree.graph.propertygraph;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.schema.Inheritance;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells, of many artifacts at once, which meet a filter. */
final class Filters {
  private final Asking asking;

  Filters(Asking asking) {
    this.asking = asking;
  }

  /** Of those of {@code ids} that are seen, likewise. */
  Set<ArtifactId> answered(ArtifactFilter filter, Collection<ArtifactId> ids) {
    return meeting(filter, asking.reads().everywhere() ? ids : asking.seen(ids));
  }

  /**
   * From which of {@code ids} a walk goes on: what is not seen always conducts, so that nobody can
   * find out what it is.
   */
  Set<ArtifactId> conducting(ArtifactFilter through, Collection<ArtifactId> ids) {
    Set<ArtifactId> met = meeting(through, ids);
    if (asking.reads().everywhere()) {
      return met;
    }
    Set<ArtifactId> seen = asking.seen(ids);
    Set<ArtifactId> conducting = new LinkedHashSet<>(ids);
    conducting.removeIf(id -> seen.contains(id) && !met.contains(id));
    return conducting;
  }

  /** Those of {@code ids}, which are recorded, that meet {@code filter}, in the order of ids. */
  private Set<ArtifactId> meeting(ArtifactFilter filter, Collection<ArtifactId> ids) {
    return switch (filter) {
      case ArtifactFilter.All f -> all(f, ids);
      case ArtifactFilter.Any f -> any(f, ids);
      case ArtifactFilter.Not f -> without(ids, meeting(f.of(), ids));
      case ArtifactFilter.DescendsFrom f ->
          related(ids, Direction.ANCESTORS, f.steps(), some -> answered(f.where(), some));
      case ArtifactFilter.Shapes f ->
          related(ids, Direction.DESCENDANTS, f.steps(), some -> answered(f.where(), some));
      case ArtifactFilter.Tainted f -> {
        Set<ArtifactId> tainted =
            related(
                ids,
                Direction.ANCESTORS,
                Steps.ALL,
                some -> meeting(new ArtifactFilter.Quarantined(true), some));
        yield f.wanted() ? tainted : without(ids, tainted);
      }
      case ArtifactFilter.Base f -> f.wanted() ? bases(ids) : without(ids, bases(ids));
      case ArtifactFilter.Kinds f ->
          where(ids, node -> !Collections.disjoint(node.kinds(), f.names()));
      case ArtifactFilter.Namespaces f ->
          where(
              ids,
              node ->
                  node.names().stream()
                      .map(ArtifactName::namespace)
                      .anyMatch(name -> f.names().contains(name) && asking.reads().contains(name)));
      case ArtifactFilter.Stages f -> where(ids, node -> f.stages().contains(node.stage()));
      case ArtifactFilter.Owners f ->
          where(ids, node -> !Collections.disjoint(node.owners(), f.names()));
      case ArtifactFilter.Provenances f ->
          where(ids, node -> f.wanted().contains(node.provenance()));
      case ArtifactFilter.Quarantined f -> where(ids, node -> node.quarantined() == f.wanted());
      case ArtifactFilter.CreatedBefore f -> where(ids, node -> madeBefore(node, f.time()));
      case ArtifactFilter.CreatedAfter f -> where(ids, node -> madeAfter(node, f.time()));
      case ArtifactFilter.OlderThan f -> {
        Instant time = before(asking.now().get(), f.age());
        yield where(ids, node -> madeBefore(node, time));
      }
      case ArtifactFilter.Labelled f -> where(ids, node -> node.labels().contains(f.label()));
      case ArtifactFilter.Checked f -> where(ids, node -> meets(node, f));
    };
  }

  private Set<ArtifactId> where(Collection<ArtifactId> ids, Predicate<Node> test) {
    Set<ArtifactId> met = new LinkedHashSet<>();
    asking.graph().nodes(ids).values().stream().filter(test).map(Node::id).forEach(met::add);
    return met;
  }

  private static Set<ArtifactId> without(Collection<ArtifactId> ids, Set<ArtifactId> left) {
    Set<ArtifactId> others = new LinkedHashSet<>(ids);
    others.removeAll(left);
    return others;
  }

  private Set<ArtifactId> all(ArtifactFilter.All filter, Collection<ArtifactId> ids) {
    Set<ArtifactId> met = new LinkedHashSet<>(ids);
    for (ArtifactFilter each : cheapFirst(filter.of())) {
      met = meeting(each, met);
    }
    return met;
  }

  /** What needs a walk comes last, to be asked of few. */
  private static List<ArtifactFilter> cheapFirst(List<ArtifactFilter> filters) {
    return filters.stream()
        .sorted(
            Comparator.comparing(
                filter ->
                    filter instanceof ArtifactFilter.DescendsFrom
                        || filter instanceof ArtifactFilter.Shapes
                        || filter instanceof ArtifactFilter.Tainted))
        .toList();
  }

  private Set<ArtifactId> any(ArtifactFilter.Any filter, Collection<ArtifactId> ids) {
    Set<ArtifactId> met = new HashSet<>();
    filter.of().forEach(each -> met.addAll(meeting(each, ids)));
    Set<ArtifactId> inOrder = new LinkedHashSet<>(ids);
    inOrder.retainAll(met);
    return inOrder;
  }

  /** So long before {@code now}, but not before time begins. */
  private static Instant before(Instant now, Duration age) {
    boolean tooLong = age.compareTo(Duration.between(Instant.MIN, now)) > 0;
    return tooLong ? Instant.MIN : now.minus(age);
  }

  private static boolean madeBefore(Node node, Instant time) {
    @Nullable Instant made = node.createdAt();
    return made == null || made.isBefore(time);
  }

  private static boolean madeAfter(Node node, Instant time) {
    @Nullable Instant made = node.createdAt();
    return made != null && made.isAfter(time);
  }

  private static boolean meets(Node node, ArtifactFilter.Checked filter) {
    @Nullable Integer least = filter.minVersion();
    Optional<ArtifactState.Check> deciding =
        node.checks().stream()
            .filter(check -> check.name().equals(filter.name()))
            .filter(check -> check.revoked() == null)
            .filter(check -> least == null || check.version() >= least)
            .max(Comparator.comparingInt(ArtifactState.Check::version));
    if (filter.absent()) {
      return deciding.isEmpty();
    }
    return deciding.isPresent()
        && (filter.outcome() == null || deciding.get().outcome() == filter.outcome());
  }

  private Set<ArtifactId> bases(Collection<ArtifactId> ids) {
    Set<ArtifactId> heirs = new HashSet<>();
    asking.graph().steps(ids, Direction.ANCESTORS).values().stream()
        .flatMap(List::stream)
        .filter(link -> asking.inherited(link).contains(Inheritance.WEIGHTS))
        .forEach(link -> heirs.add(link.child()));
    return without(ids, heirs);
  }

  /**
   * Those of {@code ids} with a relative in {@code direction} that is one of {@code where}: one
   * walk from all of them together, and one back from all of those.
   */
  private Set<ArtifactId> related(
      Collection<ArtifactId> ids,
      Direction direction,
      Steps steps,
      UnaryOperator<Collection<ArtifactId>> where) {
    Walk there = new Walk(asking, direction, steps, ids);
    there.finish();
    Set<ArtifactId> sought = new LinkedHashSet<>(where.apply(there.touched()));
    Set<ArtifactId> conducting = conducting(steps.through(), there.touched());
    WayBack back = new WayBack(there.followed(), direction, conducting, steps.maxDepthEdges());
    Set<ArtifactId> met = new LinkedHashSet<>(ids);
    met.retainAll(back.from(sought));
    return met;
  }
}
