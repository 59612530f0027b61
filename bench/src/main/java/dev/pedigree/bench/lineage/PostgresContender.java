package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.Digest;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * A relational database: integer keys, a covering unique index each way, and {@code WITH RECURSIVE
 * ... UNION}. A question that takes longer than the limit is given up.
 */
final class PostgresContender implements Contender, AutoCloseable {
  private static final int LIMIT_SECONDS = 20;
  private static final String CANCELLED = "57014";
  private static final int ROWS_PER_COPY = 10_000;
  private static final String TABLES =
      """
      CREATE TABLE artifact (n int PRIMARY KEY, id bytea NOT NULL, kind smallint NOT NULL,
        stage smallint NOT NULL);
      CREATE TABLE edge (child int NOT NULL, parent int NOT NULL, type smallint NOT NULL);
      """;
  private static final List<String> INDEXES =
      List.of(
          "CREATE UNIQUE INDEX ON artifact (id)",
          "CREATE UNIQUE INDEX ON edge (child, parent, type)",
          "CREATE UNIQUE INDEX ON edge (parent, child, type)",
          "VACUUM ANALYZE artifact",
          "VACUUM ANALYZE edge");
  private static final String START = "(SELECT n FROM artifact WHERE id = ?)";
  private static final String UP = recursive("r", "parent", "child", "");

  private final Connection connection;
  private final Dataset data;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  /** Loads {@code graph} into the empty database. */
  PostgresContender(Connection connection, FlatGraph graph) throws SQLException, IOException {
    this.connection = connection;
    this.data = graph.data();
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
      copyArtifacts(graph);
      copyEdges(graph);
      for (String index : INDEXES) {
        statement.execute(index);
      }
      statement.execute("SET statement_timeout = '" + LIMIT_SECONDS + "s'");
    }
  }

  private void copyArtifacts(FlatGraph graph) throws SQLException, IOException {
    copy(
        "artifact",
        graph.artifacts(),
        n ->
            n
                + "\t\\\\x"
                + data.id(n).digest().hex()
                + "\t"
                + data.kind(n)
                + "\t"
                + graph.stage(n));
  }

  private void copyEdges(FlatGraph graph) throws SQLException, IOException {
    copy(
        "edge",
        graph.standing().size(),
        i -> {
          int edge = graph.standing().getInt(i);
          return data.child(edge) + "\t" + data.parent(edge) + "\t" + data.edgeType(edge);
        });
  }

  private interface Line {
    String at(int row);
  }

  private void copy(String table, int rows, Line line) throws SQLException, IOException {
    var copies = connection.unwrap(PGConnection.class).getCopyAPI();
    for (int from = 0; from < rows; from += ROWS_PER_COPY) {
      StringBuilder some = new StringBuilder();
      for (int row = from; row < Math.min(rows, from + ROWS_PER_COPY); row++) {
        some.append(line.at(row)).append('\n');
      }
      copies.copyIn("COPY " + table + " FROM STDIN", new StringReader(some.toString()));
    }
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public boolean answers(Ask ask) {
    return ask != Ask.PAGE && ask != Ask.TOTAL;
  }

  /** A recursive query {@code name (n)} with everything that is reached from the start. */
  private static String recursive(String name, String to, String from, String types) {
    return """
    %1$s(n) AS (
      SELECT e.%2$s FROM edge e WHERE e.%3$s = %4$s%5$s
      UNION
      SELECT e.%2$s FROM %1$s JOIN edge e ON e.%3$s = %1$s.n%5$s)
    """
        .formatted(name, to, from, START, types);
  }

  @Override
  public Reply ask(Question question, Ask ask) throws SQLException, TimeoutException {
    try {
      return answer(question, ask);
    } catch (SQLException e) {
      if (CANCELLED.equals(e.getSQLState())) {
        throw new TimeoutException(e.getMessage());
      }
      throw e;
    }
  }

  private Reply answer(Question question, Ask ask) throws SQLException {
    return switch (question.op()) {
      case DESCENDANTS, ANCESTORS -> walk(question, ask);
      case REACH ->
          number(
              "WITH RECURSIVE "
                  + UP
                  + " SELECT count(*) FROM (SELECT 1 FROM r WHERE n = "
                  + START
                  + " LIMIT 1) hit",
              question);
      case PATH ->
          number(
              """
              WITH RECURSIVE r(n, depth) AS (
                SELECT %s, 0
                UNION
                SELECT e.parent, r.depth + 1 FROM r JOIN edge e ON e.child = r.n)
              SELECT depth FROM r WHERE n = %s LIMIT 1
              """
                  .formatted(START, START),
              question);
      case COMMON ->
          ids(
              statement(
                  "WITH RECURSIVE "
                      + UP
                      + ", "
                      + recursive("s", "parent", "child", "")
                      + " SELECT a.id FROM r JOIN s USING (n) JOIN artifact a USING (n)",
                  question));
    };
  }

  private Reply walk(Question question, Ask ask) throws SQLException {
    boolean up = question.op() == Question.Op.ANCESTORS;
    String types = question.edgeTypes() == null ? "" : " AND e.type IN " + in(question.edgeTypes());
    String walk =
        "WITH RECURSIVE " + recursive("r", up ? "parent" : "child", up ? "child" : "parent", types);
    String kind = question.kind();
    String where =
        kind == null ? "" : " WHERE a.kind = " + data.types().kind(kind).orElseThrow().ordinal();
    String artifacts = " FROM r JOIN artifact a USING (n)" + where;
    return switch (ask) {
      case GROUPS ->
          groups(
              statement(
                  walk + " SELECT a.kind, a.stage, count(*)" + artifacts + " GROUP BY 1, 2",
                  question));
      case IDS -> ids(statement(walk + " SELECT a.id" + artifacts, question));
      case TOTAL, PAGE, ANSWER -> throw new IllegalArgumentException(ask.words());
    };
  }

  private String in(@Nullable Set<String> edgeTypes) {
    StringBuilder list = new StringBuilder();
    data.types().edgeTypes().stream()
        .filter(type -> edgeTypes != null && edgeTypes.contains(type.name()))
        .forEach(type -> list.append(list.isEmpty() ? "(" : ", ").append(type.ordinal()));
    return list.append(')').toString();
  }

  /** With the start as the first parameter, and the target where there is a second. */
  private PreparedStatement statement(String sql, Question question) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    statement.setBytes(1, data.id(question.start()).digest().bytes());
    if (!question.op().isWalk()) {
      statement.setBytes(2, data.id(question.target()).digest().bytes());
    }
    return statement;
  }

  private Reply number(String sql, Question question) throws SQLException {
    try (ResultSet rows = statement(sql, question).executeQuery()) {
      Answer answer = Answer.ofCount(rows.next() ? rows.getLong(1) : 0);
      return () -> answer;
    }
  }

  private Reply groups(PreparedStatement statement) throws SQLException {
    Map<String, Integer> kinds = new HashMap<>();
    Map<String, Integer> stages = new HashMap<>();
    int total = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        int count = rows.getInt(3);
        kinds.merge(data.types().kinds().get(rows.getInt(1)).name(), count, Integer::sum);
        stages.merge(FlatGraph.STAGES.get(rows.getInt(2)).name(), count, Integer::sum);
        total += count;
      }
    }
    Answer answer = Answer.ofGroups(total, kinds, stages);
    return () -> answer;
  }

  private static Reply ids(PreparedStatement statement) throws SQLException {
    int count = 0;
    long checksum = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        count++;
        checksum += Digest.ofBytes(rows.getBytes(1)).word0();
      }
    }
    Answer answer = new Answer(count, checksum);
    return () -> answer;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
