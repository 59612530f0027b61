package dev.pedigree.bench.lineage;

import dev.pedigree.bench.lineage.Question.Op;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes up questions with answers of all sizes, and answers them by an {@link Oracle}. */
final class QuestionMaker {
  private static final int CANDIDATES = 2_000;
  private static final int OLDEST = 300;
  private static final int PER_BUCKET = 50;
  private static final int REACHES = 500;
  private static final Set<String> MODEL_STEPS =
      Set.of(
          "FINE_TUNED_FROM",
          "ADAPTER_OF",
          "QUANTIZED_FROM",
          "MERGED_FROM",
          "DISTILLED_FROM",
          "SERVES",
          "REVISED_FROM");
  private static final Set<String> DATA_STEPS =
      Set.of(
          "TRAINED_ON",
          "DERIVED_FROM",
          "REVISED_FROM",
          "SERVES",
          "FINE_TUNED_FROM",
          "ADAPTER_OF",
          "QUANTIZED_FROM");

  private final Dataset data;
  private final Oracle oracle;
  private final Random random;
  private final List<Asked> asked = new ArrayList<>();

  QuestionMaker(Dataset data, long seed) {
    this.data = data;
    this.oracle = new Oracle(data);
    this.random = new Random(seed);
  }

  List<Asked> make() {
    List<Sized> below = sized(false);
    List<Sized> above = sized(true);
    walks("descendants", Op.DESCENDANTS, below, "10", 10);
    walks("descendants", Op.DESCENDANTS, below, "1k", 1_000);
    walks("descendants", Op.DESCENDANTS, below, "10pct", data.artifacts() / 10);
    walks("descendants", Op.DESCENDANTS, below, "max", data.artifacts());
    walks("ancestors", Op.ANCESTORS, above, "10", 10);
    walks("ancestors", Op.ANCESTORS, above, "100", 100);
    walks("ancestors", Op.ANCESTORS, above, "1k", 1_000);
    walks("ancestors", Op.ANCESTORS, above, "max", data.artifacts());
    filtered(below, above);
    reaches();
    List<Sized> deepest = nearest(above, data.artifacts(), 2 * PER_BUCKET);
    paths(deepest);
    commons(deepest);
    return asked;
  }

  /** An artifact, and how many it reaches. */
  private record Sized(int artifact, int reached) {}

  /** The oldest, which reach far down, and some of all others. */
  private List<Sized> sized(boolean upwards) {
    IntStream oldest = IntStream.range(0, Math.min(OLDEST, data.artifacts()));
    IntStream others = random.ints(CANDIDATES, 0, data.artifacts());
    return IntStream.concat(oldest, others)
        .distinct()
        .mapToObj(artifact -> new Sized(artifact, oracle.walk(artifact, upwards, null).size()))
        .toList();
  }

  private static List<Sized> nearest(List<Sized> of, int size, int count) {
    return of.stream()
        .sorted(Comparator.comparingDouble(it -> Math.abs(Math.log((it.reached + 1.0) / size))))
        .limit(count)
        .toList();
  }

  private void walks(String group, Op op, List<Sized> of, String bucket, int size) {
    nearest(of, size, PER_BUCKET).forEach(it -> ask(group, bucket, op, it.artifact, null, null));
  }

  private void filtered(List<Sized> below, List<Sized> above) {
    nearest(below, data.artifacts(), PER_BUCKET).stream()
        .filter(it -> data.kindName(it.artifact).equals("MODEL"))
        .forEach(
            it ->
                ask(
                    "filtered",
                    "model-down",
                    Op.DESCENDANTS,
                    it.artifact,
                    MODEL_STEPS,
                    "DEPLOYMENT"));
    nearest(below, data.artifacts() / 4, PER_BUCKET)
        .forEach(
            it -> ask("filtered", "any-down", Op.DESCENDANTS, it.artifact, null, "DEPLOYMENT"));
    nearest(above, data.artifacts(), PER_BUCKET)
        .forEach(it -> ask("filtered", "data-up", Op.ANCESTORS, it.artifact, DATA_STEPS, "CORPUS"));
  }

  private void reaches() {
    for (int i = 0; i < REACHES; i++) {
      int child = descendant();
      ask("reach", "true", Op.REACH, child, anyOf(oracle.ancestors(child)));
    }
    for (int i = 0; i < REACHES; ) {
      int child = descendant();
      int other = random.nextInt(child);
      if (!oracle.ancestors(child).contains(other)) {
        ask("reach", "false", Op.REACH, child, other);
        i++;
      }
    }
  }

  private void paths(List<Sized> deepest) {
    for (int i = 0; i < PER_BUCKET; i++) {
      int deep = deepest.get(i).artifact;
      ask("path", "deep", Op.PATH, deep, oracle.ancestors(deep).getLast());
      int any = descendant();
      ask("path", "any", Op.PATH, any, anyOf(oracle.ancestors(any)));
    }
  }

  private void commons(List<Sized> deepest) {
    for (int i = 0; i < PER_BUCKET; i++) {
      ask(
          "common",
          "deep",
          Op.COMMON,
          deepest.get(2 * i).artifact,
          deepest.get(2 * i + 1).artifact);
      ask("common", "any", Op.COMMON, descendant(), descendant());
    }
  }

  /** One that has ancestors. */
  private int descendant() {
    int artifact;
    do {
      artifact = random.nextInt(1, data.artifacts());
    } while (oracle.ancestors(artifact).isEmpty());
    return artifact;
  }

  private int anyOf(IntArrayList artifacts) {
    return artifacts.getInt(random.nextInt(artifacts.size()));
  }

  private void ask(String group, String bucket, Op op, int start, int target) {
    add(new Question(group, bucket, op, start, target, null, null));
  }

  private void ask(
      String group,
      String bucket,
      Op op,
      int start,
      @Nullable Set<String> edgeTypes,
      @Nullable String kind) {
    add(new Question(group, bucket, op, start, start, edgeTypes, kind));
  }

  private void add(Question question) {
    asked.add(new Asked(question, oracle.answer(question)));
  }
}
