package dev.pedigree.bench.lineage;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.BitSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trivially right answers: lists of edges, a queue, a set. Shares no code with a contender. */
final class Oracle {
  private final Dataset data;
  private final IntArrayList[] up;
  private final IntArrayList[] down;

  Oracle(Dataset data) {
    this.data = data;
    up = lists(data.artifacts());
    down = lists(data.artifacts());
    for (int edge = 0; edge < data.edges(); edge++) {
      up[data.child(edge)].add(edge);
      down[data.parent(edge)].add(edge);
    }
  }

  private static IntArrayList[] lists(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> new IntArrayList(2))
        .toArray(IntArrayList[]::new);
  }

  /** What is reached, nearest first, without the start. */
  IntArrayList walk(int start, boolean upwards, @Nullable Set<String> edgeTypes) {
    IntArrayList queue = IntArrayList.of(start);
    BitSet seen = new BitSet();
    seen.set(start);
    for (int head = 0; head < queue.size(); head++) {
      for (int edge : (upwards ? up : down)[queue.getInt(head)]) {
        int other = upwards ? data.parent(edge) : data.child(edge);
        boolean follows = edgeTypes == null || edgeTypes.contains(data.edgeTypeName(edge));
        if (follows && !seen.get(other)) {
          seen.set(other);
          queue.add(other);
        }
      }
    }
    queue.removeInt(0);
    return queue;
  }

  Answer answer(Question question) {
    return switch (question.op()) {
      case DESCENDANTS -> ofKind(walk(question.start(), false, question.edgeTypes()), question);
      case ANCESTORS -> ofKind(walk(question.start(), true, question.edgeTypes()), question);
      case REACH -> Answer.ofTruth(ancestors(question.start()).contains(question.target()));
      case PATH -> Answer.ofCount(distance(question.start(), question.target()));
      case COMMON -> {
        IntArrayList both = ancestors(question.start());
        BitSet others = new BitSet();
        ancestors(question.target()).forEach(others::set);
        both.removeIf(artifact -> !others.get(artifact));
        yield sum(both);
      }
    };
  }

  IntArrayList ancestors(int start) {
    return walk(start, true, null);
  }

  private Answer ofKind(IntArrayList found, Question question) {
    String kind = question.kind();
    if (kind != null) {
      found.removeIf(artifact -> !data.kindName(artifact).equals(kind));
    }
    return sum(found);
  }

  private Answer sum(IntArrayList found) {
    return new Answer(found.size(), found.intStream().mapToLong(data::checksum).sum());
  }

  /** Edges on the shortest way up; 0: there is none. */
  private int distance(int child, int ancestor) {
    int[] distances = new int[data.artifacts()];
    IntArrayList queue = IntArrayList.of(child);
    for (int head = 0; head < queue.size() && distances[ancestor] == 0; head++) {
      int at = queue.getInt(head);
      for (int edge : up[at]) {
        int parent = data.parent(edge);
        if (distances[parent] == 0 && parent != child) {
          distances[parent] = distances[at] + 1;
          queue.add(parent);
        }
      }
    }
    return distances[ancestor];
  }
}
