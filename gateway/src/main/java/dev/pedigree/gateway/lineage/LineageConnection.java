package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.lineage.Truncation;
import dev.pedigree.graph.service.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A page of a lineage, nearest first, with figures of the whole. */
final class LineageConnection {
  private final Snapshot snapshot;
  private final Lineage lineage;
  private final PageRequest request;

  LineageConnection(Snapshot snapshot, Lineage lineage, PageRequest request) {
    this.snapshot = snapshot;
    this.lineage = lineage;
    this.request = request;
  }

  public int totalCount() {
    return lineage.total();
  }

  public int redactedCount() {
    return lineage.redacted();
  }

  public long revision() {
    return lineage.revision();
  }

  public @Nullable Truncation truncated() {
    return lineage.truncation();
  }

  List<Group> groups(String by) {
    return lineage.groups(grouping(by)).entrySet().stream()
        .map(group -> new Group(group.getKey(), group.getValue()))
        .toList();
  }

  private static Grouping grouping(String by) {
    return Arrays.stream(Grouping.values())
        .filter(grouping -> grouping.name().equals(by))
        .findFirst()
        .orElseThrow(
            () ->
                RefusedException.invalid(
                    "by",
                    by + " is not supported yet",
                    "one of " + Arrays.toString(Grouping.values())));
  }

  public List<ArtifactId> ids() {
    return lineage.ids(request.offset(), request.first());
  }

  public List<ArtifactRef> nodes() {
    return ids().stream().map(id -> new ArtifactRef(snapshot, id)).toList();
  }

  public List<Item> edges() {
    Page<Lineage.Hit> page = page(lineage.hits(request.offset(), request.first()));
    return IntStream.range(0, page.items().size())
        .mapToObj(i -> item(page.cursor(i), page.items().get(i)))
        .toList();
  }

  private Item item(String cursor, Lineage.Hit hit) {
    return new Item(
        cursor,
        new ArtifactRef(snapshot, hit.artifact()),
        hit.depthEdges(),
        hit.via().stream().map(id -> new EdgeRef(snapshot, id)).toList());
  }

  public Page.PageInfo pageInfo() {
    return page(ids()).info();
  }

  private <T> Page<T> page(List<T> items) {
    return request.page(items, lineage.total(), lineage.revision());
  }

  /** An artifact that was reached, and how. */
  record Item(String cursor, ArtifactRef node, int depth, List<EdgeRef> via) {}

  /** How many there are of one sort. */
  record Group(String key, int count) {}
}
