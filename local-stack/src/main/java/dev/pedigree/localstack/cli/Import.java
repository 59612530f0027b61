package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.Progress;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends newline-delimited JSON to the gateway, slice by slice in constant memory, and prints the
 * verdict of every line that was refused. A slice whose answer was lost is sent again, which is
 * harmless: what was recorded is known then.
 */
final class Import {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int ATTEMPTS = 6;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final GatewayClient gateway;
  private final PrintStream out;
  private final Progress progress;
  private final Duration firstPause;
  private long recorded;
  private long known;
  private long refused;

  Import(GatewayClient gateway, PrintStream out, Progress progress, Duration firstPause) {
    this.gateway = gateway;
    this.out = out;
    this.progress = progress;
    this.firstPause = firstPause;
  }

  /** A file, or standard input if it is called {@code -}. */
  int run(String file) throws IOException {
    if (file.equals("-")) {
      return run(System.in, 0);
    }
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new CommandFailedException(file + " cannot be read (expected: a file)");
    }
    try (var input = Files.newInputStream(path)) {
      return run(input, Files.size(path));
    }
  }

  /**
   * Sends all of an input.
   *
   * @param totalBytes of the input, 0 if not known
   * @return 0 if nothing was refused, else 2
   */
  int run(InputStream input, long totalBytes) throws IOException {
    var reader = new Slice.Reader(new BufferedInputStream(input, BUFFER_BYTES));
    for (Slice slice = reader.next(); !slice.lines().isEmpty(); slice = reader.next()) {
      settle(slice);
      progress.show(() -> describe(reader.bytesRead(), totalBytes));
    }
    progress.end(describe(reader.bytesRead(), totalBytes));
    return refused == 0 ? Pedigree.OK : Pedigree.REFUSED;
  }

  private String describe(long bytes, long totalBytes) {
    long lines = recorded + known + refused;
    String share = totalBytes > 0 ? "%d %%, ".formatted(100 * bytes / totalBytes) : "";
    return "%s%d lines (%d lines/s): %d recorded, %d known, %d refused"
        .formatted(share, lines, progress.rate(lines), recorded, known, refused);
  }

  private void settle(Slice slice) {
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      try {
        count(slice, send(slice));
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new CommandFailedException(
              "gave up at line %d after %d attempts: %s (sending all again is harmless)"
                  .formatted(slice.numbers().getFirst(), attempt, describe(e)));
        }
        pause(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static String describe(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** One verdict per line, in their order. */
  private List<JsonNode> send(Slice slice) throws IOException {
    var verdicts = new ArrayList<JsonNode>();
    try (var answer =
        new BufferedReader(
            new InputStreamReader(
                gateway.post("/import", slice.lines()), StandardCharsets.UTF_8))) {
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        JsonNode verdict = parse(line);
        if (verdict.path("code").asString("").equals("UNAVAILABLE")) {
          throw new IOException("UNAVAILABLE: " + verdict.path("message").asString(""));
        }
        verdicts.add(verdict);
      }
    }
    if (verdicts.size() != slice.lines().size()) {
      throw new IOException(
          "verdicts: %d (expected: %d)".formatted(verdicts.size(), slice.lines().size()));
    }
    return verdicts;
  }

  private static JsonNode parse(String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IOException("verdict is not JSON: " + line, e);
    }
  }

  private void count(Slice slice, List<JsonNode> verdicts) {
    for (int index = 0; index < verdicts.size(); index++) {
      JsonNode verdict = verdicts.get(index);
      switch (verdict.path("status").asString("")) {
        case "RECORDED" -> recorded++;
        case "KNOWN" -> known++;
        default -> {
          refused++;
          print(verdict, slice.numbers().get(index));
        }
      }
    }
  }

  /** With the line of the input in place of that of the slice. */
  private void print(JsonNode verdict, long line) {
    if (verdict instanceof ObjectNode object) {
      object.put("line", line);
    }
    out.println(verdict);
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted");
    }
  }
}
