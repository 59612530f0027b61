package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.Stage;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** What of a {@link History} stands at one revision: edges both ways in flat arrays, and stages. */
final class FlatGraph {
  /** Stages are named by their places here. */
  static final List<Stage> STAGES = List.of(Stage.values());

  private static final byte STAGING = (byte) STAGES.indexOf(Stage.STAGING);
  private static final byte PRODUCTION = (byte) STAGES.indexOf(Stage.PRODUCTION);

  private final Dataset data;
  private final int artifacts;
  private final IntArrayList standing;
  private final byte[] stages;

  private FlatGraph(Dataset data, int artifacts, IntArrayList standing, byte[] stages) {
    this.data = data;
    this.artifacts = artifacts;
    this.standing = standing;
    this.stages = stages;
  }

  static FlatGraph at(History history, long revision) {
    Dataset data = history.data();
    int artifacts = 0;
    IntArrayList recorded = new IntArrayList();
    BitSet retracted = new BitSet(data.edges());
    byte[] stages = new byte[data.artifacts()];
    for (long at = 2; at <= revision; at++) {
      int about = history.which(at);
      switch (history.what(at)) {
        case ARTIFACT -> artifacts++;
        case EDGE -> recorded.add(about);
        case EDGE_RETRACTED -> retracted.set(about);
        case STAGING -> stages[about] = STAGING;
        case PRODUCTION -> stages[about] = PRODUCTION;
        case CHECK -> {}
      }
    }
    recorded.removeIf(retracted::get);
    return new FlatGraph(data, artifacts, recorded, stages);
  }

  Dataset data() {
    return data;
  }

  /** How many are recorded: their numbers are below it. */
  int artifacts() {
    return artifacts;
  }

  /** Numbers of the edges that stand, in the order of recording. */
  IntArrayList standing() {
    return standing;
  }

  /** Its place in {@link #STAGES}. */
  int stage(int artifact) {
    return stages[artifact];
  }

  /** The edges that stand, by their children. */
  Rows up() {
    return rows(data::child, data::parent);
  }

  /** The edges that stand, by their parents. */
  Rows down() {
    return rows(data::parent, data::child);
  }

  private Rows rows(IntUnaryOperator from, IntUnaryOperator to) {
    int[] first = new int[artifacts + 1];
    for (int i = 0; i < standing.size(); i++) {
      first[from.applyAsInt(standing.getInt(i)) + 1]++;
    }
    Arrays.parallelPrefix(first, Integer::sum);
    int[] next = first.clone();
    int[] other = new int[standing.size()];
    byte[] type = new byte[standing.size()];
    for (int i = 0; i < standing.size(); i++) {
      int edge = standing.getInt(i);
      int place = next[from.applyAsInt(edge)]++;
      other[place] = to.applyAsInt(edge);
      type[place] = (byte) data.edgeType(edge);
    }
    return new Rows(first, other, type);
  }

  /**
   * Compressed sparse rows.
   *
   * @param first where each artifact's edges begin; those of the next are behind them
   * @param other the artifact at the other end of each edge
   * @param type ordinal of each edge's type
   */
  @SuppressWarnings("ArrayRecordComponent") // They are the representation, and stay in the package.
  record Rows(int[] first, int[] other, byte[] type) {}
}
