package dev.pedigree.gateway.backup;

import dev.pedigree.graph.backup.BackupProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** One line that says how far it is; in a terminal it is written over and over. */
final class ProgressLine implements BackupProgress {
  private static final Duration IN_TERMINAL = Duration.ofMillis(200);
  private static final Duration IN_FILE = Duration.ofSeconds(5);

  private final PrintStream err;
  private final boolean terminal;
  private long last = System.nanoTime();
  private boolean shown;

  ProgressLine(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void reached(Step step, long revision, long goal) {
    long now = System.nanoTime();
    if (now - last < (terminal ? IN_TERMINAL : IN_FILE).toNanos()) {
      return;
    }
    last = now;
    shown = true;
    String what = step.name().toLowerCase(Locale.ROOT);
    String line = what + ": revision " + revision + (goal == 0 ? "" : " of " + goal);
    if (terminal) {
      err.print("\r\033[K" + line);
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Takes a terminal's line away: what comes next says it all. */
  void clear() {
    if (terminal && shown) {
      err.print("\r\033[K");
      err.flush();
    }
  }
}
