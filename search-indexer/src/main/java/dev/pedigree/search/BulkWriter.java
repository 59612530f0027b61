package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes documents in bulks, while further ones are made. Whoever hands over documents faster than
 * Elasticsearch takes them waits. For one thread; of no use after a failure.
 */
final class BulkWriter implements AutoCloseable {
  private static final int DOCUMENTS = 1_000;
  private static final int CHARACTERS = 4 << 20;
  private static final int ON_THEIR_WAY = 2;
  private static final int CONFLICT = 409;
  private static final int BAD_REQUEST = 400;

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final DeadLetters letters;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Deque<Sent> sent = new ArrayDeque<>();
  private List<BulkOperation> bulk = new ArrayList<>();
  private int characters;

  /**
   * Writes nothing yet.
   *
   * @param letters where it is noted what Elasticsearch refuses
   */
  BulkWriter(Elasticsearch elasticsearch, ArtifactIndex index, DeadLetters letters) {
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.letters = letters;
  }

  /** A bulk on its way. */
  private record Sent(List<BulkOperation> operations, Future<BulkResponse> response) {}

  /**
   * Takes a document; of the same artifact at most one.
   *
   * @throws UnavailableException if one before it could not be written
   */
  void add(IndexedArtifact document) {
    bulk.add(operation(document));
    characters += document.characters();
    if (bulk.size() == DOCUMENTS || characters > CHARACTERS) {
      send();
    }
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

  private void send() {
    if (sent.size() == ON_THEIR_WAY) {
      settle(sent.removeFirst());
    }
    List<BulkOperation> operations = List.copyOf(bulk);
    sent.addLast(new Sent(operations, senders.submit(() -> write(operations))));
    bulk = new ArrayList<>();
    characters = 0;
  }

  private BulkResponse write(List<BulkOperation> operations) {
    return elasticsearch.ask(
        client ->
            client.bulk(
                it ->
                    // An index that is gone must not come back without its mapping.
                    it.index(index.alias()).requireAlias(true).operations(operations)));
  }

  /**
   * Returns once all documents are written.
   *
   * @throws UnavailableException if one could not be
   */
  void finish() {
    if (!bulk.isEmpty()) {
      send();
    }
    while (!sent.isEmpty()) {
      settle(sent.removeFirst());
    }
  }

  private void settle(Sent first) {
    List<BulkResponseItem> refused = new ArrayList<>();
    for (BulkResponseItem item : response(first).items()) {
      ErrorCause error = item.error();
      if (error == null || item.status() == CONFLICT) {
        continue;
      }
      if (item.status() != BAD_REQUEST) {
        throw new UnavailableException("Elasticsearch refused " + item.id() + ": " + of(error));
      }
      refused.add(item);
    }
    letters.settle(first.operations, refused);
  }

  private static BulkResponse response(Sent first) {
    try {
      return first.response.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }

  /** What an error says, with its causes. */
  static String of(ErrorCause error) {
    ErrorCause cause = error.causedBy();
    return error.type() + ": " + error.reason() + (cause == null ? "" : ": " + of(cause));
  }

  /** Waits, after a failure, for what is still on its way. */
  @Override
  public void close() {
    senders.close();
  }
}
