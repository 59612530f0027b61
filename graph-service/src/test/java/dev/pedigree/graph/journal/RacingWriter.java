package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.CassandraSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Appends changes as fast as it can, against whoever else does, and prints each one that was
 * acknowledged ({@code request-id revision}) and at last how many milliseconds it took. Arguments:
 * host, port, keyspace, own name, changes, changes per entry.
 *
 * <p>It says {@code ready}, and begins when it reads a line.
 */
final class RacingWriter {
  private final CassandraJournal journal;
  private final String name;
  private JournalHead head = JournalHead.START;

  private RacingWriter(CassandraJournal journal, String name) {
    this.journal = journal;
    this.name = name;
  }

  public static void main(String[] args) throws Exception {
    CassandraSettings settings =
        CassandraSettings.local(args[0], Integer.parseInt(args[1]), args[2]);
    try (CqlSession session = settings.open()) {
      RacingWriter writer =
          new RacingWriter(new CassandraJournal(session, Clock.systemUTC()), args[3]);
      writer.catchUp();
      System.out.println("ready");
      if (System.in.read() >= 0) {
        writer.run(Integer.parseInt(args[4]), Integer.parseInt(args[5]));
      }
    }
  }

  private void run(int changes, int perEntry) throws InterruptedException {
    StringBuilder acknowledged = new StringBuilder();
    long begin = System.nanoTime();
    for (int done = 0; done < changes; done += perEntry) {
      for (Change change : append(drafts(done, Math.min(perEntry, changes - done)))) {
        acknowledged.append(requestOf(change)).append(' ').append(change.revision()).append('\n');
      }
    }
    long took = (System.nanoTime() - begin) / 1_000_000;
    System.out.print(acknowledged);
    System.out.println("took " + took);
  }

  private List<Change> append(List<Change.Draft> drafts) throws InterruptedException {
    while (true) {
      switch (journal.append(head, drafts)) {
        case Append.Done done -> {
          head = done.entry().after();
          return done.entry().changes();
        }
        case Append.Conflict conflict -> catchUp();
      }
    }
  }

  private void catchUp() {
    List<Entry> missed = journal.read(head, 1000);
    while (!missed.isEmpty()) {
      head = missed.getLast().after();
      missed = journal.read(head, 1000);
    }
  }

  private List<Change.Draft> drafts(int first, int count) {
    List<Change.Draft> drafts = new ArrayList<>(count);
    for (int i = first; i < first + count; i++) {
      Change.Draft draft = Drafts.quarantine(i, "racing");
      String id = name + "-" + i;
      drafts.add(
          new Change.Draft(
              name, new Change.Request(id, Digest.of(id)), draft.facts(), draft.warnings()));
    }
    return drafts;
  }

  /** The request id of a change that a racing writer made. */
  static String requestOf(Change change) {
    Change.Request request = change.draft().request();
    if (request == null) {
      throw new IllegalArgumentException("revision " + change.revision() + " has no request");
    }
    return request.id();
  }
}
