package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.localstack.LocalServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command that shows what servers wrote. */
final class Logs {
  private final Installation installation;

  Logs(Installation installation) {
    this.installation = installation;
  }

  /** Hands over to {@code tail} for the logs of one server or of all; {@code -f} goes on. */
  int show(List<String> arguments) throws IOException {
    boolean follow = arguments.contains("-f");
    var names = arguments.stream().filter(argument -> !argument.equals("-f")).toList();
    var command = new ArrayList<>(List.of("tail", "-n", "100"));
    if (follow) {
      command.add("-F");
    }
    installation.servers().stream()
        .filter(server -> names.isEmpty() || names.contains(nameOf(server)))
        .map(server -> server.log().toString())
        .forEach(command::add);
    if (!command.getLast().startsWith("/")) {
      var known = installation.servers().stream().map(Logs::nameOf).toList();
      throw new CommandFailedException("component: " + names + " (expected: one of " + known + ")");
    }
    Process tail = new ProcessBuilder(command).inheritIO().start();
    try {
      return tail.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
  }

  private static String nameOf(LocalServer server) {
    return server.name().toLowerCase(Locale.ROOT);
  }
}
