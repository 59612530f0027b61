package dev.pedigree.graph.service;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Sight;
import dev.pedigree.graph.recording.Expectations;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was recorded, by whom and of which kind, and what of it is incomplete. */
final class Ingestion {
  private static final int EXAMPLES = 10;

  private final TypeSystem types;
  private final Expectations expectations;
  private final Map<Key, Count> counts =
      new TreeMap<>(Comparator.comparing(Key::by).thenComparing(Key::kind));

  Ingestion(TypeSystem types) {
    this.types = types;
    this.expectations = new Expectations(types);
  }

  List<Snapshot.IngestionCount> count(Sight sight) {
    TopologyReader graph = sight.graph();
    for (int artifact = 0; artifact < graph.artifactCount(); artifact++) {
      if (!graph.retracted(artifact) && sight.sees(artifact)) {
        add(graph, artifact);
      }
    }
    return counts.entrySet().stream()
        .map(entry -> entry.getValue().of(entry.getKey()))
        .sorted(Comparator.comparingInt(Snapshot.IngestionCount::incomplete).reversed())
        .toList();
  }

  private void add(TopologyReader graph, int artifact) {
    String kind = types.kinds().get(graph.firstKind(artifact)).name();
    Count count =
        counts.computeIfAbsent(new Key(graph.recordedBy(artifact), kind), _ -> new Count());
    count.recorded++;
    if (!expectations.lacking(graph, artifact).isEmpty()) {
      count.incomplete++;
      count.newest.addFirst(graph.artifactId(artifact));
      if (count.newest.size() > EXAMPLES) {
        count.newest.removeLast();
      }
    }
  }

  private record Key(String by, String kind) {}

  private static final class Count {
    int recorded;
    int incomplete;
    final Deque<ArtifactId> newest = new ArrayDeque<>();

    Snapshot.IngestionCount of(Key key) {
      return new Snapshot.IngestionCount(
          key.by(), key.kind(), recorded, incomplete, List.copyOf(newest));
    }
  }
}
