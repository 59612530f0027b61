package dev.pedigree.graph.backup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalRows;
import java.util.Objects;
import java.util.Optional;

/** Makes sure that nothing is where a journal is to be restored. */
final class EmptySystem {
  private static final String EXPECTED = " (expected: an empty system)";

  private EmptySystem() {}

  /**
   * Looks into all tables of the session's keyspace and of the property graphs beside it.
   *
   * @param backedUp the hash of the first entry of the journal that is to be restored
   * @throws BackupException if one has a row
   */
  static void require(CqlSession session, Digest backedUp) {
    String keyspace = session.getKeyspace().orElseThrow().asInternal();
    Optional<JournalHead> first = JournalRows.open(session).flatMap(JournalRows::first);
    if (first.isPresent()) {
      throw hasJournal(keyspace, first.get().hash(), backedUp);
    }
    for (Row table :
        session.execute("SELECT keyspace_name, table_name FROM system_schema.tables")) {
      String owner = Objects.requireNonNull(table.getString(0));
      if (owner.equals(keyspace) || owner.matches(keyspace + "_graph[0-9]*")) {
        requireEmpty(session, owner, Objects.requireNonNull(table.getString(1)));
      }
    }
  }

  static BackupException hasJournal(String keyspace, Digest first, Digest backedUp) {
    String which = first.equals(backedUp) ? "the journal of this backup" : "another journal";
    return new BackupException("keyspace " + keyspace + " has " + which + " already" + EXPECTED);
  }

  private static void requireEmpty(CqlSession session, String keyspace, String table) {
    String query = "SELECT * FROM \"%s\".\"%s\" LIMIT 1".formatted(keyspace, table);
    if (session.execute(query).one() != null) {
      throw new BackupException(
          "table " + keyspace + "." + table + " has rows of another system" + EXPECTED);
    }
  }
}
