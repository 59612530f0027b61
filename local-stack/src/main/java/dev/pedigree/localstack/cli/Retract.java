package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.identity.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes back what a document, or a run of OpenLineage, brought; prints a line for each part. */
final class Retract {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final GatewayClient gateway;
  private final PrintStream out;

  Retract(GatewayClient gateway, PrintStream out) {
    this.gateway = gateway;
    this.out = out;
  }

  /**
   * What is to be taken back.
   *
   * @param document its digest
   */
  record Options(String document, String reason, boolean dryRun) {
    private static final String USAGE =
        "retract --document sha256:…|--run UUID --reason TEXT [--dry-run]";

    /**
     * Reads the command's arguments.
     *
     * @throws CommandFailedException if they are others
     */
    static Options parse(List<String> arguments) {
      String document = null;
      String reason = null;
      boolean dryRun = false;
      for (int i = 0; i < arguments.size(); i++) {
        String next = i + 1 < arguments.size() ? arguments.get(i + 1) : null;
        switch (arguments.get(i)) {
          case "--dry-run" -> dryRun = true;
          case "--document" -> {
            document = next;
            i++;
          }
          case "--run" -> {
            document = next == null ? null : ofRun(next);
            i++;
          }
          case "--reason" -> {
            reason = next;
            i++;
          }
          default -> throw wrong(arguments);
        }
      }
      if (document == null || reason == null) {
        throw wrong(arguments);
      }
      return new Options(document, reason, dryRun);
    }

    private static CommandFailedException wrong(@Nullable Object arguments) {
      return new CommandFailedException("arguments: " + arguments + " (expected: " + USAGE + ")");
    }

    /** What stands for a run, see docs/interop.md. */
    private static String ofRun(String runId) {
      return Ids.ofText("openlineage run " + runId.toLowerCase(Locale.ROOT));
    }
  }

  /** 0 if nothing was refused, else 2. */
  int run(Options options) throws IOException {
    byte[] body =
        JSON.writeValueAsBytes(
            Map.of(
                "document", options.document(),
                "reason", options.reason(),
                "dryRun", options.dryRun()));
    try (var answer =
        new BufferedReader(
            new InputStreamReader(gateway.postJson("/retract", body), StandardCharsets.UTF_8))) {
      JsonNode last = JSON.createObjectNode();
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        out.println(line);
        last = JSON.readTree(line);
      }
      if (!last.has("document")) {
        throw new IOException("the answer has no end (asking again is harmless)");
      }
      return last.path("refused").asLong(0) == 0 ? Pedigree.OK : Pedigree.REFUSED;
    }
  }
}
