package dev.pedigree.search;

import dev.pedigree.graph.cassandra.UnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The index behind one of the two aliases of a catalog. It is read and written under the alias,
 * never under its own name, so that one that is gone does not come back without its mapping. Safe
 * for many threads.
 */
final class ArtifactIndex {
  private final Elasticsearch elasticsearch;
  private final IndexCatalog catalog;
  private final boolean next;

  private ArtifactIndex(Elasticsearch elasticsearch, IndexCatalog catalog, boolean next) {
    this.elasticsearch = elasticsearch;
    this.catalog = catalog;
    this.next = next;
  }

  /** The one that is searched. */
  static ArtifactIndex current(Elasticsearch elasticsearch, IndexCatalog catalog) {
    return new ArtifactIndex(elasticsearch, catalog, false);
  }

  /** The one that is being filled to take its place. */
  static ArtifactIndex next(Elasticsearch elasticsearch, IndexCatalog catalog) {
    return new ArtifactIndex(elasticsearch, catalog, true);
  }

  String alias() {
    return next ? catalog.nextAlias() : catalog.alias();
  }

  /**
   * Makes the one that is searched where it is absent. Its incarnation.
   *
   * @throws UnavailableException if it cannot be written because another is to take its place
   */
  String prepare() {
    IndexCatalog.Found found = find();
    if (found == null && !next) {
      catalog.create(alias());
      found = find();
    }
    if (found != null && found.outdated()) {
      throw new UnavailableException(
          "the index " + found.name() + " has an older layout, a new one is being filled");
    }
    return required(found);
  }

  private IndexCatalog.@Nullable Found find() {
    IndexCatalog.Look look = catalog.look();
    return next ? look.next() : look.current();
  }

  /**
   * The incarnation of the index that is there.
   *
   * @throws UnavailableException if there is none
   */
  String require() {
    return required(find());
  }

  private String required(IndexCatalog.@Nullable Found found) {
    if (found == null) {
      throw new UnavailableException("the index " + alias() + " is not there");
    }
    return found.incarnation();
  }

  /**
   * The incarnation of the index that is there; empty: there is none.
   *
   * @throws ForeignIndexException if what is there is not ours
   */
  Optional<String> incarnation() {
    return Optional.ofNullable(find()).map(IndexCatalog.Found::incarnation);
  }

  /** Lets searches see all that was written. */
  void refresh() {
    elasticsearch.ask(client -> client.indices().refresh(it -> it.index(alias())));
  }
}
