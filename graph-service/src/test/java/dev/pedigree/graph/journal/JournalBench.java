package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how many changes a second the journal takes alone, at several entry sizes, and where the
 * time goes. Arguments: host, port, changes per entry size, table compression (CQL map),
 * Cassandra's process id; the last three may be left out. On a machine that others use too, only
 * the processor times mean something.
 */
final class JournalBench {
  private static final int[] ENTRY_KILOBYTES = {1, 10, 100, 250, 500, 1000};

  private JournalBench() {}

  /** Needs a Cassandra that runs. */
  public static void main(String[] args) throws InterruptedException {
    int changes = args.length > 2 ? Integer.parseInt(args[2]) : 100_000;
    String compression = args.length > 3 ? args[3] : "{'class': 'LZ4Compressor'}";
    try (JournalKeyspace keyspace = new JournalKeyspace(args[0], Integer.parseInt(args[1]))) {
      keyspace.session().execute("ALTER TABLE journal WITH compression = " + compression);
      long pid = args.length > 4 ? Long.parseLong(args[4]) : ProcessHandle.current().pid();
      CassandraJournal journal = new CassandraJournal(keyspace.session(), Clock.systemUTC());
      JournalHead head = run(journal, JournalHead.START, 250, 100_000, pid);
      for (int kilobytes : ENTRY_KILOBYTES) {
        int count = kilobytes == 1 ? changes / 20 : kilobytes == 10 ? changes / 4 : changes;
        head = run(journal, head, kilobytes, count, pid);
      }
      parts(100_000);
      replay(journal, head);
    }
  }

  private static JournalHead run(
      CassandraJournal journal, JournalHead start, int kilobytes, int changes, long pid)
      throws InterruptedException {
    int perEntry = Math.max(1, kilobytes * 1000 / journal.encodedBytes(draft(0)));
    JournalHead head = start;
    int entries = 0;
    Duration server = cpuOf(pid);
    long own = cpuNanos();
    long begin = System.nanoTime();
    for (int done = 0; done < changes; done += perEntry, entries++) {
      head = JournalContract.append(journal, head, drafts(done, perEntry)).after();
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    double perChange = 1e3 * entries * perEntry;
    System.out.printf(
        "%d kB an entry (%d changes): %.0f changes/s, %.2f ms an entry;"
            + " processor time a change: writer %.2f us, Cassandra %.2f us%n",
        kilobytes,
        perEntry,
        entries * perEntry / seconds,
        seconds * 1000 / entries,
        (cpuNanos() - own) / perChange,
        cpuOf(pid).minus(server).toNanos() / perChange);
    return head;
  }

  /** What an append and a read do besides asking Cassandra, in processor time. */
  private static void parts(int changes) {
    List<Change.Draft> drafts = drafts(0, changes);
    for (int round = 0; round < 5; round++) {
      List<byte[]> payloads = new ArrayList<>();
      long begin = cpuNanos();
      drafts.forEach(draft -> payloads.add(FactCodec.encode(draft)));
      long encoded = cpuNanos();
      StoredEntry entry =
          StoredEntry.seal(
              JournalHead.START, payloads, Instant.EPOCH, CassandraJournal.MAX_BLOCK_BYTES);
      long sealed = cpuNanos();
      entry.verify();
      long verified = cpuNanos();
      entry.open();
      long opened = cpuNanos();
      System.out.printf(
          "a payload of %d bytes, processor time: encode %.2f us, salt and hash %.2f us,"
              + " verify %.2f us, decode %.2f us%n",
          payloads.getFirst().length,
          (encoded - begin) / 1e3 / changes,
          (sealed - encoded) / 1e3 / changes,
          (verified - sealed) / 1e3 / changes,
          (opened - verified) / 1e3 / changes);
    }
  }

  private static Duration cpuOf(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void replay(CassandraJournal journal, JournalHead end) {
    long begin = System.nanoTime();
    JournalHead head = JournalHead.START;
    while (head.revision() < end.revision()) {
      head = journal.read(head, 64).getLast().after();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    System.out.printf(
        "replay of %d changes: %.0f changes/s%n",
        head.revision(), head.revision() * 1000.0 / took.toMillis());
  }

  private static List<Change.Draft> drafts(int seed, int count) {
    List<Change.Draft> drafts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      drafts.add(draft(seed + i));
    }
    return drafts;
  }

  /** About 200 bytes: an edge, and who asked. */
  private static Change.Draft draft(int number) {
    Digest child = new Digest(number * 0x9E3779B97F4A7C15L, number, ~number, 1);
    Digest parent = new Digest(number * 0xBF58476D1CE4E5B9L, number, ~number, 2);
    Fact fact =
        new Fact.EdgeRecorded(
            "TRAINED_ON", new ArtifactId(child), new ArtifactId(parent), 0.5, List.of(), "{}");
    Change.Request request = new Change.Request("request-%08d".formatted(number), child);
    return new Change.Draft("pipeline", request, List.of(fact), List.of());
  }
}
