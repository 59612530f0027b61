package dev.pedigree.graph.lineage;

import dev.pedigree.graph.topology.TopologyReader;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A drawing in the making: which artifacts are in it is settled, edges are added. */
final class Picture {
  private final TopologyReader graph;
  private final int[] artifacts;
  private final int[] hiddenParents;
  private final int[] hiddenChildren;
  private final IntArrayList edges = new IntArrayList();

  /** By position of the artifact: positions of its children, once an edge. */
  private final List<IntArrayList> children = new ArrayList<>();

  /**
   * Takes over {@code artifacts}.
   *
   * @param artifacts ascending
   */
  Picture(TopologyReader graph, int[] artifacts) {
    this.graph = graph;
    this.artifacts = artifacts;
    this.hiddenParents = new int[artifacts.length];
    this.hiddenChildren = new int[artifacts.length];
    for (int i = 0; i < artifacts.length; i++) {
      children.add(new IntArrayList(0));
    }
  }

  int[] artifacts() {
    return artifacts.clone();
  }

  boolean shows(int artifact) {
    return Arrays.binarySearch(artifacts, artifact) >= 0;
  }

  /** Draws an edge or, where it leaves the picture, a stub. */
  void connect(int edge, int child, int parent) {
    int below = Arrays.binarySearch(artifacts, child);
    int above = Arrays.binarySearch(artifacts, parent);
    if (below >= 0 && above >= 0) {
      edges.add(edge);
      children.get(above).add(below);
    } else if (below >= 0) {
      hiddenParents[below]++;
    } else if (above >= 0) {
      hiddenChildren[above]++;
    }
  }

  Drawing drawing(int total, @Nullable Truncation truncation) {
    int[] layers = layers();
    List<Drawing.Node> nodes =
        IntStream.range(0, artifacts.length)
            .boxed()
            .sorted(Comparator.comparingInt(position -> layers[position]))
            .map(position -> node(position, layers[position]))
            .toList();
    int count = nodes.isEmpty() ? 0 : nodes.getLast().layer() + 1;
    return new Drawing(
        nodes, JournalOrder.ids(edges, graph), count, total, graph.revision(), truncation);
  }

  private Drawing.Node node(int position, int layer) {
    return new Drawing.Node(
        graph.artifactId(artifacts[position]),
        layer,
        hiddenParents[position],
        hiddenChildren[position]);
  }

  /** Parents before children; each child ends up a layer below the lowest of its parents. */
  private int[] layers() {
    int[] parentsLeft = new int[artifacts.length];
    children.forEach(each -> each.forEach(child -> parentsLeft[child]++));
    IntArrayList ready = new IntArrayList();
    for (int i = 0; i < artifacts.length; i++) {
      if (parentsLeft[i] == 0) {
        ready.add(i);
      }
    }
    int[] layers = new int[artifacts.length];
    while (!ready.isEmpty()) {
      int parent = ready.popInt();
      for (int child : children.get(parent)) {
        layers[child] = Math.max(layers[child], layers[parent] + 1);
        if (--parentsLeft[child] == 0) {
          ready.push(child);
        }
      }
    }
    return layers;
  }
}
