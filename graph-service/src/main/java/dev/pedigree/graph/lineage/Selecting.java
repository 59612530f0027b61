package dev.pedigree.graph.lineage;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.topology.Topology;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Answers a question for all artifacts that meet a condition. */
final class Selecting {
  private static final Comparator<@Nullable String> WITHOUT_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  private static final Comparator<ArtifactName> BY_NAME =
      Comparator.comparing(ArtifactName::namespace)
          .thenComparing(ArtifactName::name)
          .thenComparing(ArtifactName::version, WITHOUT_FIRST);

  private static final int UNCOUNTED = -1;

  private final View view;
  private @Nullable Truncation truncation;

  Selecting(View view) {
    this.view = view;
  }

  /** For pages, the answer reads {@code topology} again. */
  Selection select(ArtifactFilter where, Order order, Topology topology) {
    int[] found = ordered(meeting(where), order);
    return new SelectedArtifacts(
        topology, view.types(), view.reads(), view.graph().revision(), found, truncation);
  }

  private int[] meeting(ArtifactFilter where) {
    IntPredicate meets = FilterTest.answered(where, view);
    IntArrayList found = new IntArrayList();
    try {
      for (int artifact = 0; artifact < view.graph().artifactCount(); artifact++) {
        view.meter().work(1);
        if (!view.graph().retracted(artifact) && meets.test(artifact)) {
          view.meter().reach();
          found.add(artifact);
        }
      }
    } catch (BudgetExceededException e) {
      truncation = e.truncation();
    }
    return found.toIntArray();
  }

  private int[] ordered(int[] found, Order order) {
    return switch (order.field()) {
      case RECORDED -> order.descending() ? IntArrays.reverse(found) : found;
      case CREATED -> byCreation(found, order);
      case NAME -> sorted(found, directed(BY_NAME, order), view.sight()::firstName);
      case DESCENDANTS -> byDescendants(found, order);
    };
  }

  private int[] byCreation(int[] found, Order order) {
    Comparator<Instant> byTime = directed(Comparator.<Instant>naturalOrder(), order);
    Comparator<Optional<Instant>> unknownLast =
        Comparator.<Optional<Instant>, Boolean>comparing(Optional::isEmpty)
            .thenComparing(time -> time.orElse(Instant.EPOCH), byTime);
    return sorted(found, unknownLast, a -> Optional.ofNullable(view.graph().createdAt(a)));
  }

  private int[] byDescendants(int[] found, Order order) {
    Comparator<Integer> byCount = directed(Comparator.<Integer>naturalOrder(), order);
    Comparator<Integer> uncountedLast =
        Comparator.<Integer, Boolean>comparing(count -> count == UNCOUNTED).thenComparing(byCount);
    View unhurried = view.with(view.meter().timeOnly());
    Traversal down =
        new Traversal(
            unhurried,
            StepRules.of(Steps.ALL, unhurried),
            Direction.DESCENDANTS,
            Integer.MAX_VALUE);
    return sorted(found, uncountedLast, artifact -> descendants(artifact, down));
  }

  private int descendants(int artifact, Traversal down) {
    try {
      down.walk(new int[] {artifact});
      return down.count();
    } catch (BudgetExceededException e) {
      truncation = truncation == null ? e.truncation() : truncation;
      return UNCOUNTED;
    } finally {
      down.forget();
    }
  }

  private static <K> Comparator<K> directed(Comparator<K> ascending, Order order) {
    return order.descending() ? ascending.reversed() : ascending;
  }

  /** Ties stay in the order of the journal. */
  private static <K> int[] sorted(int[] found, Comparator<K> order, IntFunction<K> keys) {
    List<K> keyAt = new ArrayList<>(found.length);
    for (int artifact : found) {
      keyAt.add(keys.apply(artifact));
    }
    int[] positions = new int[found.length];
    Arrays.setAll(positions, position -> position);
    IntArrays.mergeSort(positions, (a, b) -> order.compare(keyAt.get(a), keyAt.get(b)));
    int[] sorted = new int[found.length];
    Arrays.setAll(sorted, position -> found[positions[position]]);
    return sorted;
  }
}
