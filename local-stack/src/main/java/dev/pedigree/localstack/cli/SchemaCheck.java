package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SchemaException;
import dev.pedigree.schema.SdlSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what stands against a folder of schema extensions: by itself whether they are right, by the
 * running gateway whether recorded facts and clients fit them.
 */
final class SchemaCheck {
  private final GatewayClient gateway;
  private final PrintStream out;

  SchemaCheck(GatewayClient gateway, PrintStream out) {
    this.gateway = gateway;
    this.out = out;
  }

  /**
   * 0 if a gateway would start with them, 2 if it would refuse them, with every reason.
   *
   * @throws CommandFailedException if they are right, and there is no gateway to compare them with
   *     what is in force
   */
  int run(Path folder) throws IOException {
    List<SdlSource> files;
    try {
      files = SdlSource.folder(folder);
      PedigreeSchema.load(files).validate();
    } catch (SchemaException wrong) {
      out.println("The extensions are wrong:");
      wrong.problems().forEach(problem -> out.println("  " + problem));
      out.println("Refused.");
      return Pedigree.REFUSED;
    }
    return compared(ask(files));
  }

  private JsonNode ask(List<SdlSource> files) throws IOException {
    byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("files", files));
    try (InputStream in = gateway.postJson("/schema/check", body)) {
      return JsonMapper.shared().readTree(in);
    } catch (ConnectException e) {
      throw new CommandFailedException(
          "the extensions are right in themselves; whether recorded facts and clients fit them"
              + " only a running gateway can say, and none answers (expected: one that was started"
              + " by `./pedigree up`)");
    }
  }

  private int compared(JsonNode answer) {
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
}
