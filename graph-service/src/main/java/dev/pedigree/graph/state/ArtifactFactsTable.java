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
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.FactCodec;
import dev.pedigree.graph.projection.StoreCall;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The table: an artifact's partition, a row per change that touched it, holding its facts of that
 * change.
 */
final class ArtifactFactsTable {
  /** Ids in one statement: fewer would be more statements, more a longer wait for one replica. */
  private static final int IDS_PER_STATEMENT = 200;

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS artifact_facts (
        artifact blob,
        revision bigint,
        at timestamp,
        indexes frozen<list<int>>,
        facts blob,
        PRIMARY KEY (artifact, revision))
      """;

  private static final GenericType<List<Integer>> INDEXES = GenericType.listOf(Integer.class);

  private final CqlSession session;
  private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();
  private final LongAdder statements = new LongAdder();

  ArtifactFactsTable(CqlSession session) {
    this.session = session;
  }

  /** A row as it is stored. Two rows are equal if all is equal. */
  record StoredRow(
      ArtifactId artifact, long revision, Instant at, List<Integer> indexes, ByteBuffer facts) {
    /** The row that {@code occurrences}, of one artifact and change, are stored as. */
    static StoredRow of(ArtifactId artifact, List<Occurrence> occurrences) {
      Occurrence first = occurrences.getFirst();
      List<Fact> facts = occurrences.stream().map(Occurrence::fact).toList();
      return new StoredRow(
          artifact,
          first.revision(),
          Instant.ofEpochMilli(first.at().toEpochMilli()),
          occurrences.stream().map(Occurrence::index).toList(),
          ByteBuffer.wrap(FactCodec.encode(new Change.Draft(first.by(), null, facts, List.of()))));
    }

    /** How long its facts are, in bytes. */
    int size() {
      return facts.remaining();
    }

    List<Occurrence> occurrences() {
      byte[] bytes = new byte[facts.remaining()];
      facts.get(facts.position(), bytes);
      Change.Draft draft = FactCodec.decode(bytes);
      List<Occurrence> occurrences = new ArrayList<>(indexes.size());
      for (int i = 0; i < indexes.size(); i++) {
        occurrences.add(
            new Occurrence(revision, indexes.get(i), at, draft.by(), draft.facts().get(i)));
      }
      return occurrences;
    }
  }

  void create() {
    StoreCall.of(() -> session.execute(CREATE));
  }

  /** How many statements were sent to read. */
  long statements() {
    return statements.sum();
  }

  BoundStatement insert(StoredRow row, long timestamp) {
    return statement(
            "INSERT INTO artifact_facts (artifact, revision, at, indexes, facts)"
                + " VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?")
        .boundStatementBuilder()
        .setByteBuffer(0, key(row.artifact))
        .setLong(1, row.revision)
        .setInstant(2, row.at)
        .set(3, row.indexes, INDEXES)
        .setByteBuffer(4, row.facts)
        .setLong(5, timestamp)
        .setIdempotence(true)
        .build();
  }

  CompletionStage<AsyncResultSet> execute(Statement<?> write) {
    return session.executeAsync(write);
  }

  /**
   * The rows of {@code ids} with revisions from {@code first} to {@code last}, told in any order.
   */
  void read(Collection<ArtifactId> ids, long first, long last, Consumer<StoredRow> each) {
    PreparedStatement select =
        statement(
            "SELECT artifact, revision, at, indexes, facts FROM artifact_facts"
                + " WHERE artifact IN ? AND revision >= ? AND revision <= ?");
    List<ByteBuffer> keys = ids.stream().distinct().map(ArtifactFactsTable::key).toList();
    List<CompletionStage<AsyncResultSet>> answers = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += IDS_PER_STATEMENT) {
      List<ByteBuffer> some = keys.subList(i, Math.min(keys.size(), i + IDS_PER_STATEMENT));
      answers.add(
          send(select.boundStatementBuilder(some, first, last).setIdempotence(true).build()));
    }
    answers.forEach(answer -> each(answer, row -> each.accept(row(row))));
  }

  /** The revisions of {@code id} up to {@code last}, in order. */
  List<Long> revisions(ArtifactId id, long last) {
    PreparedStatement select =
        statement("SELECT revision FROM artifact_facts WHERE artifact = ? AND revision <= ?");
    List<Long> revisions = new ArrayList<>();
    each(send(select.bind(key(id), last)), row -> revisions.add(row.getLong(0)));
    return revisions;
  }

  /** Every artifact and revision that is stored, in any order. */
  void scan(Scan each) {
    PreparedStatement select = statement("SELECT artifact, revision FROM artifact_facts");
    each(send(select.bind()), row -> each.row(artifact(row), row.getLong(1)));
  }

  /** Hears of a row. */
  interface Scan {
    void row(ArtifactId artifact, long revision);
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

  private static StoredRow row(Row row) {
    return new StoredRow(
        artifact(row),
        row.getLong(1),
        Objects.requireNonNullElse(row.getInstant(2), Instant.EPOCH),
        Objects.requireNonNullElse(row.get(3, INDEXES), List.of()),
        Objects.requireNonNullElse(row.getByteBuffer(4), ByteBuffer.allocate(0)));
  }

  private static ByteBuffer key(ArtifactId id) {
    return ByteBuffer.wrap(id.digest().bytes());
  }

  private static ArtifactId artifact(Row row) {
    ByteBuffer key = Objects.requireNonNull(row.getByteBuffer(0));
    return new ArtifactId(Digest.read(key.duplicate()));
  }
}
