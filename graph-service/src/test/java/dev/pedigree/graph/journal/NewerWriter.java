package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.util.List;

/** A version of the program that does not exist yet: what it appends, nobody here can read. */
public final class NewerWriter {
  private static final int VERSION = 99;

  private NewerWriter() {}

  /** Appends one change behind all others, as another process would. */
  public static void append(CqlSession session) {
    CassandraJournal journal = new CassandraJournal(session, Clock.systemUTC());
    JournalHead head = JournalHead.START;
    for (Entry entry : journal.read(head, Integer.MAX_VALUE)) {
      head = entry.after();
    }
    MessageWriter payload = new MessageWriter();
    payload.varint(1, VERSION);
    payload.text(2, "somebody with a newer version");
    StoredEntry entry =
        StoredEntry.seal(
            head,
            List.of(payload.toByteArray()),
            journal.timeBehind(head),
            CassandraJournal.MAX_BLOCK_BYTES);
    session.execute(new JournalTable(session).insert(entry));
  }
}
