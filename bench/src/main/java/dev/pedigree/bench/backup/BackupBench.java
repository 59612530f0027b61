package dev.pedigree.bench.backup;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.bench.graph.Catalogue;
import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.graph.backup.BackedUp;
import dev.pedigree.graph.backup.BackupContents;
import dev.pedigree.graph.backup.ErasedPayloads;
import dev.pedigree.graph.backup.JournalBackups;
import dev.pedigree.graph.backup.Restored;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.localstack.LoopbackPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * How long a journal takes to be backed up, checked and restored, beside rows of as many bytes that
 * are copied with nothing verified or compressed. On a Cassandra of its own.
 */
public final class BackupBench {
  private final Path folder;
  private final long seed;

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public BackupBench(Path folder, long seed) {
    this.folder = folder.toAbsolutePath();
    this.seed = seed;
  }

  /** With a journal of so many artifacts; whether the restored one has its hash. */
  public boolean run(int artifacts) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    try (JournalStore store = new JournalStore(folder.resolve("cassandra"))) {
      store.write(new Catalogue(seed).journal(artifacts), JournalStore.Projected.PROPERTY_GRAPH);
      CassandraSettings source = settings(store, JournalStore.KEYSPACE);
      try (CqlSession session = source.open()) {
        BareCopy bare = new BareCopy(session, folder.resolve("bare"));
        return run(store, source, bare);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private boolean run(JournalStore store, CassandraSettings source, BareCopy bare)
      throws Exception {
    Path backup = folder.resolve("backup");
    JournalBackups backups = backups(source);
    double bareRead = bare.read();
    long start = System.nanoTime();
    BackedUp done = backups.backUp(backup, ErasedPayloads.KEEP);
    double seconds = seconds(start);
    bareRead = (bareRead + bare.read()) / 2;
    System.out.printf(
        "%,d changes with %,d facts: %.1f bytes a fact in the journal, %.1f in the backup (%,d MiB in %d segments)%n",
        done.changes(),
        done.facts(),
        (double) done.rawBytes() / done.facts(),
        (double) done.bytes() / done.facts(),
        done.bytes() >> 20,
        done.segments());
    report("backed up", done.facts(), seconds, bareRead);
    start = System.nanoTime();
    backups.backUp(backup, ErasedPayloads.KEEP);
    System.out.printf("backed up again, nothing new: %.2f s%n", seconds(start));
    start = System.nanoTime();
    BackupContents contents = backups.check(backup);
    System.out.printf(
        "checked: %.1f s, %,.0f facts/s%n", seconds(start), contents.facts() / seconds(start));
    double bareWrite = bare.write("bare_a");
    start = System.nanoTime();
    Restored restored = backups(settings(store, "restored")).restore(backup, OptionalLong.empty());
    seconds = seconds(start);
    bareWrite = (bareWrite + bare.write("bare_b")) / 2;
    report("restored", done.facts(), seconds, bareWrite);
    return restored.head().equals(done.head());
  }

  private static void report(String what, long facts, double seconds, double bare) {
    System.out.printf(
        "%s: %.1f s, %,.0f facts/s; a bare copy of the rows %.1f s: %.2f x%n",
        what, seconds, facts / seconds, bare, bare / seconds);
  }

  private static JournalBackups backups(CassandraSettings settings) {
    return new JournalBackups(settings, (_, _, _) -> {}, Clock.systemUTC());
  }

  private static CassandraSettings settings(JournalStore store, String keyspace) {
    return CassandraSettings.local(LoopbackPort.HOST, store.port().number(), keyspace);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
