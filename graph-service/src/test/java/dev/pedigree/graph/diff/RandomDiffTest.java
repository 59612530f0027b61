package dev.pedigree.graph.diff;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Diffs of random graphs, beside sets. */
class RandomDiffTest {
  private static final int GRAPHS = 40;
  private static final int ARTIFACTS = 60;
  private static final List<String> TYPES =
      List.of("FINE_TUNED_FROM", "MERGED_FROM", "CONTINUED_FROM", "QUANTIZED_FROM");

  private final List<String> names = new ArrayList<>();
  private final Map<String, Set<String>> parents = new HashMap<>();

  @Test
  void tellsOfAllThatOneSideAloneHas() {
    for (long seed = 1; seed <= GRAPHS; seed++) {
      Random random = new Random(seed);
      World world = record(random, seed % 2 == 0);
      for (int i = 0; i < 10; i++) {
        String base = names.get(random.nextInt(ARTIFACTS));
        String head = names.get(random.nextInt(ARTIFACTS));
        compare(world, base, head, "seed %d, %s with %s".formatted(seed, head, base));
      }
    }
  }

  private World record(Random random, boolean compacted) {
    names.clear();
    parents.clear();
    World world = new World();
    for (int i = 0; i < ARTIFACTS; i++) {
      String name = "m" + random.nextInt(15) + "@" + i;
      world.artifacts("MODEL", name);
      Set<String> above = new HashSet<>();
      for (int edges = random.nextInt(4); edges > 0 && i > 0; edges--) {
        String parent = names.get(random.nextInt(i));
        if (above.add(parent)) {
          world.edge(TYPES.get(random.nextInt(TYPES.size())), name, parent);
        }
      }
      names.add(name);
      parents.put(name, above);
    }
    if (compacted) {
      world.compact();
    }
    return world;
  }

  private void compare(World world, String base, String head, String about) {
    Set<ArtifactId> ofBase = closure(world, base);
    Set<ArtifactId> ofHead = closure(world, head);
    Set<ArtifactId> shared = new HashSet<>(ofBase);
    shared.retainAll(ofHead);

    LineageDiff diff = world.diff(base, head);
    List<LineageChange> changes = diff.changes(0, Integer.MAX_VALUE);
    List<LineageChange> back = world.diff(head, base).changes(0, Integer.MAX_VALUE);

    assertThat(diff.shared()).as(about).isEqualTo(shared.size());
    assertThat(diff.nearestCommonAncestors().isEmpty()).as(about).isEqualTo(shared.isEmpty());
    assertThat(changes).as(about).hasSize(diff.total()).hasSameSizeAs(back);
    Set<ArtifactId> told = new HashSet<>(shared);
    told.add(world.id(base));
    told.add(world.id(head));
    for (LineageChange change : changes) {
      switch (change.kind()) {
        case ADDED -> told.add(requireNonNull(change.head()));
        case REMOVED -> told.add(requireNonNull(change.base()));
        case VERSION_CHANGED -> {
          told.add(requireNonNull(change.base()));
          told.add(requireNonNull(change.head()));
        }
        default -> {}
      }
    }
    Set<ArtifactId> all = new HashSet<>(ofBase);
    all.addAll(ofHead);
    assertThat(told).as(about).isEqualTo(all);
    assertThat(heads(changes, LineageChange.Kind.ADDED))
        .as(about)
        .isEqualTo(bases(back, LineageChange.Kind.REMOVED));
  }

  private Set<ArtifactId> closure(World world, String start) {
    Set<ArtifactId> closure = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (closure.add(world.id(next))) {
        open.addAll(parents.get(next));
      }
    }
    return closure;
  }

  private static Set<ArtifactId> heads(List<LineageChange> changes, LineageChange.Kind kind) {
    Set<ArtifactId> heads = new HashSet<>();
    changes.stream()
        .filter(it -> it.kind() == kind)
        .forEach(it -> heads.add(requireNonNull(it.head())));
    return heads;
  }

  private static Set<ArtifactId> bases(List<LineageChange> changes, LineageChange.Kind kind) {
    Set<ArtifactId> bases = new HashSet<>();
    changes.stream()
        .filter(it -> it.kind() == kind)
        .forEach(it -> bases.add(requireNonNull(it.base())));
    return bases;
  }
}
