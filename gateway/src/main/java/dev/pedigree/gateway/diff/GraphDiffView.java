package dev.pedigree.gateway.diff;

import dev.pedigree.graph.diff.GraphDiff;
import dev.pedigree.graph.service.Snapshot;
import java.util.List;

/**
 * A {@link GraphDiff}.
 *
 * @param snapshot of its later revision
 * @param question what it was asked, the same whenever it is
 */
record GraphDiffView(Snapshot snapshot, GraphDiff diff, String question) {
  public long from() {
    return diff.from();
  }

  public long to() {
    return diff.to();
  }

  public int redactedCount() {
    return diff.redacted();
  }

  public List<Group> groups() {
    return diff.groups().entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  /** How many facts there are of one type. */
  record Group(String key, int count) {}
}
