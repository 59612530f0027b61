package dev.pedigree.localstack.cli;

import dev.pedigree.localstack.CassandraServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Backs the journal up, or restores it, by the gateway's program. Cassandra is started for it where
 * it does not run.
 */
final class JournalCopy {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);
  private static final int REFUSED = 2;
  private static final String CHECK = "--check";

  private final Installation installation;
  private final PrintStream err;

  JournalCopy(Installation installation, PrintStream err) {
    this.installation = installation;
    this.err = err;
  }

  /**
   * The exit code: 0 done, 1 failed, 2 refused.
   *
   * @param command {@code backup} or {@code restore}
   */
  int run(String command, List<String> arguments) throws IOException {
    if (arguments.isEmpty() || arguments.getFirst().startsWith("-")) {
      return refused("arguments: " + arguments + " (expected: " + command + " FOLDER, see --help)");
    }
    boolean restores = command.equals("restore") && !arguments.contains(CHECK);
    if (restores && installation.gateway().process().isPresent()) {
      return refused(
          "the gateway runs, and a journal can only be restored into an empty system (expected:"
              + " `./pedigree down` first, and a data folder without data)");
    }
    var full = new ArrayList<String>();
    full.add(command);
    full.add(Path.of(arguments.getFirst()).toAbsolutePath().toString());
    full.addAll(arguments.subList(1, arguments.size()));
    return arguments.contains(CHECK)
        ? installation.gateway().runProgram(full)
        : withCassandra(full);
  }

  private int refused(String why) {
    err.println("pedigree: " + why);
    return REFUSED;
  }

  private int withCassandra(List<String> arguments) throws IOException {
    CassandraServer cassandra = installation.cassandra();
    boolean started = cassandra.process().isEmpty();
    if (started) {
      err.println("Starting Cassandra for this");
    }
    try {
      cassandra.start(START_LIMIT);
      return installation.gateway().runProgram(arguments);
    } finally {
      if (started) {
        cassandra.stop(STOP_GRACE);
      }
    }
  }
}
