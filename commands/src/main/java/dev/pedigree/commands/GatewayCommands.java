package dev.pedigree.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the gateway's program does beside serving, for jobs in a cluster: it asks a gateway that
 * runs, the one at {@code PEDIGREE_GATEWAY}, as whom {@link TokenSource} says.
 *
 * <p>{@code check [--wait DURATION]}, {@code policy apply FOLDER [--dry-run] [--keep-others]},
 * {@code verify}.
 */
public final class GatewayCommands {
  private static final Set<String> NAMES = Set.of("check", "policy", "verify");

  /** Where the gateway is. */
  public static final String GATEWAY = "PEDIGREE_GATEWAY";

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream errors;

  GatewayCommands(Map<String, String> environment, PrintStream out, PrintStream errors) {
    this.environment = environment;
    this.out = out;
    this.errors = errors;
  }

  /** Whether a program's arguments ask for one of them, and not for a server. */
  public static boolean areAskedForBy(String[] arguments) {
    return arguments.length > 0 && NAMES.contains(arguments[0]);
  }

  /** Runs one; its exit code. */
  public static int run(String[] arguments) {
    return new GatewayCommands(System.getenv(), System.out, System.err).run(List.of(arguments));
  }

  int run(List<String> arguments) {
    TokenSource tokens = TokenSource.of(environment);
    try (GatewayClient gateway = new GatewayClient(address(), tokens)) {
      List<String> rest = arguments.subList(1, arguments.size());
      return switch (arguments.getFirst()) {
        case "check" -> new Check(gateway, tokens, out).run(Check.patience(rest));
        case "policy" ->
            new PolicyApply(gateway, out, progress()).run(PolicyApply.Options.parse(rest));
        default -> {
          none(rest);
          yield new Verify(gateway, out, progress()).run();
        }
      };
    } catch (IOException | CommandFailedException e) {
      errors.println("pedigree: " + (e instanceof IOException ? e : e.getMessage()));
      return ExitCode.FAILED;
    }
  }

  private URI address() {
    String address = environment.getOrDefault(GATEWAY, "").strip();
    if (!address.matches("https?://.+")) {
      throw new CommandFailedException(
          GATEWAY
              + ": "
              + (address.isEmpty() ? "none" : address)
              + " (expected: http://host:port)");
    }
    return URI.create(address);
  }

  private Progress progress() {
    return new Progress(errors, false);
  }

  private static void none(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new CommandFailedException("arguments: " + arguments + " (expected: none)");
    }
  }
}
