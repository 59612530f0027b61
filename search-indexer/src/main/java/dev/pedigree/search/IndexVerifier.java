package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch.core.mget.MultiGetResponseItem;
import co.elastic.clients.elasticsearch.core.search.Hit;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.projection.LaterChanges;
import dev.pedigree.graph.projection.Verification;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares the documents with the journal: a share of the artifacts at a time, for each going
 * through the journal once, so that memory is bounded; then looks for documents that should not be
 * there.
 */
final class IndexVerifier {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ARTIFACTS_AT_A_TIME = 100_000;
  private static final int DOCUMENTS_PER_READ = 500;

  private final Elasticsearch elasticsearch;
  private final ArtifactIndex index;
  private final Journal source;
  private final Uses uses;
  private final Verification.Report report;

  /** Null: nobody puts right what is found. */
  private final @Nullable IndexRepair repair;

  private LaterChanges later;
  private long differences;

  IndexVerifier(
      Elasticsearch elasticsearch,
      ArtifactIndex index,
      Journal source,
      Uses uses,
      Verification.Report report,
      @Nullable IndexRepair repair) {
    this.repair = repair;
    this.elasticsearch = elasticsearch;
    this.index = index;
    this.source = source;
    this.uses = uses;
    this.report = report;
    this.later = new LaterChanges(source, 0);
  }

  long verify(Iterable<Change> journal) {
    long artifacts = 0;
    long last = 0;
    for (Change change : journal) {
      last = change.revision();
      artifacts +=
          change.facts().stream().filter(fact -> fact instanceof Fact.ArtifactRecorded).count();
    }
    uses.await(last);
    later = new LaterChanges(source, last);
    long shares = Math.max(1, Math.ceilDiv(artifacts, ARTIFACTS_AT_A_TIME));
    LongSet known = new LongOpenHashSet();
    for (long share = 0; share < shares; share++) {
      Map<ArtifactId, IndexedArtifact> expected = expected(journal, share, shares);
      compareAll(expected);
      expected.keySet().forEach(id -> known.add(id.digest().word0()));
    }
    findExtra(known);
    return differences;
  }

  private Map<ArtifactId, IndexedArtifact> expected(
      Iterable<Change> journal, long share, long shares) {
    TouchedArtifacts touched =
        new TouchedArtifacts(
            source, uses, id -> Long.remainderUnsigned(id.digest().word1(), shares) == share);
    journal.forEach(touched::add);
    Map<ArtifactId, IndexedArtifact> expected = new LinkedHashMap<>();
    for (IndexedArtifact document : touched.documents()) {
      expected.put(ArtifactId.parse(document.id()).orElseThrow(), document);
    }
    return expected;
  }

  private void compareAll(Map<ArtifactId, IndexedArtifact> expected) {
    List<ArtifactId> ids = new ArrayList<>(expected.keySet());
    for (int i = 0; i < ids.size(); i += DOCUMENTS_PER_READ) {
      List<ArtifactId> some = ids.subList(i, Math.min(ids.size(), i + DOCUMENTS_PER_READ));
      Map<String, JsonNode> stored = read(some);
      for (ArtifactId id : some) {
        compare(id, expected.get(id), stored.get(id.toString()));
      }
      if (repair != null) {
        repair.flush();
      }
      report.checked(some.size());
    }
  }

  private Map<String, JsonNode> read(List<ArtifactId> ids) {
    Map<String, JsonNode> stored = new HashMap<>();
    List<MultiGetResponseItem<JsonNode>> items =
        elasticsearch.ask(
            client ->
                client
                    .mget(
                        it ->
                            it.index(index.alias())
                                .ids(ids.stream().map(ArtifactId::toString).toList()),
                        JsonNode.class)
                    .docs());
    for (MultiGetResponseItem<JsonNode> item : items) {
      if (item.isResult() && item.result().source() != null) {
        stored.put(item.result().id(), item.result().source());
      }
    }
    return stored;
  }

  private void compare(
      ArtifactId id, @Nullable IndexedArtifact expected, @Nullable JsonNode stored) {
    if (stored == null) {
      difference(id, "missing: document " + id + refusal(id));
    } else if (expected != null && !stored.equals(json(expected))) {
      difference(id, "differs: document " + stored + " (expected: " + json(expected) + ")");
    } else {
      return;
    }
    if (repair != null && expected != null) {
      repair.put(expected);
    }
  }

  /** Why Elasticsearch did not take it, if it was that. */
  private String refusal(ArtifactId id) {
    DeadLetters.Letter letter =
        elasticsearch.ask(
            client ->
                client
                    .get(
                        it -> it.index(index.alias()).id(DeadLetters.id(id.toString())),
                        DeadLetters.Letter.class)
                    .source());
    return letter == null ? "" : ", refused by Elasticsearch: " + letter.refused().reason();
  }

  /** As it looks when it has come back, without what is null. */
  private static JsonNode json(IndexedArtifact document) {
    return JSON.readTree(Elasticsearch.JSON.writeValueAsString(document));
  }

  private void findExtra(LongSet known) {
    List<FieldValue> after = List.of();
    for (List<Hit<Void>> page = page(after); !page.isEmpty(); page = page(after)) {
      for (Hit<Void> hit : page) {
        ArtifactId id = ArtifactId.parse(String.valueOf(hit.id())).orElse(null);
        if (id == null || !known.contains(id.digest().word0())) {
          difference(id, "extra: document " + hit.id());
          if (repair != null) {
            repair.remove(String.valueOf(hit.id()));
          }
        }
      }
      if (repair != null) {
        repair.flush();
      }
      after = page.getLast().sort();
    }
  }

  private List<Hit<Void>> page(List<FieldValue> after) {
    return elasticsearch.ask(
        client ->
            client
                .search(
                    it -> {
                      it.index(index.alias())
                          .size(DOCUMENTS_PER_READ)
                          .source(source -> source.fetch(false))
                          .query(query -> query.exists(field -> field.field("id")))
                          .sort(by -> by.field(field -> field.field("id").order(SortOrder.Asc)));
                      return after.isEmpty() ? it : it.searchAfter(after);
                    },
                    Void.class)
                .hits()
                .hits());
  }

  private void difference(@Nullable ArtifactId id, String message) {
    if (repair != null || id == null || !later.touch(id)) {
      differences++;
      report.difference(message);
    }
  }
}
