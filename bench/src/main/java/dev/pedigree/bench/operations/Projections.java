package dev.pedigree.bench.operations;

import dev.pedigree.bench.ask.Gateway;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** How far a gateway's projections are. */
final class Projections {
  private static final Duration POLL = Duration.ofMillis(500);

  private Projections() {}

  /** Waits until all of them have everything. */
  static void await(URI server) throws IOException, InterruptedException {
    try (Gateway gateway = new Gateway(server)) {
      while (lag(gateway) > 0) {
        Thread.sleep(POLL);
      }
    }
  }

  private static long lag(Gateway gateway) throws IOException, InterruptedException {
    long most = 0;
    for (JsonNode each :
        gateway
            .ask("{ head { projections { lagRevisions } } }", Map.of())
            .at("/head/projections")) {
      most = Math.max(most, each.path("lagRevisions").asLong());
    }
    return most;
  }
}
