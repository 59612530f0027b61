package dev.pedigree.commands;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the gateway compare every projection with the journal. */
public final class Verify {
  private static final int MOST_NAMED = 100;

  private final GatewayClient gateway;
  private final PrintStream out;
  private final Progress progress;
  private final Map<String, Long> named = new HashMap<>();

  /** Tells {@code out} what was found, and {@code progress} how far it is. */
  public Verify(GatewayClient gateway, PrintStream out, Progress progress) {
    this.gateway = gateway;
    this.out = out;
    this.progress = progress;
  }

  /** 0 if every projection was compared to its end and none differs, else 1. */
  public int run() throws IOException {
    return run("/verify");
  }

  /** Has one projection put right first, and compares that one. */
  public int repair(String projection) throws IOException {
    return run("/repair?projection=" + URLEncoder.encode(projection, StandardCharsets.UTF_8));
  }

  private int run(String path) throws IOException {
    int finished = 0;
    long differences = 0;
    String unfinished = "";
    try (var answer =
        new BufferedReader(
            new InputStreamReader(gateway.post(path, List.of()), StandardCharsets.UTF_8))) {
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        JsonNode report = parse(line);
        if (report.has("code")) {
          throw new CommandFailedException(report.path("message").asString(""));
        }
        String projection = report.path("projection").asString("");
        if (report.path("done").asBoolean(false)) {
          finished++;
          differences += report.path("differences").asLong(0);
          unfinished = "";
          out.println(describe(report));
        } else {
          unfinished = projection;
          name(report);
          progress.show(() -> describe(report));
        }
      }
    }
    if (finished == 0 || !unfinished.isEmpty()) {
      throw new CommandFailedException("the answer ended early: not everything was compared");
    }
    out.println(differences == 0 ? "No differences." : differences + " differences.");
    return differences == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Prints each difference, but no more of a projection than one wants to read. */
  private void name(JsonNode report) {
    String projection = report.path("projection").asString("");
    long differences = report.path("differences").asLong(0);
    if (differences == named.getOrDefault(projection, 0L)) {
      return;
    }
    named.put(projection, differences);
    if (differences <= MOST_NAMED) {
      out.println("  " + projection + ": " + report.path("message").asString(""));
    } else if (differences == MOST_NAMED + 1) {
      out.println("  " + projection + ": and more");
    }
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
