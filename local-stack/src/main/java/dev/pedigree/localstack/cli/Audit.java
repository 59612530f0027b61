package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.identity.log.Checkpoint;
import dev.pedigree.identity.log.HashTree;
import dev.pedigree.identity.log.NoteException;
import dev.pedigree.identity.log.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gets checkpoints and proofs for those who keep or verify them. */
final class Audit {
  private final GatewayClient gateway;
  private final PrintStream out;

  Audit(GatewayClient gateway, PrintStream out) {
    this.gateway = gateway;
    this.out = out;
  }

  /**
   * What is asked of a checkpoint.
   *
   * @param key a file with a key that signs it here, too; null: none does
   * @param since a file with an earlier one, of which it has to be the continuation; null: none
   */
  record Options(@Nullable String key, @Nullable String since) {
    static Options parse(List<String> arguments) {
      String key = null;
      String since = null;
      for (int i = 0; i < arguments.size(); i += 2) {
        String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
        if (arguments.get(i).equals("--key") && !value.isEmpty()) {
          key = value;
        } else if (arguments.get(i).equals("--since") && !value.isEmpty()) {
          since = value;
        } else {
          throw new CommandFailedException(
              "arguments: " + arguments + " (expected: [--key FILE] [--since FILE])");
        }
      }
      return new Options(key, since);
    }
  }

  /** Prints the newest checkpoint. 1 if the journal does not continue an earlier one. */
  int checkpoint(Options options) throws IOException {
    try {
      String note = text("/checkpoint");
      Checkpoint checkpoint = Checkpoint.parse(note);
      if (options.since != null) {
        requireContinuation(Checkpoint.parse(read(options.since)), checkpoint);
      }
      if (options.key != null) {
        note = SigningKey.read(options.key).sign(note, checkpoint.origin());
      } else if (!note.contains("\n\n")) {
        throw new CommandFailedException(
            "the gateway does not sign checkpoints (expected: it has pedigree.audit.key, or --key"
                + " FILE signs here)");
      }
      out.print(note);
      out.flush();
      return Pedigree.OK;
    } catch (NoteException e) {
      throw new CommandFailedException(String.valueOf(e.getMessage()));
    }
  }

  private void requireContinuation(Checkpoint earlier, Checkpoint now) throws IOException {
    if (!earlier.origin().equals(now.origin())) {
      throw new CommandFailedException(
          "origin: %s (expected: %s, as before)".formatted(now.origin(), earlier.origin()));
    }
    if (earlier.size() > now.size()) {
      throw new CommandFailedException(
          "%d entries (expected: at least the %d of before): history was rewritten"
              .formatted(now.size(), earlier.size()));
    }
    JsonNode answer =
        parse(text("/consistency?from=" + earlier.size() + "&to=" + now.size())).path("path");
    List<byte[]> path = new ArrayList<>();
    for (JsonNode hash : answer) {
      path.add(Base64.getDecoder().decode(hash.asString()));
    }
    if (!HashTree.isConsistent(
        earlier.size(), earlier.rootHash(), now.size(), now.rootHash(), path)) {
      throw new CommandFailedException(
          "the %d entries do not begin with the %d of before: history was rewritten"
              .formatted(now.size(), earlier.size()));
    }
  }

  /** Prints the public half of the key that the gateway signs with. */
  int key() throws IOException {
    out.print(text("/checkpoint/key"));
    out.flush();
    return Pedigree.OK;
  }

  /** Prints the proof that a revision is in the journal. */
  int prove(List<String> arguments) throws IOException {
    boolean sized = arguments.size() == 3 && arguments.get(1).equals("--size");
    if (!(arguments.size() == 1 || sized)
        || !arguments.stream().filter(each -> !each.equals("--size")).allMatch(Audit::isNumber)) {
      throw new CommandFailedException(
          "arguments: " + arguments + " (expected: prove REVISION [--size ENTRIES])");
    }
    String size = sized ? "&size=" + arguments.get(2) : "";
    JsonNode proof = parse(text("/proof?revision=" + arguments.getFirst() + size));
    out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(proof));
    out.flush();
    return Pedigree.OK;
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}");
  }

  private String text(String path) throws IOException {
    try (InputStream in = gateway.get(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new CommandFailedException(file + " cannot be read: " + e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JsonMapper.shared().readTree(json);
    } catch (JacksonException e) {
      throw new CommandFailedException("not an answer: " + json);
    }
  }
}
