package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another index takes the place of the present one, or what it refuses is put aside. */
@WithLocalStack(elasticsearch = true)
class IndexRebuildTest {
  private static final int ARTIFACTS = 3_000;

  private final Following following;
  private final Rest rest;

  IndexRebuildTest(Endpoints endpoints) {
    following =
        new Following(
            endpoints.cassandraHost(), endpoints.cassandraPort(), endpoints.elasticsearchUri());
    rest = new Rest(endpoints.elasticsearchUri());
  }

  @AfterEach
  void close() {
    following.close();
  }

  private void recordMany() {
    for (int i = 0; i < ARTIFACTS; i += 500) {
      List<Fact> facts = new ArrayList<>();
      for (int j = i; j < i + 500; j++) {
        facts.addAll(model("goose-" + j).recorded());
      }
      following.append(facts);
    }
    following.record(model("the last goose").recorded());
  }

  private String indices() {
    return rest.send("GET", "/_cat/indices/" + following.alias() + "*?h=index", "").strip();
  }

  @Test
  void fillsAnotherIndexWhileThePresentOneIsSearchedAndWritten() {
    following.start();
    recordMany();
    following.made.alongside().start();
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Integer> searches =
        CompletableFuture.supplyAsync(
            () -> {
              int found = 0;
              while (!done.get()) {
                SearchResult result = following.find("goose");
                assertThat(result.total()).isGreaterThanOrEqualTo(ARTIFACTS + 1);
                found++;
              }
              return found;
            });

    assertThat(following.search.rebuild(true).running()).isTrue();
    following.record(model("recorded meanwhile").recorded());
    following.awaitRebuilt();
    following.record(model("recorded afterwards").recorded());
    done.set(true);

    assertThat(searches.join()).isPositive();
    assertThat(following.find("recorded meanwhile").total()).isEqualTo(1);
    assertThat(following.differences()).isEmpty();
    Following.await(() -> indices().equals(following.alias() + "-v4-b"), this::indices);
  }

  @Test
  void anotherProcessGoesOnWithWhatOneHasBegun() {
    following.start();
    recordMany();
    following.search.rebuild(true);
    FurtherProjection.Made one = following.another();
    one.alongside().start();
    Following.await(() -> following.rebuild().revision() > 0);
    one.alongside().close();

    FurtherProjection.Made other = following.another();
    other.alongside().start();
    following.awaitRebuilt();
    other.alongside().close();

    following.awaitVisible(following.append(model("afterwards").recorded()));
    assertThat(following.differences()).isEmpty();
  }

  @Test
  void anIndexOfAnOlderLayoutIsSearchedUntilTheNewOneIsComplete() {
    rest.send(
        "PUT",
        "/" + following.alias() + "-v1",
        """
        {"mappings": {
          "_meta": {"pedigree-incarnation": "old"},
          "properties": {
            "id": {"type": "keyword"}, "whole": {"type": "keyword"},
            "words": {"properties": {"name": {"type": "text"}}},
            "retracted": {"type": "boolean"}, "revision": {"type": "long"}}},
         "aliases": {"%s": {}}}
        """
            .formatted(following.alias()));
    rest.send(
        "PUT",
        "/" + following.alias() + "-v1/_doc/" + model("goose").id() + "?refresh=true",
        "{\"id\": \"%s\", \"whole\": \"goose\", \"retracted\": false, \"revision\": 1}"
            .formatted(model("goose").id()));
    following.start();
    following.append(model("goose").recorded());

    assertThat(following.find("goose").hits())
        .extracting(SearchResult.Hit::id)
        .containsExactly(model("goose").id());

    following.made.alongside().start();
    following.awaitVisible(1);
    following.awaitRebuilt();
    following.record(model("gander").recorded());

    assertThat(following.find("gander").total()).isEqualTo(1);
    assertThat(following.differences()).isEmpty();
    Following.await(() -> indices().equals(following.index()), this::indices);
  }

  @Test
  void putsAsideWhatIsRefusedAndTakesItLater() {
    following.start();
    following.record(model("first").recorded());
    rest.send(
        "PUT",
        "/" + following.index() + "/_mapping",
        "{\"properties\": {\"owners\": {\"type\": \"keyword\", \"fields\": {\"n\": {\"type\": \"long\"}}}}}");

    following.record(model("second").recorded());

    assertThat(following.find("second").total()).isZero();
    assertThat(following.search.refused()).isEqualTo(1);
    assertThat(following.differences())
        .singleElement()
        .asString()
        .startsWith("missing: document " + model("second").id() + ", refused by Elasticsearch: ")
        .contains("owners.n");

    following.made.alongside().start();
    following.search.rebuild(true);
    following.awaitRebuilt();
    following.record(model("third").recorded());

    assertThat(following.find("second").total()).isEqualTo(1);
    assertThat(following.search.refused()).isZero();
    assertThat(following.differences()).isEmpty();
  }
}
