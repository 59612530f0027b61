package dev.pedigree.graph.lineage;

import dev.pedigree.graph.journal.Change;
import java.util.List;
import java.util.Random;

/** The changes of a random graph, for tests of others that follow a journal. */
public final class RandomJournal {
  private RandomJournal() {}

  /** Always the same shape for a seed; the first change is revision 1. */
  public static List<Change> of(Random random, int artifacts) {
    TestGraph graph = new TestGraph(new Unasked());
    RandomGraph.record(random, graph, artifacts);
    return graph.changes();
  }

  /** Takes all changes, and is asked nothing. */
  private static final class Unasked implements TestedEngine {
    private long revision;

    @Override
    public LineageEngine engine() {
      throw new UnsupportedOperationException("not asked");
    }

    @Override
    public void apply(Change change) {
      revision = change.revision();
    }

    @Override
    public long revision() {
      return revision;
    }
  }
}
