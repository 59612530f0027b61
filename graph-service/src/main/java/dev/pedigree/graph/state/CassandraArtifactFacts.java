package dev.pedigree.graph.state;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.ErasedChanges;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.state.ArtifactFactsTable.StoredRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every artifact's facts in one partition of Cassandra, a row per change: one read gives its state
 * at any revision. The projection {@code state}.
 *
 * <p>A row's write timestamp is its revision, or that of the erasure that emptied it. So whoever
 * writes a row again, however late, writes what is there or loses. Safe for many threads.
 */
public final class CassandraArtifactFacts implements Projection {
  public static final String NAME = "state";

  private static final int WRITES_IN_FLIGHT = 256;

  /** Below the size of which Cassandra begins to warn, 5 KiB. */
  private static final int BATCH_BYTES = 4000;

  private static final int ROW_OVERHEAD_BYTES = 80;

  private final ArtifactFactsTable table;
  private final Journal journal;

  /**
   * @param session with the keyspace that holds the table; stays open
   * @param journal where what is left of an erased change is looked up
   */
  public CassandraArtifactFacts(CqlSession session, Journal journal) {
    this.table = new ArtifactFactsTable(session);
    this.journal = journal;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare() {
    table.create();
  }

  @Override
  public void apply(List<Change> changes) {
    Map<ArtifactId, List<Write>> writes = new LinkedHashMap<>();
    for (Change change : changes) {
      collect(change, change.revision(), writes);
      for (Fact fact : change.facts()) {
        if (fact instanceof Fact.ErasurePerformed erasure) {
          ErasedChanges.of(erasure, journal)
              .forEach(left -> collect(left, change.revision(), writes));
        }
      }
    }
    WriteWindow window = new WriteWindow(WRITES_IN_FLIGHT);
    writes.values().forEach(rows -> write(rows, window));
    window.finish();
  }

  private record Write(StoredRow row, long timestamp) {}

  private static void collect(Change change, long timestamp, Map<ArtifactId, List<Write>> writes) {
    Occurrence.byOwner(change)
        .forEach(
            (id, facts) ->
                writes
                    .computeIfAbsent(id, _ -> new ArrayList<>(4))
                    .add(new Write(StoredRow.of(id, facts), timestamp)));
  }

  /** Writes rows of one partition, several a statement. */
  private void write(List<Write> rows, WriteWindow window) {
    List<BatchableStatement<?>> some = new ArrayList<>(rows.size());
    int bytes = 0;
    for (Write write : rows) {
      int size = write.row.size() + ROW_OVERHEAD_BYTES;
      if (!some.isEmpty() && bytes + size > BATCH_BYTES) {
        submit(some, window);
        some = new ArrayList<>();
        bytes = 0;
      }
      some.add(table.insert(write.row, write.timestamp));
      bytes += size;
    }
    submit(some, window);
  }

  private void submit(List<BatchableStatement<?>> rows, WriteWindow window) {
    if (rows.size() == 1) {
      window.submit(() -> table.execute(rows.getFirst()));
      return;
    }
    BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED).setIdempotence(true);
    rows.forEach(batch::addStatement);
    window.submit(() -> table.execute(batch.build()));
  }

  /**
   * The facts of {@code ids} up to {@code asOf} as far as they are applied, each list in the order
   * of the journal; an id without any is left out. The statements go out together: one round trip,
   * unless a partition has more than a page of rows.
   *
   * @throws UnavailableException if the store does not answer in time
   */
  public Map<ArtifactId, List<Occurrence>> read(Collection<ArtifactId> ids, long asOf) {
    Map<ArtifactId, List<Occurrence>> facts = new LinkedHashMap<>();
    table.read(
        ids,
        Long.MIN_VALUE,
        asOf,
        row ->
            facts
                .computeIfAbsent(row.artifact(), _ -> new ArrayList<>())
                .addAll(row.occurrences()));
    return facts;
  }

  /** The revisions of the changes that touched {@code id}, up to {@code asOf}, in order. */
  List<Long> revisions(ArtifactId id, long asOf) {
    return table.revisions(id, asOf);
  }

  /** How many statements were sent to read. */
  public long statements() {
    return table.statements();
  }

  @Override
  public long verify(Iterable<Change> changes, Verification.Report report) {
    return new StateVerifier(table, journal, report).verify(changes);
  }
}
