package dev.pedigree.localstack.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the running gateway say what stands against a folder of schema extensions. */
final class SchemaCheck {
  private static final String ENDING = ".graphqls";

  private final GatewayClient gateway;
  private final PrintStream out;

  SchemaCheck(GatewayClient gateway, PrintStream out) {
    this.gateway = gateway;
    this.out = out;
  }

  /**
   * 0 if a gateway would start with them, 2 if it would refuse them, with every reason.
   *
   * @throws CommandFailedException if it is not a folder, or a file in it is not UTF-8
   */
  int run(Path folder) throws IOException {
    byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("files", files(folder)));
    JsonNode answer;
    try (InputStream in = gateway.postJson("/schema/check", body)) {
      answer = JsonMapper.shared().readTree(in);
    }
    int reasons =
        list(answer, "wrong", "The extensions are wrong:")
            + list(answer, "orphaned", "Recorded facts would not fit:")
            + list(answer, "broken", "Clients would break:");
    if (reasons > 0) {
      out.println("Refused.");
      return Pedigree.REFUSED;
    }
    String inForce = answer.path("inForce").asString("none");
    String offered = answer.path("offered").asString();
    out.println(
        inForce.equals(offered)
            ? "Passes: it is the schema in force, " + inForce + "."
            : "Passes: schema " + offered + " may follow " + inForce + ".");
    return Pedigree.OK;
  }

  /** How many there are. */
  private int list(JsonNode answer, String reasons, String heading) {
    JsonNode found = answer.path(reasons);
    if (!found.isEmpty()) {
      out.println(heading);
    }
    found.forEach(reason -> out.println("  " + reason.asString()));
    return found.size();
  }

  private static List<Map<String, String>> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailedException(
          folder + " is not a folder (expected: one with *" + ENDING + " files)");
    }
    List<Map<String, String>> files = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(SchemaCheck::isSdl).sorted().toList()) {
        try {
          files.add(
              Map.of("name", folder.relativize(file).toString(), "text", Files.readString(file)));
        } catch (CharacterCodingException notUtf8) {
          throw new CommandFailedException(file + " is not UTF-8");
        }
      }
    }
    return files;
  }

  private static boolean isSdl(Path file) {
    return file.toString().endsWith(ENDING) && Files.isRegularFile(file);
  }
}
