package dev.pedigree.graph.propertygraph;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * JanusGraph's table in Cassandra, emptied between tests. Deleting would not do: a deletion of
 * today wins over all that is written with revisions as times. And its schema lies in the same
 * table.
 */
public final class GraphTable {
  private final String table;
  private final List<Row> schema;

  /** The table of a graph that is prepared; artifacts of earlier runs may be in it. */
  public GraphTable(CqlSession session, String keyspace) {
    this.table = keyspace + ".edgestore";
    this.schema =
        session.execute("SELECT key, column1, value FROM " + table).all().stream()
            .filter(row -> !isArtifact(Objects.requireNonNull(row.getByteBuffer(0))))
            .toList();
  }

  /** Removes all vertices and edges. */
  public void clear(CqlSession session) {
    session.execute("TRUNCATE " + table);
    PreparedStatement insert =
        session.prepare("INSERT INTO " + table + " (key, column1, value) VALUES (?, ?, ?)");
    for (Row row : schema) {
      session.execute(
          insert.bind(row.getByteBuffer(0), row.getByteBuffer(1), row.getByteBuffer(2)));
    }
  }

  private static boolean isArtifact(ByteBuffer key) {
    return StandardCharsets.ISO_8859_1.decode(key.duplicate()).toString().contains("sha256");
  }
}
