package dev.pedigree.commands;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/** One line that says how far a long command is; in a terminal it is written over and over. */
public final class Progress {
  private static final Duration IN_TERMINAL = Duration.ofMillis(200);
  private static final Duration IN_FILE = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean terminal;
  private final long begin = System.nanoTime();
  private long last = begin;

  /** Writes to {@code out}, which may be a terminal. */
  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** On standard error; the launcher says whether that is a terminal. */
  public static Progress onStandardError() {
    return new Progress(System.err, Boolean.getBoolean("pedigree.terminal"));
  }

  /** Shows a line unless one was shown a moment ago. */
  public void show(Supplier<String> line) {
    long now = System.nanoTime();
    if (now - last >= (terminal ? IN_TERMINAL : IN_FILE).toNanos()) {
      last = now;
      write(line.get(), !terminal);
    }
  }

  /** Shows the last line. */
  public void end(String line) {
    write(line, true);
  }

  /** Takes a terminal's line away, where one was shown: what comes next says it all. */
  public void clear() {
    if (terminal && last != begin) {
      out.print("\r\033[K");
      out.flush();
    }
  }

  /** Per second since the beginning. */
  public long rate(long count) {
    return (long) (count / Math.max(1e-3, (System.nanoTime() - begin) / 1e9));
  }

  private void write(String line, boolean complete) {
    out.print(terminal ? "\r\033[K" + line : line);
    if (complete) {
      out.println();
    }
    out.flush();
  }
}
