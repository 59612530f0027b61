package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Elasticsearch refuses to index, with its reason, as documents beside those that it took: so
 * one artifact does not hold up all behind it, and is not forgotten either. A letter goes when a
 * newer document of its artifact is taken.
 */
final class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final String PREFIX = "refused-";

  /** Where more than these are refused, and more than half, it is not they that are wrong. */
  private static final int FEW = 20;

  private static final int MOST_KNOWN = 10_000;
  private static final int MAX_REASON = 2_000;

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;

  /** The artifacts that there are letters of. */
  private final Set<String> known = new HashSet<>();

  DeadLetters(Elasticsearch elasticsearch, ArtifactIndex index) {
    this.elasticsearch = elasticsearch;
    this.index = index;
  }

  /** As it lies in the index. */
  record Letter(Refused refused) {}

  record Refused(String artifact, long reflects, String reason) {}

  /** Learns which there are. */
  void read() {
    index.refresh();
    known.clear();
    List<Hit<Letter>> letters =
        elasticsearch.ask(
            client ->
                client
                    .search(
                        it -> it.index(index.alias()).size(MOST_KNOWN).query(isLetter()),
                        Letter.class)
                    .hits()
                    .hits());
    letters.forEach(hit -> known.add(Objects.requireNonNull(hit.source()).refused.artifact));
  }

  static Query isLetter() {
    return Query.of(q -> q.exists(field -> field.field("refused.artifact")));
  }

  /** The id of the letter about an artifact. */
  static String id(String artifact) {
    return PREFIX + artifact;
  }

  /**
   * Writes letters about what was refused of a bulk, and takes those back whose artifacts were
   * taken.
   *
   * @throws UnavailableException if that fails, or nearly everything was refused
   */
  void settle(List<BulkOperation> bulk, List<BulkResponseItem> refused) {
    if (refused.size() > FEW && 2 * refused.size() > bulk.size()) {
      throw new UnavailableException(
          "Elasticsearch refuses %d of %d documents: %s"
              .formatted(refused.size(), bulk.size(), reason(refused.getFirst())));
    }
    if (refused.isEmpty() && known.isEmpty()) {
      return;
    }
    Map<String, IndexedArtifact> documents = new HashMap<>();
    for (BulkOperation operation : bulk) {
      IndexedArtifact document = (IndexedArtifact) operation.index().document();
      documents.put(document.id(), document);
    }
    List<BulkOperation> letters = new ArrayList<>();
    Set<String> wrong = new HashSet<>();
    for (BulkResponseItem item : refused) {
      IndexedArtifact document = Objects.requireNonNull(documents.get(item.id()));
      wrong.add(document.id());
      letters.add(letter(document, reason(item)));
      LOG.warn("Elasticsearch refuses {}: {}", document.id(), reason(item));
    }
    for (String artifact : documents.keySet()) {
      if (known.contains(artifact) && !wrong.contains(artifact)) {
        letters.add(BulkOperation.of(it -> it.delete(gone -> gone.id(id(artifact)))));
      }
    }
    write(letters);
    known.removeAll(documents.keySet());
    known.addAll(wrong);
  }

  private static String reason(BulkResponseItem item) {
    String reason = BulkWriter.of(Objects.requireNonNull(item.error()));
    return reason.substring(0, Math.min(reason.length(), MAX_REASON));
  }

  private static BulkOperation letter(IndexedArtifact document, String reason) {
    Letter letter = new Letter(new Refused(document.id(), document.reflects(), reason));
    return BulkOperation.of(
        it ->
            it.index(
                at ->
                    at.id(id(document.id()))
                        .version(document.reflects())
                        .versionType(VersionType.ExternalGte)
                        .document(letter)));
  }

  private void write(List<BulkOperation> letters) {
    if (letters.isEmpty()) {
      return;
    }
    List<BulkResponseItem> items =
        elasticsearch
            .ask(
                client ->
                    client.bulk(
                        it -> it.index(index.alias()).requireAlias(true).operations(letters)))
            .items();
    for (BulkResponseItem item : items) {
      @Nullable ErrorCause error = item.error();
      if (error != null) {
        throw new UnavailableException(
            "Elasticsearch refused the letter " + item.id() + ": " + BulkWriter.of(error));
      }
    }
  }
}
