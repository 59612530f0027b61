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
 * @param factsPerSecond how fast it took all of them, compactions along the way included
 * @param tailFactsPerSecond how fast one that began with a snapshot took the last of them
 * @param compactSeconds the compaction at the end, with its snapshot
 * @param restoreSeconds until another one had the snapshot back
 */
record TopologyLoad(
    Topology topology,
    TopologyMemory memory,
    double factsPerSecond,
    double tailFactsPerSecond,
    double compactSeconds,
    double restoreSeconds) {
  private static final int TOGETHER = 1_000;
  private static final long TAIL = 200_000;
  private static final int TAIL_SHARE = 8;

  /** Keeps snapshots in {@code folder}. */
  static TopologyLoad of(History history, Path folder) {
    var types = history.data().types();
    SnapshotFolder snapshots = new SnapshotFolder(folder, "bench");
    Topology topology = new Topology(types, snapshots);
    long body = history.end() - Math.min(TAIL, history.end() / TAIL_SHARE);
    double bodySeconds = replay(history, 0, body, topology);
    JournalHead middle = position(history, body);
    topology.compact(middle);
    Topology begun = restored(new Topology(types, snapshots), middle);
    double seconds = replay(history, body, history.end(), begun);
    begun.close();
    bodySeconds += replay(history, body, history.end(), topology);
    JournalHead end = position(history, history.end());
    long start = System.nanoTime();
    topology.compact(end);
    double compactSeconds = (System.nanoTime() - start) / 1e9;
    Topology again = new Topology(types, snapshots);
    start = System.nanoTime();
    restored(again, end);
    double restoreSeconds = (System.nanoTime() - start) / 1e9;
    again.close();
    return new TopologyLoad(
        topology,
        topology.memory(),
        history.end() / bodySeconds,
        (history.end() - body) / seconds,
        compactSeconds,
        restoreSeconds);
  }

  private static Topology restored(Topology topology, JournalHead expected) {
    if (!topology.restore(expected::equals).equals(expected)) {
      throw new IllegalStateException("the snapshot at " + expected + " was not taken");
    }
    return topology;
  }

  /** The seconds that it took; making the changes is left out. */
  private static double replay(History history, long after, long until, Topology topology) {
    long nanos = 0;
    List<Change> changes = new ArrayList<>(TOGETHER);
    for (long revision = after + 1; revision <= until; revision++) {
      changes.add(history.change(revision));
      if (changes.size() == TOGETHER || revision == until) {
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
