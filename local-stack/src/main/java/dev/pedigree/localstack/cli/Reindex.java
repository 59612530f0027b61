package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has the search index built anew, while the present one is searched, and waits for it. */
final class Reindex {
  private static final String PATH = "/search/reindex";
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final GatewayClient gateway;
  private final PrintStream out;
  private final Progress progress;

  Reindex(GatewayClient gateway, PrintStream out, Progress progress) {
    this.gateway = gateway;
    this.out = out;
    this.progress = progress;
  }

  /** Whoever ends it early does not end what it began. */
  int run() throws IOException {
    JsonNode status = read(gateway.post(PATH, List.of()));
    while (status.path("running").asBoolean(false)) {
      long revision = status.path("revision").asLong(0);
      long goal = status.path("goal").asLong(0);
      progress.show(
          () ->
              "%d of %d changes in the new index, %d/s"
                  .formatted(revision, goal, progress.rate(revision)));
      pause();
      status = read(gateway.get(PATH));
    }
    progress.clear();
    out.println(
        "The new index has taken the old one's place, with %d changes."
            .formatted(status.path("goal").asLong(0)));
    return Pedigree.OK;
  }

  private static JsonNode read(InputStream answer) throws IOException {
    try (answer) {
      return JsonMapper.shared().readTree(answer);
    } catch (JacksonException e) {
      throw new CommandFailedException(PATH + " answered no JSON");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted: the new index is built all the same");
    }
  }
}
