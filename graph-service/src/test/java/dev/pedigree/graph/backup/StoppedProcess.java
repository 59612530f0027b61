package dev.pedigree.graph.backup;

import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.SmallBlocks;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that backs up or restores until it has come to a revision, says so in a line, and does
 * nothing more. Arguments: what, host, port, keyspace, folder, revision.
 */
final class StoppedProcess {
  private StoppedProcess() {}

  public static void main(String[] args) throws Exception {
    CassandraSettings settings =
        CassandraSettings.local(args[1], Integer.parseInt(args[2]), args[3]);
    Path folder = Path.of(args[4]);
    BackupProgress.Step step = BackupProgress.Step.valueOf(args[0]);
    BackupProgress stopping = stopAt(step, Long.parseLong(args[5]));
    if (step == BackupProgress.Step.COPYING) {
      try (var session = settings.openExisting()) {
        new Backup(folder, SmallBlocks.rows(session), stopping, Source.SEGMENT_BYTES)
            .run(ErasedPayloads.KEEP);
      }
    } else {
      new JournalBackups(settings, stopping, Clock.systemUTC())
          .restore(folder, OptionalLong.empty());
    }
  }

  private static BackupProgress stopAt(BackupProgress.Step where, long at) {
    return (step, revision, _) -> {
      if (step == where && revision >= at) {
        System.out.println("stopped at " + revision);
        System.out.flush();
        while (true) {
          LockSupport.park();
        }
      }
    };
  }
}
