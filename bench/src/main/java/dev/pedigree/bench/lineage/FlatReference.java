package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.schema.EdgeType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The limit: what the questions cost on flat arrays, without a product around them. */
final class FlatReference implements Contender {
  private final FlatGraph graph;
  private final Dataset data;
  private final FlatWalk up;
  private final FlatWalk down;

  /** For questions that walk from two artifacts the same way. */
  private final FlatWalk secondUp;

  FlatReference(FlatGraph graph) {
    this.graph = graph;
    this.data = graph.data();
    FlatGraph.Rows parents = graph.up();
    up = new FlatWalk(parents);
    secondUp = new FlatWalk(parents);
    down = new FlatWalk(graph.down());
  }

  @Override
  public String name() {
    return "limit";
  }

  @Override
  public boolean answers(Ask ask) {
    return ask != Ask.PAGE;
  }

  @Override
  public Reply ask(Question question, Ask ask) {
    Answer answer = answer(question, ask);
    return () -> answer;
  }

  Answer answer(Question question, Ask ask) {
    if (question.start() >= graph.artifacts() || question.target() >= graph.artifacts()) {
      return ask == Ask.GROUPS ? Answer.ofGroups(0, Map.of(), Map.of()) : Answer.NOTHING;
    }
    return switch (question.op()) {
      case DESCENDANTS, ANCESTORS -> walk(question, ask);
      case REACH -> Answer.ofTruth(edgesBetween(question.start(), question.target()) > 0);
      case PATH -> Answer.ofCount(edgesBetween(question.start(), question.target()));
      case COMMON -> common(question.start(), question.target());
    };
  }

  private Answer walk(Question question, Ask ask) {
    FlatWalk walk = walked(question);
    int kind = kind(question);
    return switch (ask) {
      case TOTAL -> Answer.ofCount(kind < 0 ? walk.reached() - 1 : count(walk, kind));
      case GROUPS -> groups(walk, kind);
      case IDS -> ids(walk, artifact -> kind < 0 || data.kind(artifact) == kind);
      case PAGE, ANSWER -> throw new IllegalArgumentException(ask.words());
    };
  }

  private FlatWalk walked(Question question) {
    FlatWalk walk = question.op() == Question.Op.ANCESTORS ? up : down;
    walk.start(question.start());
    walk.finish(types(question.edgeTypes()));
    return walk;
  }

  /** The page of the answer: nearest first, ties in the order of recording. */
  int[] page(Question question) {
    if (question.start() >= graph.artifacts()) {
      return new int[0];
    }
    int kind = kind(question);
    int[] all = walked(question).nearest(Integer.MAX_VALUE - 1);
    return Arrays.stream(all)
        .filter(artifact -> kind < 0 || data.kind(artifact) == kind)
        .limit(Ask.PAGE_IDS)
        .toArray();
  }

  private int kind(Question question) {
    String kind = question.kind();
    return kind == null ? -1 : data.types().kind(kind).orElseThrow().ordinal();
  }

  private long types(@Nullable Set<String> names) {
    if (names == null) {
      return FlatWalk.ANY;
    }
    return data.types().edgeTypes().stream()
        .filter(type -> names.contains(type.name()))
        .mapToLong((EdgeType type) -> 1L << type.ordinal())
        .reduce(0, (a, b) -> a | b);
  }

  private int count(FlatWalk walk, int kind) {
    int count = 0;
    for (int i = 1; i < walk.reached(); i++) {
      if (data.kind(walk.at(i)) == kind) {
        count++;
      }
    }
    return count;
  }

  private Answer groups(FlatWalk walk, int kind) {
    int[] byKind = new int[data.types().kinds().size()];
    int[] byStage = new int[FlatGraph.STAGES.size()];
    int count = 0;
    for (int i = 1; i < walk.reached(); i++) {
      int artifact = walk.at(i);
      if (kind < 0 || data.kind(artifact) == kind) {
        byKind[data.kind(artifact)]++;
        byStage[graph.stage(artifact)]++;
        count++;
      }
    }
    return Answer.ofGroups(
        count,
        named(byKind, data.types().kinds().stream().map(it -> it.name()).toList()),
        named(byStage, FlatGraph.STAGES.stream().map(Stage::name).toList()));
  }

  private static Map<String, Integer> named(int[] counts, List<String> names) {
    Map<String, Integer> named = new HashMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        named.put(names.get(i), counts[i]);
      }
    }
    return named;
  }

  private Answer ids(FlatWalk walk, IntPredicate wanted) {
    int count = 0;
    long checksum = 0;
    for (int i = 1; i < walk.reached(); i++) {
      if (wanted.test(walk.at(i))) {
        count++;
        checksum += data.checksum(walk.at(i));
      }
    }
    return new Answer(count, checksum);
  }

  /**
   * Searches from both ends, a level at a time, first where the frontier is smaller. 0: there is no
   * way.
   */
  private int edgesBetween(int child, int ancestor) {
    up.start(child);
    down.start(ancestor);
    for (int edges = 1; up.frontier() > 0 && down.frontier() > 0; edges++) {
      FlatWalk walk = up.frontier() <= down.frontier() ? up : down;
      walk.next(FlatWalk.ANY);
      if (walk.touches(walk == up ? down : up)) {
        return edges;
      }
    }
    return 0;
  }

  private Answer common(int one, int other) {
    secondUp.start(other);
    secondUp.finish(FlatWalk.ANY);
    up.start(one);
    up.finish(FlatWalk.ANY);
    return ids(up, artifact -> secondUp.hasSeen(artifact) && artifact != other);
  }
}
