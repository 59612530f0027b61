package dev.pedigree.bench.lineage;

import dev.pedigree.graph.artifact.ArtifactId;
import java.util.List;
import java.util.Map;

/**
 * What is compared of an answer.
 *
 * @param count of artifacts; of edges, for a way; 1 or 0, for a yes or no
 * @param checksum of ids: the sum, modulo 2^64, of the first 16 hex digits of each; of groups: see
 *     {@link #ofGroups}
 */
record Answer(long count, long checksum) {
  static final Answer NOTHING = new Answer(0, 0);

  static Answer ofCount(long count) {
    return new Answer(count, 0);
  }

  static Answer ofTruth(boolean truth) {
    return ofCount(truth ? 1 : 0);
  }

  static Answer ofIds(List<ArtifactId> ids) {
    long checksum = 0;
    for (ArtifactId id : ids) {
      checksum += id.digest().word0();
    }
    return new Answer(ids.size(), checksum);
  }

  /** In whatever order the groups come. */
  static Answer ofGroups(long count, Map<String, Integer> byKind, Map<String, Integer> byStage) {
    return new Answer(count, 31 * sum(byKind) + sum(byStage));
  }

  private static long sum(Map<String, Integer> groups) {
    return groups.entrySet().stream()
        .mapToLong(group -> (long) group.getKey().hashCode() * group.getValue())
        .sum();
  }
}
