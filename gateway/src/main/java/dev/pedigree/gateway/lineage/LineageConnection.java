package dev.pedigree.gateway.lineage;

import dev.pedigree.gateway.artifact.SelectionConnection;
import dev.pedigree.gateway.edge.EdgeRef;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.PageRequest;
import dev.pedigree.graph.lineage.Grouping;
import dev.pedigree.graph.lineage.Lineage;
import dev.pedigree.graph.service.Snapshot;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A page of a lineage, nearest first. */
public final class LineageConnection extends SelectionConnection {
  private static final Set<Grouping> GROUPINGS =
      Collections.unmodifiableSet(EnumSet.allOf(Grouping.class));

  private final Snapshot snapshot;
  private final Lineage lineage;
  private final PageRequest request;

  /** For a lineage of which nothing is read before a field asks for it. */
  public LineageConnection(Snapshot snapshot, Lineage lineage, PageRequest request) {
    super(snapshot, lineage, request, GROUPINGS);
    this.snapshot = snapshot;
    this.lineage = lineage;
    this.request = request;
  }

  public List<LineageEdgeView> edges() {
    Page<Lineage.Hit> page = page(lineage.hits(request.offset(), request.first()));
    return IntStream.range(0, page.items().size())
        .mapToObj(i -> edge(page.cursor(i), page.items().get(i)))
        .toList();
  }

  private LineageEdgeView edge(String cursor, Lineage.Hit hit) {
    return new LineageEdgeView(
        cursor, ref(hit.artifact()), hit.depthEdges(), EdgeRef.all(snapshot, hit.via()));
  }
}
