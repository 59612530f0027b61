package dev.pedigree.commands;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sees whether a gateway answers, and waits until it does. */
final class Check {
  private static final String QUESTION = "{ head { revision } }";
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final GatewayClient gateway;
  private final TokenSource tokens;
  private final PrintStream out;

  /**
   * Not asked yet.
   *
   * @param tokens those that the gateway gets: if there is one, it has to be valid
   */
  Check(GatewayClient gateway, TokenSource tokens, PrintStream out) {
    this.gateway = gateway;
    this.tokens = tokens;
    this.out = out;
  }

  /** How long is waited, from {@code [--wait DURATION]}, such as {@code 90s} or {@code 10m}. */
  static Duration patience(List<String> arguments) {
    if (arguments.isEmpty()) {
      return Duration.ZERO;
    }
    String time = arguments.getLast();
    if (arguments.size() != 2
        || !arguments.getFirst().equals("--wait")
        || !time.matches("[0-9]{1,6}[smh]")) {
      throw new CommandFailedException(
          "arguments: " + arguments + " (expected: --wait and a time such as 90s or 10m)");
    }
    return Duration.parse("PT" + time);
  }

  /**
   * Asks until it is answered.
   *
   * @throws IOException if it is not answered in time
   * @throws CommandFailedException if it is refused
   */
  int run(Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        out.println(ask());
        return ExitCode.OK;
      } catch (IOException e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
      }
      pause();
    }
  }

  private String ask() throws IOException {
    GraphQLAnswer answer;
    try {
      answer = gateway.ask(QUESTION, Map.of());
    } catch (UnauthenticatedException e) {
      if (tokens.token().isPresent()) {
        throw e;
      }
      return "The gateway answers, and wants to know who asks.";
    }
    for (GraphQLAnswer.Refusal refusal : answer.refusals()) {
      switch (refusal.code()) {
        case "UNAVAILABLE" -> throw new IOException(refusal.toString());
        case "FORBIDDEN" -> {
          return "The gateway answers, and knows who asks.";
        }
        default -> {}
      }
    }
    return "The gateway answers at revision "
        + answer.orFail().at("/head/revision").asLong(0)
        + ".";
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
  }
}
