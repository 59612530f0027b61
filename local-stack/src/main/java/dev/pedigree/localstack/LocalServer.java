package dev.pedigree.localstack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One server of the local stack as a process of its own. It can be started, stopped or killed, and
 * started again on the same port and data, any number of times; it also finds the process that an
 * earlier JVM started in the same folder.
 */
public abstract sealed class LocalServer implements AutoCloseable
    permits CassandraServer, ElasticsearchServer, GatewayServer {
  private static final long LOG_KEPT_BYTES = 32L << 20;
  private static final long POLL_MILLIS = 50;

  private final String name;
  private final ServerSettings settings;

  LocalServer(String name, ServerSettings settings) {
    this.name = name;
    this.settings = settings;
  }

  /** As people call it: "Cassandra". */
  public final String name() {
    return name;
  }

  /** Where it answers. */
  public final LoopbackPort port() {
    return settings.port();
  }

  /** What it was made with. */
  public final ServerSettings settings() {
    return settings;
  }

  /** Holds its data, settings and log. */
  public Path folder() {
    return settings.folder();
  }

  /** Holds what it printed, the last start at the end. */
  public Path log() {
    return folder().resolve("log");
  }

  /** Its process, if it runs, whichever JVM started it. */
  public final Optional<ServerProcess> process() {
    return ServerProcess.in(folder());
  }

  /**
   * Starts it and waits until it answers.
   *
   * @throws ServerFailedException if its port is taken, it ends, or it does not answer in time
   */
  public final void start(Duration limit) {
    launch();
    awaitReady(limit);
  }

  /**
   * Starts its process and returns at once; does nothing if it runs already.
   *
   * @throws ServerFailedException if its port is taken
   */
  public final void launch() {
    if (process().isPresent()) {
      return;
    }
    port().requireFree(name);
    try {
      Files.createDirectories(folder());
      keepLogSmall();
      prepare();
      launchProcess();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until it answers.
   *
   * @throws ServerFailedException if its process ends before, or it does not answer in time
   */
  public final void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!answers()) {
      if (process().isEmpty()) {
        throw new ServerFailedException(name + " ended while starting", log());
      }
      failure()
          .ifPresent(
              why -> {
                throw new ServerFailedException(name + " does not serve: " + why);
              });
      if (System.nanoTime() > deadline) {
        throw new ServerFailedException(
            name + " did not answer within " + limit.toSeconds() + " s", log());
      }
      sleep();
    }
  }

  /** Says whether it answers a real question now. */
  public abstract boolean answers();

  /** Why it will never answer although it runs; empty: it may. */
  Optional<String> failure() {
    return Optional.empty();
  }

  /** Writes settings into the folder, which exists. */
  abstract void prepare() throws IOException;

  /** Starts the process and records its id. */
  abstract void launchProcess() throws IOException;

  /** Asks it to end, waits, and kills it if it has not ended by then; fine if it does not run. */
  public final void stop(Duration grace) {
    process().ifPresent(process -> process.stop(grace));
    kill();
  }

  /** Ends it at once, as a power cut would; its data stays. Fine if it does not run. */
  public final void kill() {
    ServerProcess.under(folder()).forEach(ServerProcess::kill);
  }

  /** Kills it: data that is still wanted survives that. */
  @Override
  public final void close() {
    kill();
  }

  /** Runs a command whose output goes to the log, by itself if it is to outlive this JVM. */
  final Process run(List<String> command, Path workingDirectory) throws IOException {
    return run(command, workingDirectory, Map.of());
  }

  /** Likewise, with variables of the environment that this JVM has not. */
  final Process run(List<String> command, Path workingDirectory, Map<String, String> variables)
      throws IOException {
    var full = new ArrayList<String>();
    if (settings.outlivesStarter()) {
      full.add(Programs.find("setsid").isPresent() ? "setsid" : "nohup");
    }
    full.addAll(command);
    var builder =
        new ProcessBuilder(full)
            .directory(workingDirectory.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().keySet().removeAll(Programs.JVM_VARIABLES);
    builder.environment().putAll(variables);
    return builder.start();
  }

  private void keepLogSmall() throws IOException {
    if (Files.exists(log()) && Files.size(log()) > LOG_KEPT_BYTES) {
      Files.move(log(), log().resolveSibling("log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " was starting", e);
    }
  }
}
