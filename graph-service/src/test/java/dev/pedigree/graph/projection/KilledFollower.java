package dev.pedigree.graph.projection;

import static dev.pedigree.graph.state.FactsOf.edge;
import static dev.pedigree.graph.state.FactsOf.recorded;

import dev.pedigree.graph.cassandra.CassandraSettings;
import java.time.Duration;
import java.util.List;

/**
 * A process of its own that appends, projects, and dies at once when it has applied revision 3 to
 * the property graph but not moved the watermark. Arguments: host, port, keyspace.
 */
final class KilledFollower {
  static final int EXIT = 137;

  private KilledFollower() {}

  public static void main(String[] args) {
    Followed followed =
        new Followed(CassandraSettings.local(args[0], Integer.parseInt(args[1]), args[2]));
    followed.append(
        List.of(recorded("d")),
        List.of(recorded("m")),
        List.of(edge("TRAINED_ON", "m", "d")),
        List.of(edge("DERIVED_FROM", "m", "d")));
    Projection graph =
        new Intercepted(
            followed.graph,
            _ -> {},
            changes -> {
              if (changes.getLast().revision() == 3) {
                Runtime.getRuntime().halt(EXIT);
              }
            });
    followed.runner(followed.state, Duration.ofSeconds(1)).start();
    followed.runner(graph, Duration.ofSeconds(1)).start();
    Followed.await(() -> false);
  }
}
