package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.graph.watch.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Search in Elasticsearch, and the projection that fills its index. While Elasticsearch is away the
 * one answers that it is, and the other waits.
 */
public final class ElasticsearchSearch implements Search, FurtherProjection, AutoCloseable {
  /** Of so many words one need not be found, if nothing has all. */
  private static final int WORDS_TO_MISS_ONE = 3;

  private final Elasticsearch elasticsearch;
  private final IndexCatalog catalog;
  private final ArtifactIndex index;
  private volatile @Nullable IndexRebuild rebuild;
  private volatile @Nullable IndexWatermarks watermarks;

  /** Connects when first used. */
  public ElasticsearchSearch(SearchSettings settings) {
    this(settings, Watch.NONE);
  }

  /** Likewise, watched. */
  public ElasticsearchSearch(SearchSettings settings, Watch watch) {
    this.elasticsearch = new Elasticsearch(settings, watch);
    this.catalog = new IndexCatalog(elasticsearch, settings.index());
    this.index = ArtifactIndex.current(elasticsearch, catalog);
  }

  @Override
  public Made make(Sources sources) {
    IndexWatermarks made = new IndexWatermarks(elasticsearch, index, sources.journal());
    watermarks = made;
    Projection indexer = new ArtifactIndexer(ArtifactIndexer.NAME, elasticsearch, index, sources);
    IndexRebuild rebuilding = new IndexRebuild(elasticsearch, catalog, made, sources);
    rebuild = rebuilding;
    return new Made(indexer, made, rebuilding);
  }

  @Override
  public long refused() {
    return elasticsearch.ask(
        client ->
            client.count(it -> it.index(index.alias()).query(DeadLetters.isLetter())).count());
  }

  @Override
  public RebuildStatus rebuild(boolean begin) {
    IndexRebuild known = rebuild;
    if (known == null) {
      throw new UnavailableException("search: the journal is not connected yet");
    }
    if (begin) {
      known.request();
    }
    return known.status();
  }

  @Override
  public SearchResult find(SearchQuery query) {
    IndexWatermarks known = watermarks;
    if (known == null) {
      throw new UnavailableException("search: the journal is not connected yet");
    }
    try {
      return find(query, known);
    } catch (UnavailableException e) {
      throw new UnavailableException("search: " + e.getMessage(), e);
    }
  }

  private SearchResult find(SearchQuery query, IndexWatermarks known) {
    SearchQuery.Position after = query.after();
    if (after == null) {
      return first(query, known);
    }
    String kept = after.pointInTime();
    try {
      return further(query, after, at(query, kept), known);
    } catch (GoneException | RefusedCallException e) {
      if (kept == null) {
        throw e;
      }
      // It ended, or the index was replaced: what follows is found in the index as it is now.
      return further(query, after, at(query, null), known);
    }
  }

  private SearchResult first(SearchQuery query, IndexWatermarks known) {
    PointInTime now = PointInTime.now(index.alias(), copies(query));
    long revision = known.visible(now);
    SearchResult found = new Searching(elasticsearch, query, now, 0).page(revision);
    int words = query.text().words().size();
    int loosest = words > 1 ? 2 + Math.max(1, words / WORDS_TO_MISS_ONE) : 2;
    for (int looseness = 1; isEmpty(found) && looseness <= loosest; looseness++) {
      found = new Searching(elasticsearch, query, now, looseness).page(revision);
    }
    return query.wanted().suggestion()
        ? found.suggesting(
            new WordSuggester(elasticsearch, index.alias(), query.reads()).of(query.text()))
        : found;
  }

  private static boolean isEmpty(SearchResult found) {
    return found.total() == 0 && !found.more() && !found.partial();
  }

  private SearchResult further(
      SearchQuery query, SearchQuery.Position after, PointInTime at, IndexWatermarks known) {
    SearchResult found =
        new Searching(elasticsearch, query, at, after.looseness()).page(known.visible(at));
    if (!found.more()) {
      at.close(elasticsearch);
    }
    return found;
  }

  private PointInTime at(SearchQuery query, @Nullable String id) {
    return id == null
        ? PointInTime.kept(elasticsearch, index.alias(), copies(query))
        : new PointInTime(index.alias(), copies(query), id);
  }

  private static String copies(SearchQuery query) {
    return "q" + query.text().hashCode();
  }

  @Override
  public void close() {
    elasticsearch.close();
  }
}
