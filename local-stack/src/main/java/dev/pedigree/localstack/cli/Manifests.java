package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.identity.Content;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints manifests, and says whether those that are found somewhere still tell the truth. */
final class Manifests {
  private static final String USAGE =
      "manifest ARTIFACT [--format FORMAT], or manifest verify FILE [CONTENT]";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String BY_ID =
      """
      query ($id: ID!, $format: ManifestFormat!) {
        artifact(id: $id) { manifest(format: $format) }
      }
      """;
  private static final String BY_NAME =
      """
      query ($namespace: String!, $name: String!, $version: String, $format: ManifestFormat!) {
        artifact: artifactByName(namespace: $namespace, name: $name, version: $version) {
          manifest(format: $format)
        }
      }
      """;

  private final GatewayClient gateway;
  private final PrintStream out;

  Manifests(GatewayClient gateway, PrintStream out) {
    this.gateway = gateway;
    this.out = out;
  }

  int run(List<String> arguments) throws IOException {
    int count = arguments.size();
    if (count >= 2 && count <= 3 && arguments.getFirst().equals("verify")) {
      return verify(Path.of(arguments.get(1)), count == 3 ? Path.of(arguments.get(2)) : null);
    }
    if (count == 1) {
      return print(ArtifactRef.parse(arguments.getFirst()), "PEDIGREE");
    }
    if (count == 3 && arguments.get(1).equals("--format")) {
      return print(ArtifactRef.parse(arguments.getFirst()), arguments.get(2));
    }
    throw new CommandFailedException("arguments: " + arguments + " (expected: " + USAGE + ")");
  }

  /** JSON in the order and form in which the gateway gives it: for a revision always the same. */
  private int print(ArtifactRef artifact, String format) throws IOException {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("format", format);
    JsonNode data =
        switch (artifact) {
          case ArtifactRef.ById it -> {
            variables.put("id", it.id());
            yield gateway.ask(BY_ID, variables).orFail();
          }
          case ArtifactRef.ByName it -> {
            variables.put("namespace", it.namespace());
            variables.put("name", it.name());
            variables.put("version", it.version());
            yield gateway.ask(BY_NAME, variables).orFail();
          }
        };
    JsonNode manifest = data.at("/artifact/manifest");
    if (manifest.isMissingNode()) {
      throw new CommandFailedException(
          "artifact: " + artifact + " (expected: one that is recorded)");
    }
    out.println(manifest.isString() ? manifest.asString("") : manifest.toString());
    return Pedigree.OK;
  }

  /**
   * Prints a line for each thing that the file says.
   *
   * @param content the artifact that the file lies beside; null: it is not looked at
   * @return 0 if all of it is true, else 2
   */
  private int verify(Path file, @Nullable Path content) throws IOException {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailedException(file + " cannot be read (expected: a file)");
    }
    byte[] manifest = Files.readAllBytes(file);
    boolean same = content == null || isOf(content, manifest);
    try (var answer =
        new BufferedReader(
            new InputStreamReader(
                gateway.postJson("/manifest/verify", manifest), StandardCharsets.UTF_8))) {
      JsonNode last = JSON.createObjectNode();
      for (String line = answer.readLine(); line != null; line = answer.readLine()) {
        last = JSON.readTree(line);
        if (last.has("status")) {
          print(
              last.path("status").asString(""),
              last.path("place").asString(""),
              last.path("message").asString(""));
        }
      }
      if (!last.has("true")) {
        throw new IOException("the answer has no end");
      }
      return same && last.path("true").asBoolean(false) ? Pedigree.OK : Pedigree.REFUSED;
    }
  }

  private boolean isOf(Path content, byte[] manifest) {
    String id = Content.at(content).id((bytes, total) -> {});
    String told;
    try {
      told = JSON.readTree(manifest).path("id").asString("");
    } catch (JacksonException e) {
      throw new CommandFailedException("the manifest is not JSON: " + e.getOriginalMessage());
    }
    boolean same = id.equals(told);
    print(same ? "OK" : "WRONG", "content", same ? "" : content + " is " + id);
    return same;
  }

  private void print(String status, String place, String message) {
    out.println("%-5s %s%s".formatted(status, place, message.isEmpty() ? "" : ": " + message));
  }
}
