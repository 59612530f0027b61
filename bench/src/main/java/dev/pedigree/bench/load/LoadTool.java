package dev.pedigree.bench.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** autocannon, installed by npm, in a process of its own. */
final class LoadTool {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final Path ids;

  /**
   * Installs it, if it is not there.
   *
   * @param folder with its {@code package.json}
   * @param ids a file with an id a line, for requests to choose from
   */
  LoadTool(Path folder, Path ids) throws IOException, InterruptedException {
    this.folder = folder;
    this.ids = ids;
    if (!Files.exists(folder.resolve("node_modules/autocannon"))) {
      run(List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock"), "");
    }
  }

  /** What is sent. */
  record Request(String method, String path, @Nullable String body) {}

  /**
   * How it went.
   *
   * @param perSecond answers
   * @param p50 milliseconds from a request to its answer, likewise the others
   * @param failed requests without an answer of status 2xx
   */
  record Outcome(double perSecond, double p50, double p97, double p99, double max, long failed) {
    @Override
    public String toString() {
      return "%,.0f/s, p50 %.1f ms, p97.5 %.1f ms, p99 %.1f ms, longest %.0f ms%s"
          .formatted(perSecond, p50, p97, p99, max, failed == 0 ? "" : ", FAILED: " + failed);
    }
  }

  /**
   * Sends {@code requests} in turn, on each connection one after the other.
   *
   * @param caller who asks
   */
  Outcome run(URI server, String caller, List<Request> requests, int connections, int seconds)
      throws IOException, InterruptedException {
    Map<String, @Nullable Object> asked = new LinkedHashMap<>();
    asked.put("url", server.toString());
    asked.put("caller", caller);
    asked.put("connections", connections);
    asked.put("seconds", seconds);
    asked.put("idsFile", ids.toString());
    asked.put("requests", requests);
    String said = run(List.of("node", "load.mjs"), JSON.writeValueAsString(asked));
    JsonNode result = JSON.readTree(said);
    return new Outcome(
        result.get("perSecond").asDouble(),
        result.get("p50").asDouble(),
        result.get("p97").asDouble(),
        result.get("p99").asDouble(),
        result.get("max").asDouble(),
        result.get("failed").asLong());
  }

  private String run(List<String> command, String in) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out = process.getOutputStream()) {
      out.write(in.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue() + ": " + said);
    }
    return said;
  }
}
