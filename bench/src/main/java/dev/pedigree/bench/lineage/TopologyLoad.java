package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.topology.SnapshotFolder;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A topology that was given the facts of a history, without a journal in between.
 *
 * @param factsPerSecond how fast it took them, compactions along the way included
 * @param compactSeconds the compaction at the end, with its snapshot
 * @param restoreSeconds until another one had the snapshot back
 */
record TopologyLoad(
    Topology topology,
    TopologyMemory memory,
    double factsPerSecond,
    double compactSeconds,
    double restoreSeconds) {
  private static final int TOGETHER = 1_000;

  /** Keeps snapshots in {@code folder}. */
  static TopologyLoad of(History history, Path folder) {
    var types = history.data().types();
    SnapshotFolder snapshots = new SnapshotFolder(folder, "bench");
    Topology topology = new Topology(types, snapshots);
    double seconds = replay(history, topology);
    JournalHead end = position(history, history.end());
    long start = System.nanoTime();
    topology.compact(end);
    double compactSeconds = (System.nanoTime() - start) / 1e9;
    Topology restored = new Topology(types, snapshots);
    start = System.nanoTime();
    if (!restored.restore(end::equals).equals(end)) {
      throw new IllegalStateException("the snapshot in " + folder + " was not taken");
    }
    double restoreSeconds = (System.nanoTime() - start) / 1e9;
    restored.close();
    return new TopologyLoad(
        topology, topology.memory(), history.end() / seconds, compactSeconds, restoreSeconds);
  }

  /** Making the changes is left out of the time. */
  private static double replay(History history, Topology topology) {
    long nanos = 0;
    List<Change> changes = new ArrayList<>(TOGETHER);
    for (long revision = 1; revision <= history.end(); revision++) {
      changes.add(history.change(revision));
      if (changes.size() == TOGETHER || revision == history.end()) {
        JournalHead reached = position(history, revision);
        long start = System.nanoTime();
        changes.forEach(topology::apply);
        topology.reached(reached);
        nanos += System.nanoTime() - start;
        changes.clear();
      }
    }
    return nanos / 1e9;
  }

  private static JournalHead position(History history, long revision) {
    Digest hash = Digest.of("bench " + revision);
    return new JournalHead(revision, hash, history.change(revision).at(), 0, 0);
  }
}
