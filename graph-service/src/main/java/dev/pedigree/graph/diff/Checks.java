package dev.pedigree.graph.diff;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.topology.TopologyReader;
import java.util.Map;
import java.util.TreeMap;

/** What the checks of an artifact say. */
final class Checks {
  private Checks() {}

  /** The highest version of a check that is not revoked, and what it found. */
  record Decided(int version, CheckOutcome outcome) {
    @Override
    public String toString() {
      return version + " " + outcome;
    }
  }

  /** By name. */
  static Map<String, Decided> of(int artifact, TopologyReader graph) {
    Map<String, Decided> decided = new TreeMap<>();
    for (TopologyReader.CheckMark mark : graph.checks(artifact)) {
      if (!mark.revoked()) {
        decided.merge(
            mark.name(),
            new Decided(mark.version(), mark.outcome()),
            (one, other) -> one.version >= other.version ? one : other);
      }
    }
    return decided;
  }
}
