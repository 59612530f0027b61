package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.Verification;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes documents anew and removes others, all with the version of a revision up to which the
 * index is applied: whatever comes later wins over it. For one thread.
 */
final class IndexRepair {
  private static final int CONFLICT = 409;
  private static final int NOT_FOUND = 404;

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final long version;
  private final Verification.Report report;
  private final List<BulkOperation> operations = new ArrayList<>();

  /** Writes with the version of {@code revision}; {@code report} hears of what that cannot mend. */
  IndexRepair(
      Elasticsearch elasticsearch, ArtifactIndex index, long revision, Verification.Report report) {
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.version = revision;
    this.report = report;
  }

  void put(IndexedArtifact document) {
    operations.add(
        BulkOperation.of(
            it ->
                it.index(
                    write ->
                        write
                            .id(document.id())
                            .version(version)
                            .versionType(VersionType.ExternalGte)
                            .document(document))));
  }

  void remove(String id) {
    operations.add(
        BulkOperation.of(
            it ->
                it.delete(
                    delete ->
                        delete.id(id).version(version).versionType(VersionType.ExternalGte))));
  }

  /**
   * Does what was asked for.
   *
   * @throws UnavailableException if some of it could not be done now
   */
  void flush() {
    if (operations.isEmpty()) {
      return;
    }
    index.require();
    List<BulkOperation> bulk = List.copyOf(operations);
    operations.clear();
    elasticsearch
        .ask(client -> client.bulk(it -> it.index(index.alias()).operations(bulk)))
        .items()
        .forEach(this::settle);
  }

  private void settle(BulkResponseItem item) {
    ErrorCause error = item.error();
    if (error == null || item.status() == NOT_FOUND) {
      return;
    }
    if (item.status() != CONFLICT) {
      throw new UnavailableException(
          "Elasticsearch refused " + item.id() + ": " + BulkWriter.of(error));
    }
    report.difference(
        "not repaired: document %s has a version beyond revision %d (expected: built anew by ./pedigree reindex)"
            .formatted(item.id(), version));
  }
}
