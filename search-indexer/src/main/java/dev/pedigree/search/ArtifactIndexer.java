package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.state.AppliedFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document per artifact. The projection {@code search}.
 *
 * <p>A document's version is the newest change that it reflects, and Elasticsearch takes a version
 * only if it is not older than what is there. So a replay or a stale writer writes what is there or
 * loses.
 */
final class ArtifactIndexer implements Projection {
  static final String NAME = "search";

  private static final int BULK_DOCUMENTS = 1_000;
  private static final int BULK_CHARACTERS = 4 << 20;
  private static final int CONFLICT = 409;

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final Journal journal;
  private final AppliedFacts facts;
  private volatile @Nullable String prepared;

  ArtifactIndexer(
      Elasticsearch elasticsearch, ArtifactIndex index, Journal journal, AppliedFacts facts) {
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.journal = journal;
    this.facts = facts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void prepare() {
    prepared = index.prepare();
  }

  @Override
  public void apply(List<Change> changes) {
    if (!index.require().equals(prepared)) {
      throw new UnavailableException("the index " + index.name() + " was replaced");
    }
    TouchedArtifacts touched = new TouchedArtifacts(journal, _ -> true);
    changes.forEach(touched::add);
    List<BulkOperation> bulk = new ArrayList<>();
    int characters = 0;
    for (IndexedArtifact document : touched.documents(facts, changes.getLast().revision())) {
      bulk.add(operation(document));
      characters += document.description() == null ? 0 : 2 * document.description().length();
      if (bulk.size() == BULK_DOCUMENTS || characters > BULK_CHARACTERS) {
        write(bulk);
        bulk.clear();
        characters = 0;
      }
    }
    write(bulk);
  }

  private static BulkOperation operation(IndexedArtifact document) {
    return BulkOperation.of(
        it ->
            it.index(
                index ->
                    index
                        .id(document.id())
                        .version(document.reflects())
                        .versionType(VersionType.ExternalGte)
                        .document(document)));
  }

  private void write(List<BulkOperation> operations) {
    if (operations.isEmpty()) {
      return;
    }
    BulkResponse response =
        elasticsearch.ask(
            client ->
                client.bulk(
                    it ->
                        // An index that is gone must not come back without its mapping.
                        it.index(index.alias()).requireAlias(true).operations(operations)));
    for (BulkResponseItem item : response.items()) {
      ErrorCause error = item.error();
      if (error != null && item.status() != CONFLICT) {
        throw new UnavailableException(
            "Elasticsearch refused " + item.id() + ": " + error.type() + ": " + error.reason());
      }
    }
  }

  @Override
  public long verify(Iterable<Change> changes, Verification.Report report) {
    index.require();
    index.refresh();
    return new IndexVerifier(elasticsearch, index, journal, report).verify(changes);
  }
}
