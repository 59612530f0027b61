package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.MlflowRegistry;
import dev.pedigree.commands.Progress;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends documents of other tools to the gateway, and prints what of them was refused or lost, and a
 * line for each document.
 */
final class Documents {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int HEAD_BYTES = 1 << 12;
  private static final String MLFLOW = "mlflow";
  private static final Pattern ADDRESS = Pattern.compile("https?://");

  /** How a line of Pedigree's own begins. */
  private static final Pattern LINE =
      Pattern.compile("\\s*\\{\\s*\"(artifact|edge|check|stage)\"\\s*:\\s*\\{");

  private final GatewayClient gateway;
  private final PrintStream out;
  private final Progress progress;
  private long statements;
  private long refused;

  Documents(GatewayClient gateway, PrintStream out, Progress progress) {
    this.gateway = gateway;
    this.out = out;
    this.progress = progress;
  }

  /**
   * What is to be imported.
   *
   * @param format null: whichever it is
   * @param namespace null: the gateway's default
   * @param files at least one
   */
  record Options(@Nullable String format, @Nullable String namespace, List<String> files) {
    private static final String USAGE =
        "import FILE, or - for standard input; import [--format FORMAT] [--namespace NAME] FILE…; import --format mlflow URL";

    /**
     * Reads the command's arguments.
     *
     * @throws CommandFailedException if they are others
     */
    static Options parse(List<String> arguments) {
      String format = null;
      String namespace = null;
      List<String> files = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        String argument = arguments.get(i);
        switch (argument) {
          case "--format" -> format = value(arguments, ++i);
          case "--namespace" -> namespace = value(arguments, ++i);
          default -> files.add(argument);
        }
      }
      if (files.isEmpty() || files.stream().anyMatch(it -> it.startsWith("--"))) {
        throw wrong(arguments);
      }
      return new Options(format, namespace, files);
    }

    private static String value(List<String> arguments, int at) {
      if (at >= arguments.size() || arguments.get(at).isBlank()) {
        throw wrong(arguments);
      }
      return arguments.get(at);
    }

    private static CommandFailedException wrong(List<String> arguments) {
      return new CommandFailedException("arguments: " + arguments + " (expected: " + USAGE + ")");
    }

    /** Whether it is one file of Pedigree's own lines, as far as can be seen. */
    boolean isLines() throws IOException {
      if (format != null || namespace != null || files.size() != 1) {
        return false;
      }
      Path file = Path.of(files.getFirst());
      if (files.getFirst().equals("-") || !Files.isRegularFile(file)) {
        return true;
      }
      try (InputStream in = Files.newInputStream(file)) {
        String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
        return head.isBlank() || LINE.matcher(head).lookingAt();
      }
    }
  }

  /**
   * Sends them, one after the other.
   *
   * @return 0 if all is recorded or known, else 2
   */
  int run(Options options) throws IOException {
    boolean complete = true;
    for (String file : options.files()) {
      complete &= send(options, file);
    }
    progress.end(statements + " statements, " + refused + " refused");
    return complete && refused == 0 ? Pedigree.OK : Pedigree.REFUSED;
  }

  private boolean send(Options options, String file) throws IOException {
    return ADDRESS.matcher(file).lookingAt()
        ? sendRegistry(options, URI.create(file))
        : send(options, file, Path.of(file));
  }

  /** A copy of it, so that what is recorded names a document that says so. */
  private boolean sendRegistry(Options options, URI server) throws IOException {
    if (!MLFLOW.equals(options.format())) {
      throw new CommandFailedException(
          server + " (expected: a file, or with --format " + MLFLOW + " a tracking server)");
    }
    Path copy = Files.createTempFile("pedigree-" + MLFLOW, ".ndjson");
    try (HttpClient http = HttpClient.newHttpClient()) {
      try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(copy))) {
        long versions =
            new MlflowRegistry(http, server, MlflowRegistry.authorization(System.getenv()))
                .copy(bytes);
        progress.show(() -> versions + " versions copied");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(server + ": interrupted", e);
      }
      return send(options, server.toString(), copy);
    } finally {
      Files.delete(copy);
    }
  }

  private boolean send(Options options, String file, Path path) throws IOException {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new CommandFailedException(file + " cannot be read (expected: a file)");
    }
    StringBuilder address = new StringBuilder("/import/");
    address.append(encoded(options.format() == null ? "auto" : options.format()));
    address.append("?fileName=").append(encoded(String.valueOf(path.getFileName())));
    if (options.namespace() != null) {
      address.append("&namespace=").append(encoded(options.namespace()));
    }
    try (var answer =
        new BufferedReader(
            new InputStreamReader(
                gateway.postFile(address.toString(), path), StandardCharsets.UTF_8))) {
      return report(file, answer);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Whether the document was read to its end. */
  private boolean report(String file, BufferedReader answer) throws IOException {
    for (String line = answer.readLine(); line != null; line = answer.readLine()) {
      JsonNode told = parse(line);
      if (told.has("document")) {
        out.println(file + ": " + told);
        return told.path("complete").asBoolean(false);
      }
      statements++;
      String status = told.path("status").asString("");
      if (status.equals("REFUSED")) {
        refused++;
      }
      if (status.equals("REFUSED") || status.equals("LOST")) {
        out.println(line);
      }
      progress.show(() -> statements + " statements, " + refused + " refused");
    }
    throw new IOException("the report of " + file + " has no end (sending it again is harmless)");
  }

  private static JsonNode parse(String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw new IOException("the report is not JSON: " + line, e);
    }
  }
}
