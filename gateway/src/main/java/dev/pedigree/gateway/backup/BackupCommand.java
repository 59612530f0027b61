package dev.pedigree.gateway.backup;

import dev.pedigree.graph.backup.BackedUp;
import dev.pedigree.graph.backup.BackupContents;
import dev.pedigree.graph.backup.BackupException;
import dev.pedigree.graph.backup.JournalBackups;
import dev.pedigree.graph.backup.Restored;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.JournalDamagedException;
import dev.pedigree.graph.journal.UndecodableChangeException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * Copies the journal into a folder, or puts it back, with the settings of a gateway and without
 * one: {@code backup DIR [--rewrite-erased]}, {@code restore DIR [--to REVISION] [--check]}.
 */
public final class BackupCommand {
  /** Done. */
  public static final int OK = 0;

  /** Cassandra does not answer, or the disk does not: trying again may help. */
  public static final int FAILED = 1;

  /** What was asked for is refused as it stands. */
  public static final int REFUSED = 2;

  private final PrintStream out;
  private final ProgressLine progress;
  private final JournalBackups backups;

  BackupCommand(JournalBackups backups, PrintStream out, ProgressLine progress) {
    this.backups = backups;
    this.out = out;
    this.progress = progress;
  }

  /** Whether a program's arguments ask for a backup or a restore, and not for a server. */
  public static boolean isAskedBy(String[] args) {
    return args.length > 0 && (args[0].equals("backup") || args[0].equals("restore"));
  }

  /** Runs it with the settings of the environment; the exit code. */
  public static int run(String[] args) {
    ProgressLine line = new ProgressLine(System.err, Boolean.getBoolean("pedigree.terminal"));
    try {
      BackupArguments arguments = BackupArguments.parse(args);
      CassandraSettings settings = CommandSettings.read(arguments.settings());
      JournalBackups backups = new JournalBackups(settings, line, Clock.systemUTC());
      return new BackupCommand(backups, System.out, line).run(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("pedigree: " + e.getMessage());
      return REFUSED;
    }
  }

  int run(BackupArguments arguments) {
    try {
      switch (arguments) {
        case BackupArguments.ToBackUp it -> backUp(it);
        case BackupArguments.ToCheck it -> check(it);
        case BackupArguments.ToRestore it -> restore(it);
      }
      return OK;
    } catch (BackupException | JournalDamagedException | UndecodableChangeException e) {
      return failed(REFUSED, "refused: " + e.getMessage());
    } catch (UnavailableException e) {
      return failed(FAILED, String.valueOf(e.getMessage()));
    } catch (IOException | UncheckedIOException e) {
      return failed(FAILED, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(FAILED, "interrupted");
    }
  }

  private int failed(int code, String why) {
    progress.clear();
    out.flush();
    System.err.println("pedigree: " + why);
    return code;
  }

  private void backUp(BackupArguments.ToBackUp asked) throws IOException, InterruptedException {
    BackedUp done = backups.backUp(asked.folder(), asked.erased());
    progress.clear();
    out.printf("Backed up to revision %d, hash %s.%n", done.head().revision(), done.head().hash());
    out.printf(
        "New: %d changes, %d facts, %d bytes (%d before compression). Segments: %d.%n",
        done.changes(), done.facts(), done.bytes(), done.rawBytes(), done.segments());
    if (done.rewritten() > 0) {
      out.printf("Written anew without what was erased: %d segments.%n", done.rewritten());
    }
    if (done.erasedLater() > 0) {
      out.printf(
          "%d changes were erased after they had been copied: a restore leaves their payloads out,"
              + " and --rewrite-erased takes them out of the backup.%n",
          done.erasedLater());
    }
  }

  private void check(BackupArguments.ToCheck asked) throws IOException {
    BackupContents contents = backups.check(asked.folder());
    progress.clear();
    out.printf(
        "The backup is whole: revisions 1 to %d, hash %s, of %s; %d facts, %d bytes in %d"
            + " segments.%n",
        contents.head().revision(),
        contents.head().hash(),
        contents.head().at(),
        contents.facts(),
        contents.bytes(),
        contents.segments());
  }

  private void restore(BackupArguments.ToRestore asked) throws IOException {
    Restored done = backups.restore(asked.folder(), asked.to());
    progress.clear();
    out.printf(
        "Restored revisions 1 to %d%s. Hash: %s, that of the backup.%n",
        done.restored().revision(),
        done.resumed() ? ", going on where another restore was cut short" : "",
        done.restored().hash());
    if (done.erased() > 0) {
      out.printf("Without the payloads of %d changes, which were erased.%n", done.erased());
    }
    if (done.head().revision() > done.restored().revision()) {
      out.printf(
          "Some were erased after revision %d: what follows it, up to revision %d, tells of that.%n",
          done.restored().revision(), done.head().revision());
    }
    out.println("A gateway builds the projections when it starts.");
  }
}
