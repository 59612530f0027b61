package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Selection;
import dev.pedigree.graph.service.Snapshot;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A page of the artifacts that meet a filter. */
final class ArtifactConnection extends SelectionConnection {
  private static final Set<Grouping> GROUPINGS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(Grouping.DEPTH, Grouping.EDGE_TYPE)));

  ArtifactConnection(Snapshot snapshot, Selection selection, PageRequest request) {
    super(snapshot, selection, request, GROUPINGS);
  }

  public List<Item> edges() {
    Page<ArtifactRef> page = page(nodes());
    return IntStream.range(0, page.items().size())
        .mapToObj(i -> new Item(page.cursor(i), page.items().get(i)))
        .toList();
  }

  /** An artifact and its place in the list. */
  record Item(String cursor, ArtifactRef node) {}
}
