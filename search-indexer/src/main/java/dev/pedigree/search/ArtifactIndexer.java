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
import dev.pedigree.graph.service.FurtherProjection;
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
  private static final int BAD_REQUEST = 400;

  private final String name;
  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final Journal journal;
  private final AppliedFacts facts;
  private final Uses uses;
  private final DeadLetters letters;
  private volatile @Nullable String prepared;

  /**
   * Writes into {@code index}.
   *
   * @param name the projection's
   */
  ArtifactIndexer(
      String name,
      Elasticsearch elasticsearch,
      ArtifactIndex index,
      FurtherProjection.Sources sources) {
    this.name = name;
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.journal = sources.journal();
    this.facts = sources.facts();
    this.letters = new DeadLetters(elasticsearch, index);
    this.uses = new Uses(sources.edges());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare() {
    prepared = index.prepare();
    letters.read();
  }

  @Override
  public void apply(List<Change> changes) {
    if (!index.require().equals(prepared)) {
      throw new UnavailableException("the index " + index.alias() + " was replaced");
    }
    uses.await(changes.getLast().revision());
    TouchedArtifacts touched = new TouchedArtifacts(journal, uses, _ -> true);
    changes.forEach(touched::add);
    List<BulkOperation> bulk = new ArrayList<>();
    int characters = 0;
    for (IndexedArtifact document : touched.documents(facts, changes.getLast().revision())) {
      bulk.add(operation(document));
      characters += document.characters();
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
    List<BulkResponseItem> refused = new ArrayList<>();
    for (BulkResponseItem item : response.items()) {
      ErrorCause error = item.error();
      if (error == null || item.status() == CONFLICT) {
        continue;
      }
      if (item.status() != BAD_REQUEST) {
        throw new UnavailableException("Elasticsearch refused " + item.id() + ": " + of(error));
      }
      refused.add(item);
    }
    letters.settle(operations, refused);
  }

  static String of(ErrorCause error) {
    ErrorCause cause = error.causedBy();
    return error.type() + ": " + error.reason() + (cause == null ? "" : ": " + of(cause));
  }

  @Override
  public long verify(Iterable<Change> changes, Verification.Report report) {
    index.require();
    index.refresh();
    return new IndexVerifier(elasticsearch, index, journal, uses, report).verify(changes);
  }
}
