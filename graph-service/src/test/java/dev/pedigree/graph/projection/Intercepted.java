package dev.pedigree.graph.projection;

import dev.pedigree.graph.journal.Change;
import java.util.List;
import java.util.function.Consumer;

/** A projection with something that happens before and after it applies changes. */
record Intercepted(
    Projection projection, Consumer<List<Change>> before, Consumer<List<Change>> after)
    implements Projection {
  @Override
  public String name() {
    return projection.name();
  }

  @Override
  public void prepare() {
    projection.prepare();
  }

  @Override
  public void apply(List<Change> changes) {
    before.accept(changes);
    projection.apply(changes);
    after.accept(changes);
  }

  @Override
  public long verify(Iterable<Change> journal, Verification.Report report) {
    return projection.verify(journal, report);
  }
}
