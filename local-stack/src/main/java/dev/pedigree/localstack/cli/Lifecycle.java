package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.localstack.LocalServer;
import dev.pedigree.localstack.ServerFailedException;
import dev.pedigree.localstack.ServerProcess;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** The commands that start, stop and show the servers of an installation. */
final class Lifecycle {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration STOP_GRACE = Duration.ofSeconds(30);

  private final Installation installation;
  private final PrintStream out;

  Lifecycle(Installation installation, PrintStream out) {
    this.installation = installation;
    this.out = out;
  }

  /**
   * Starts what does not run and waits until all of it answers.
   *
   * @throws CommandFailedException if something runs with other settings than those asked for
   */
  int up() {
    var changed = installation.changedSinceStart();
    if (!changed.isEmpty()) {
      throw new CommandFailedException(
          "what runs has other settings: %s (expected: `./pedigree down` first, then up again)"
              .formatted(String.join("; ", changed)));
    }
    var missing = missing();
    if (missing.isEmpty() && installation.servers().stream().allMatch(LocalServer::answers)) {
      out.println("Pedigree is running already.");
      showAddresses();
      return Pedigree.OK;
    }
    // All ports before anything is started.
    missing.forEach(server -> server.port().requireFree(server.name()));
    installation.remember();
    try {
      launch(missing);
      awaitAll();
    } catch (ServerFailedException e) {
      missing.forEach(LocalServer::kill);
      throw e;
    }
    showAddresses();
    return Pedigree.OK;
  }

  private List<LocalServer> missing() {
    return installation.servers().stream().filter(server -> server.process().isEmpty()).toList();
  }

  private void launch(List<LocalServer> missing) {
    for (LocalServer server : missing) {
      server.launch();
      show(server, "starting");
    }
  }

  private void awaitAll() {
    Instant begin = Instant.now();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var ready = new ExecutorCompletionService<LocalServer>(executor);
      for (LocalServer server : installation.servers()) {
        var _ =
            ready.submit(
                () -> {
                  server.awaitReady(START_LIMIT);
                  return server;
                });
      }
      try {
        for (int awaited = 0; awaited < installation.servers().size(); awaited++) {
          show(ready.take().get(), "ready after " + since(begin));
        }
      } catch (ExecutionException e) {
        executor.shutdownNow();
        throw e.getCause() instanceof ServerFailedException failure
            ? failure
            : new IllegalStateException(e);
      } catch (InterruptedException e) {
        executor.shutdownNow();
        Thread.currentThread().interrupt();
        throw new CommandFailedException("interrupted while the servers were starting");
      }
    }
  }

  /** Stops what runs, the gateway first, and waits for its end. */
  int down() {
    var running = new ArrayList<LocalServer>();
    for (LocalServer server : installation.servers().reversed()) {
      if (server.process().isPresent()) {
        running.add(server);
        Instant begin = Instant.now();
        server.stop(STOP_GRACE);
        show(server, "stopped after " + since(begin));
      }
    }
    if (running.isEmpty()) {
      out.println("Pedigree is not running.");
    }
    installation.forget();
    return Pedigree.OK;
  }

  /** Shows each server; 0 if all answer, else 1. */
  int status() {
    int exit = Pedigree.OK;
    out.printf("%-14s %-9s %7s %6s %9s  %s%n", "", "state", "pid", "port", "memory", "up for");
    for (LocalServer server : installation.servers()) {
      var process = server.process();
      boolean ready = process.isPresent() && server.answers();
      String state = ready ? "ready" : process.isPresent() ? "starting" : "stopped";
      out.printf(
          "%-14s %-9s %7s %6d %9s  %s%n",
          server.name(),
          state,
          process.map(one -> Long.toString(one.pid())).orElse("-"),
          server.port().number(),
          process.flatMap(ServerProcess::residentBytes).map(Lifecycle::mebibytes).orElse("-"),
          process.flatMap(ServerProcess::startedAt).map(Lifecycle::since).orElse("-"));
      exit = ready ? exit : Pedigree.FAILED;
    }
    return exit;
  }

  private void show(LocalServer server, String what) {
    out.printf(
        "  %-14s %s (port %d%s)%n",
        server.name(),
        what,
        server.port().number(),
        server.process().map(process -> ", pid " + process.pid()).orElse(""));
  }

  private void showAddresses() {
    out.println("GraphQL   " + installation.uri().resolve("/graphql"));
    out.println("GraphiQL  " + installation.uri().resolve("/graphiql"));
    out.println("Overview  " + installation.uri().resolve("/"));
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }

  private static String since(Instant begin) {
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    return seconds < 60
        ? seconds + " s"
        : seconds < 3600
            ? seconds / 60 + " min"
            : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }
}
