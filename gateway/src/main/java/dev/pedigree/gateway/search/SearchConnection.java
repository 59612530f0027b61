package dev.pedigree.gateway.search;

import dev.pedigree.gateway.artifact.ArtifactRef;
import dev.pedigree.gateway.paging.Page;
import dev.pedigree.gateway.paging.Question;
import dev.pedigree.graph.service.Snapshot;
import dev.pedigree.search.SearchQuery;
import dev.pedigree.search.SearchResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of what a search found, shown as of a snapshot. */
final class SearchConnection {
  private final Snapshot snapshot;
  private final Question question;
  private final SearchQuery query;
  private final SearchResult result;

  SearchConnection(Snapshot snapshot, Question question, SearchQuery query, SearchResult result) {
    this.snapshot = snapshot;
    this.question = question;
    this.query = query;
    this.result = result;
  }

  public int totalCount() {
    return Math.toIntExact(result.total());
  }

  /** What the snapshot does not know is not shown. */
  public List<Item> edges() {
    return result.hits().stream()
        .filter(hit -> snapshot.contains(hit.id()))
        .map(
            hit ->
                new Item(
                    cursor(hit.position()),
                    new ArtifactRef(snapshot, hit.id()),
                    hit.position().score(),
                    hit.highlights()))
        .toList();
  }

  public List<ArtifactRef> nodes() {
    return edges().stream().map(Item::node).toList();
  }

  public List<SearchResult.Facet> facets() {
    return result.facets();
  }

  public @Nullable String suggestion() {
    return result.suggestion();
  }

  public boolean partial() {
    return result.partial();
  }

  public int lagRevisions() {
    return Math.toIntExact(Math.max(0, snapshot.revision() - result.revision()));
  }

  public Page.PageInfo pageInfo() {
    List<SearchResult.Hit> hits = result.hits();
    SearchQuery.Position end = result.end();
    return new Page.PageInfo(
        result.more(),
        query.after() != null,
        hits.isEmpty() ? null : cursor(hits.getFirst().position()),
        end == null ? null : cursor(end));
  }

  private String cursor(SearchQuery.Position position) {
    return new SearchCursor(question, position).text();
  }

  /** An artifact that was found, and how well it fits. */
  record Item(
      String cursor, ArtifactRef node, double score, List<SearchResult.Highlight> highlights) {}
}
