package dev.pedigree.graph.state;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.ErasedChanges;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.projection.WriteTimes;
import dev.pedigree.graph.state.ArtifactFactsTable.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Every artifact's facts in one partition of Cassandra, a cell per change: one read gives its state
 * at any revision. The projection {@code state}.
 *
 * <p>A cell's write timestamp is the last revision of the changes that it was written with, and
 * what {@link WriteTimes} adds. Either these reach up to the erasure that emptied it, and then it
 * is written empty, or the erasure has a later timestamp. So whoever writes a cell again, however
 * late, writes what is there or loses. Safe for many threads.
 */
public final class CassandraArtifactFacts implements Projection {
  public static final String NAME = "state";

  private static final int WRITES_IN_FLIGHT = 1024;

  private static final int BYTES_PER_STATEMENT = 1 << 18;

  private final ArtifactFactsTable table;
  private final Journal journal;
  private final WriteTimes times;

  /**
   * @param session with the keyspace that holds the table; stays open
   * @param journal where what is left of an erased change is looked up
   */
  public CassandraArtifactFacts(CqlSession session, Journal journal) {
    this.table = new ArtifactFactsTable(session);
    this.journal = journal;
    this.times = new WriteTimes(session, NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare() {
    table.create();
    times.prepare();
  }

  @Override
  public void apply(List<Change> changes) {
    Map<ArtifactId, NavigableMap<Long, Cell>> cells = new LinkedHashMap<>();
    for (Change change : changes) {
      collect(change, cells);
      for (Fact fact : change.facts()) {
        if (fact instanceof Fact.ErasurePerformed erasure) {
          ErasedChanges.of(erasure, journal).forEach(left -> collect(left, cells));
        }
      }
    }
    if (!changes.isEmpty()) {
      WriteWindow window = new WriteWindow(WRITES_IN_FLIGHT);
      long timestamp = times.base() + changes.getLast().revision();
      cells.values().forEach(of -> write(of.values(), timestamp, window));
      window.finish();
    }
  }

  /** What is collected later for a revision is what is left of it. */
  private static void collect(Change change, Map<ArtifactId, NavigableMap<Long, Cell>> cells) {
    Occurrence.byOwner(change)
        .forEach(
            (id, facts) ->
                cells
                    .computeIfAbsent(id, _ -> new TreeMap<>())
                    .put(change.revision(), Cell.of(id, facts)));
  }

  /** Writes cells of one partition, in order, as few statements as can be. */
  private void write(Collection<Cell> cells, long timestamp, WriteWindow window) {
    List<Cell> some = new ArrayList<>(cells.size());
    int bytes = 0;
    for (Cell cell : cells) {
      if (!some.isEmpty()
          && (some.getLast().span() != cell.span() || bytes + cell.size() > BYTES_PER_STATEMENT)) {
        submit(some, timestamp, window);
        some = new ArrayList<>();
        bytes = 0;
      }
      some.add(cell);
      bytes += cell.size();
    }
    submit(some, timestamp, window);
  }

  private void submit(List<Cell> cells, long timestamp, WriteWindow window) {
    window.submit(() -> table.execute(table.write(cells, timestamp)));
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
        cell ->
            facts
                .computeIfAbsent(cell.artifact(), _ -> new ArrayList<>())
                .addAll(cell.occurrences()));
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
    return new StateVerifier(table, journal, report, StateVerifier.Repair.NONE).verify(changes);
  }

  @Override
  public long repair(Iterable<Change> changes, long watermark, Verification.Report report) {
    times.raise(times.base() + watermark);
    WriteWindow window = new WriteWindow(WRITES_IN_FLIGHT);
    Rewriting rewriting = new Rewriting(times.base() + watermark, window);
    long differences = new StateVerifier(table, journal, report, rewriting).verify(changes);
    window.finish();
    return differences;
  }

  /** Puts right what is wrong as soon as it is found. */
  private final class Rewriting implements StateVerifier.Repair {
    private final long timestamp;
    private final WriteWindow window;

    Rewriting(long timestamp, WriteWindow window) {
      this.timestamp = timestamp;
      this.window = window;
    }

    @Override
    public void put(Cell cell) {
      submit(List.of(cell), timestamp, window);
    }

    @Override
    public void remove(ArtifactId artifact, long span, long revision) {
      window.submit(() -> table.execute(table.delete(artifact, span, revision, timestamp)));
    }
  }
}
