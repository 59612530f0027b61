package dev.pedigree.localstack.shared;

import dev.pedigree.localstack.LocalServer;
import dev.pedigree.localstack.LocalStack;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps the servers of one test run. It starts what tests ask for, writes down where that answers,
 * and once the owner of the run is gone kills the servers and deletes their folder. Being a process
 * of its own it does so even when Maven and its test JVMs were killed; when it is killed itself,
 * the next run {@linkplain RunFolder#sweep sweeps up}.
 */
final class StackKeeper {
  static final String WANTED = "-wanted";
  static final String READY = "-ready";
  static final String FAILED = "-failed";

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final long POLL_MILLIS = 200;
  private static final int POLLS_PER_SWEEP = 10;

  private final RunFolder folder;
  private final LocalStack stack;

  private StackKeeper(RunFolder folder) {
    this.folder = folder;
    this.stack = LocalStack.in(folder.path());
  }

  /** Keeps the servers of the folder that is the only argument, until its owner is gone. */
  public static void main(String[] arguments) throws InterruptedException {
    var keeper = new StackKeeper(new RunFolder(Path.of(arguments[0])));
    Runtime.getRuntime().addShutdownHook(new Thread(keeper::end));
    keeper.keep();
    // The hook does the rest; a start that still goes on must not hold this JVM up.
    System.exit(0);
  }

  private void keep() throws InterruptedException {
    for (int poll = 0; folder.isOwned(); poll++) {
      serve(Wanted.CASSANDRA, stack.cassandra());
      serve(Wanted.ELASTICSEARCH, stack.elasticsearch());
      if (poll % POLLS_PER_SWEEP == 0) {
        sweep();
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private void serve(Wanted wanted, LocalServer server) {
    if (!folder.has(wanted.file(WANTED)) || folder.has(wanted.file("-starting"))) {
      return;
    }
    folder.write(wanted.file("-starting"), "");
    Thread.ofPlatform().daemon().start(() -> start(wanted, server));
  }

  private void start(Wanted wanted, LocalServer server) {
    try {
      server.start(START_LIMIT);
      folder.write(wanted.file(READY), Integer.toString(server.port().number()));
    } catch (RuntimeException e) {
      folder.write(wanted.file(FAILED), String.valueOf(e.getMessage()));
    }
  }

  private static void sweep() {
    RunFolder.exclusively(
        () -> {
          RunFolder.sweep();
          return true;
        });
  }

  private void end() {
    RunFolder.exclusively(
        () -> {
          stack.close();
          folder.clear();
          RunFolder.sweep();
          return true;
        });
  }
}
