package dev.pedigree.localstack.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the gateway compare every projection with the journal. */
final class Verify {
  private final GatewayClient gateway;
  private final PrintStream out;
  private final Progress progress;

  Verify(GatewayClient gateway, PrintStream out, Progress progress) {
    this.gateway = gateway;
    this.out = out;
    this.progress = progress;
  }

  /** 0 if every projection was compared to its end and none differs, else 1. */
  int run() throws IOException {
    int finished = 0;
    long differences = 0;
    String unfinished = "";
    try (var answer =
        new BufferedReader(
            new InputStreamReader(gateway.post("/verify", List.of()), StandardCharsets.UTF_8))) {
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        JsonNode report = parse(line);
        String projection = report.path("projection").asString("");
        if (report.path("done").asBoolean(false)) {
          finished++;
          differences += report.path("differences").asLong(0);
          unfinished = "";
          out.println(describe(report));
        } else {
          unfinished = projection;
          progress.show(() -> describe(report));
        }
      }
    }
    if (finished == 0 || !unfinished.isEmpty()) {
      throw new CommandFailedException("the answer ended early: not everything was compared");
    }
    out.println(differences == 0 ? "No differences." : differences + " differences.");
    return differences == 0 ? Pedigree.OK : Pedigree.FAILED;
  }

  private static JsonNode parse(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      throw new CommandFailedException("not a report: " + line);
    }
  }

  private static String describe(JsonNode report) {
    String message = report.path("message").asString("");
    return "%s: %d compared, %d differences%s"
        .formatted(
            report.path("projection").asString("?"),
            report.path("checked").asLong(0),
            report.path("differences").asLong(0),
            message.isEmpty() ? "" : " (" + message + ")");
  }
}
