package dev.pedigree.graph.backup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.DriverWords;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.JournalRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalLong;

/**
 * Copies of the journal of one keyspace in folders. Reads and writes Cassandra by itself, whether
 * gateways run or not.
 */
public final class JournalBackups {
  private final CassandraSettings settings;
  private final BackupProgress progress;
  private final Clock clock;

  /**
   * Of the journal in the keyspace of {@code settings}.
   *
   * @param clock for entries that tell again of erasures
   */
  public JournalBackups(CassandraSettings settings, BackupProgress progress, Clock clock) {
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
  }

  /**
   * Copies into {@code folder} what it lacks of the journal. A segment is there as a whole or not
   * at all: whoever ends this process at any point leaves a backup, if a shorter one, and the next
   * run goes on from there.
   *
   * @param folder is made if it is absent
   * @throws BackupException if the folder has a backup of another journal, one that is damaged or
   *     of a newer version, or something else, if another process writes to it, or if there is no
   *     journal
   * @throws UnavailableException if the journal cannot be read now
   * @throws dev.pedigree.graph.journal.JournalDamagedException if the journal's chain does not hold
   * @throws dev.pedigree.graph.journal.UndecodableChangeException if a newer version wrote to it
   */
  public BackedUp backUp(Path folder, ErasedPayloads erased)
      throws IOException, InterruptedException {
    try (CqlSession session = settings.openExisting()) {
      return new Backup(folder, rows(session), progress).run(erased);
    } catch (InvalidKeyspaceException e) {
      throw new BackupException("there is no keyspace " + settings.keyspace());
    } catch (DriverException e) {
      throw unavailable(e);
    }
  }

  private JournalRows rows(CqlSession session) {
    return JournalRows.open(session)
        .orElseThrow(
            () -> new BackupException("there is no journal in keyspace " + settings.keyspace()));
  }

  /**
   * Verifies all of a backup and restores nothing.
   *
   * @throws BackupException if it is damaged or of a newer version
   */
  public BackupContents check(Path folder) throws IOException {
    return new Restore(folder, progress, clock).check();
  }

  /**
   * Restores a backup into the keyspace, which is made if it is absent. Until all of it is there,
   * nobody sees any of it; when this is called again after it was cut short, it goes on.
   *
   * @param to the last revision that is restored; empty: all
   * @throws BackupException if the backup is damaged, of a newer version or does not have {@code
   *     to}, or the keyspace is not empty; nothing was written then
   * @throws UnavailableException if something could not be written now, or it is not certain that
   *     it was
   */
  public Restored restore(Path folder, OptionalLong to) throws IOException {
    Restore restore = new Restore(folder, progress, clock);
    Restore.Plan plan = restore.plan(to);
    try (CqlSession session = settings.open()) {
      return restore.run(session, plan);
    } catch (DriverException e) {
      throw unavailable(e);
    }
  }

  private static UnavailableException unavailable(DriverException e) {
    return new UnavailableException("Cassandra does not answer: " + DriverWords.of(e), e);
  }
}
