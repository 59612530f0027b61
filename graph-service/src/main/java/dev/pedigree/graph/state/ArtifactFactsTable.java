package dev.pedigree.graph.state;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.Tables;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.FactCodec;
import dev.pedigree.graph.projection.StoreCall;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The table: an artifact's partition, a cell per change that touched it, holding its facts of that
 * change. The cells of a span of revisions share a row, so that many are one write.
 */
final class ArtifactFactsTable {
  /** Ids in one statement: fewer would be more statements, more a longer wait for one replica. */
  private static final int IDS_PER_STATEMENT = 200;

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS artifact_facts (
        artifact blob,
        span bigint,
        changes map<bigint, blob>,
        PRIMARY KEY (artifact, span))
      """;

  /** A span has 4096 revisions: a read takes in the whole of it. */
  private static final int SPAN_BITS = 12;

  private static final GenericType<Map<Long, ByteBuffer>> CHANGES =
      GenericType.mapOf(Long.class, ByteBuffer.class);

  private final CqlSession session;
  private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();
  private final LongAdder statements = new LongAdder();

  ArtifactFactsTable(CqlSession session) {
    this.session = session;
  }

  /** A cell: the facts of an artifact in a change. */
  record Cell(ArtifactId artifact, long revision, ByteBuffer content) {
    /** The cell of {@code occurrences}, which are of one artifact and change. */
    static Cell of(ArtifactId artifact, List<Occurrence> occurrences) {
      Occurrence first = occurrences.getFirst();
      List<Fact> facts = occurrences.stream().map(Occurrence::fact).toList();
      byte[] draft = FactCodec.encode(new Change.Draft(first.by(), null, facts, List.of()));
      ByteBuffer content =
          ByteBuffer.allocate(Long.BYTES + Integer.BYTES * (1 + facts.size()) + draft.length)
              .putLong(first.at().toEpochMilli())
              .putInt(facts.size());
      occurrences.forEach(occurrence -> content.putInt(occurrence.index()));
      return new Cell(artifact, first.revision(), content.put(draft).flip());
    }

    long span() {
      return ArtifactFactsTable.span(revision);
    }

    /** Its length in bytes. */
    int size() {
      return content.remaining();
    }

    List<Occurrence> occurrences() {
      ByteBuffer in = content.duplicate();
      Instant at = Instant.ofEpochMilli(in.getLong());
      int[] indexes = new int[in.getInt()];
      for (int i = 0; i < indexes.length; i++) {
        indexes[i] = in.getInt();
      }
      byte[] bytes = new byte[in.remaining()];
      in.get(bytes);
      Change.Draft draft = FactCodec.decode(bytes);
      List<Occurrence> occurrences = new ArrayList<>(indexes.length);
      for (int i = 0; i < indexes.length; i++) {
        occurrences.add(new Occurrence(revision, indexes[i], at, draft.by(), draft.facts().get(i)));
      }
      return occurrences;
    }
  }

  /** The span whose row has the cells of {@code revision}. */
  static long span(long revision) {
    return revision >> SPAN_BITS;
  }

  void create() {
    StoreCall.run(() -> Tables.make(session, CREATE));
  }

  /** How many statements were sent to read. */
  long statements() {
    return statements.sum();
  }

  /** Writes {@code cells}, which are of one artifact and span. */
  BoundStatement write(List<Cell> cells, long timestamp) {
    Map<Long, ByteBuffer> changes = new LinkedHashMap<>();
    cells.forEach(cell -> changes.put(cell.revision, cell.content));
    return statement(
            "UPDATE artifact_facts USING TIMESTAMP ? SET changes = changes + ?"
                + " WHERE artifact = ? AND span = ?")
        .boundStatementBuilder()
        .setLong(0, timestamp)
        .set(1, changes, CHANGES)
        .setByteBuffer(2, key(cells.getFirst().artifact))
        .setLong(3, cells.getFirst().span())
        .setIdempotence(true)
        .build();
  }

  /** Deletes a cell from where it was found. */
  BoundStatement delete(ArtifactId artifact, long span, long revision, long timestamp) {
    return statement(
            "DELETE changes[?] FROM artifact_facts USING TIMESTAMP ?"
                + " WHERE artifact = ? AND span = ?")
        .bind(revision, timestamp, key(artifact), span)
        .setIdempotent(true);
  }

  CompletionStage<AsyncResultSet> execute(Statement<?> write) {
    return session.executeAsync(write);
  }

  /**
   * The cells of {@code ids} with revisions from {@code first} to {@code last}; those of one id in
   * order.
   */
  void read(Collection<ArtifactId> ids, long first, long last, Consumer<Cell> each) {
    PreparedStatement select =
        statement(
            "SELECT artifact, changes FROM artifact_facts"
                + " WHERE artifact IN ? AND span >= ? AND span <= ?");
    List<ByteBuffer> keys = ids.stream().distinct().map(ArtifactFactsTable::key).toList();
    List<CompletionStage<AsyncResultSet>> answers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += IDS_PER_STATEMENT) {
      List<ByteBuffer> some = keys.subList(i, Math.min(keys.size(), i + IDS_PER_STATEMENT));
      answers.add(
          send(
              select
                  .boundStatementBuilder(some, span(first), span(last))
                  .setIdempotence(true)
                  .build()));
    }
    answers.forEach(
        answer ->
            each(
                answer,
                row ->
                    cells(
                        row,
                        cell -> {
                          if (cell.revision >= first && cell.revision <= last) {
                            each.accept(cell);
                          }
                        })));
  }

  /** The revisions of {@code id} up to {@code last}, in order. */
  List<Long> revisions(ArtifactId id, long last) {
    List<Long> revisions = new ArrayList<>();
    read(List.of(id), 0, last, cell -> revisions.add(cell.revision));
    return revisions;
  }

  /** Every cell that is stored, in any order. */
  void scan(Scan each) {
    PreparedStatement select = statement("SELECT artifact, changes, span FROM artifact_facts");
    each(
        send(select.bind()),
        row -> {
          long span = row.getLong(2);
          cells(row, cell -> each.cell(cell.artifact, span, cell.revision));
        });
  }

  /** Hears of a cell, and of the row that it was found in. */
  interface Scan {
    void cell(ArtifactId artifact, long span, long revision);
  }

  private CompletionStage<AsyncResultSet> send(Statement<?> read) {
    statements.increment();
    return session.executeAsync(read);
  }

  private static void each(CompletionStage<AsyncResultSet> first, Consumer<Row> each) {
    AsyncResultSet page = StoreCall.join(first);
    page.currentPage().forEach(each);
    while (page.hasMorePages()) {
      page = StoreCall.join(page.fetchNextPage());
      page.currentPage().forEach(each);
    }
  }

  private PreparedStatement statement(String cql) {
    PreparedStatement known = prepared.get(cql);
    if (known != null) {
      return known;
    }
    try {
      PreparedStatement statement = StoreCall.of(() -> session.prepare(cql));
      prepared.put(cql, statement);
      return statement;
    } catch (InvalidQueryException e) {
      throw new UnavailableException("artifact_facts is not made yet", e);
    }
  }

  /** The cells of a row, in order. */
  private static void cells(Row row, Consumer<Cell> each) {
    ArtifactId artifact = artifact(row);
    Map<Long, ByteBuffer> changes = Objects.requireNonNullElse(row.get(1, CHANGES), Map.of());
    new TreeMap<>(changes)
        .forEach((revision, content) -> each.accept(new Cell(artifact, revision, content)));
  }

  private static ByteBuffer key(ArtifactId id) {
    return ByteBuffer.wrap(id.digest().bytes());
  }

  private static ArtifactId artifact(Row row) {
    ByteBuffer key = Objects.requireNonNull(row.getByteBuffer(0));
    return new ArtifactId(Digest.read(key.duplicate()));
  }
}
