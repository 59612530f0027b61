package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.ProjectionRunner;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** An Elasticsearch that is there, and does not do what it is asked to for a while. */
@WithLocalStack(elasticsearch = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowElasticsearchTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final String BLOCK = "index.blocks.read_only_allow_delete";
  private static final Duration LONG = Duration.ofHours(1);

  private final ElasticsearchProxy proxy;
  private final Following following;
  private final ProjectionRunner runner;
  private final Rest rest;

  SlowElasticsearchTest(Endpoints endpoints) throws IOException {
    proxy = ElasticsearchProxy.plain(endpoints.elasticsearchUri());
    following =
        new Following(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            alias -> new SearchSettings(proxy.uri(), alias, TIMEOUT));
    following.start(following.state, new WatermarkStore(following.session), LONG);
    runner = following.start(following.made.projection(), following.made.watermarks(), LONG);
    following.record(model("known").recorded());
    rest = new Rest(endpoints.elasticsearchUri());
  }

  /** So that one test that fails does not take the others along. */
  @AfterEach
  void heal() {
    proxy.pass();
    startPrimaries("null");
    rest.send("POST", "/" + following.index() + "/_open", "");
    set(BLOCK, "null");
  }

  @AfterAll
  void close() {
    try (proxy) {
      following.close();
    }
  }

  private void assertUnavailable(String message) {
    assertThatThrownBy(() -> following.find("known"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("search: ")
        .hasMessageContaining(message);
  }

  private void awaitError(String message) {
    Following.await(
        () -> String.valueOf(runner.progress().error()).contains(message), runner::progress);
  }

  /** Every change so far is the recording of a model. */
  private void assertNothingLost(long revision) {
    following.awaitVisible(revision);
    assertThat(following.differences()).isEmpty();
    assertThat(following.find("model").total()).isEqualTo(revision);
  }

  @Test
  void catchesUpWithASlowOneThatThenRefusesEverything() {
    proxy.hold();
    following.append(model("slow").recorded());
    assertUnavailable("Elasticsearch at " + proxy.uri() + " does not answer: ");
    awaitError(" does not answer: ");
    proxy.answer(
        429,
        "{\"error\":{\"type\":\"es_rejected_execution_exception\",\"reason\":\"full\"},"
            + "\"status\":429}");
    assertUnavailable("Elasticsearch: full");
    awaitError("Elasticsearch: full");
    proxy.answer(429, "");
    long revision = following.append(model("refused").recorded());
    assertUnavailable("Elasticsearch: HTTP/1.1 429");
    awaitError("Elasticsearch: HTTP/1.1 429");
    proxy.pass();

    assertNothingLost(revision);
    Following.await(() -> runner.progress().error() == null, runner::progress);
  }

  @Test
  void goesOnSearchingWhileNothingCanBeWritten() {
    set(BLOCK, "true");
    long revision = following.append(model("blocked").recorded());
    awaitError("read-only-allow-delete block");
    assertThat(following.find("known").total()).isEqualTo(1);
    assertThat(following.find("known").revision()).isLessThan(revision);
    set(BLOCK, "null");

    assertNothingLost(revision);
  }

  private void set(String setting, String value) {
    rest.send("PUT", "/" + following.index() + "/_settings", "{\"" + setting + "\":" + value + "}");
  }

  @Test
  void waitsForAnIndexOfWhichNoCopyIsThere() {
    // A primary that is on disk is started on any node that has it, unless none may start any.
    startPrimaries("0");
    cancelPrimary();
    long revision = following.append(model("red").recorded());
    assertUnavailable("all shards failed");
    awaitError("Elasticsearch");
    startPrimaries("null");

    assertNothingLost(revision);
  }

  private void startPrimaries(String atOnce) {
    rest.send(
        "PUT",
        "/_cluster/settings",
        "{\"persistent\":{\"cluster.routing.allocation.node_initial_primaries_recoveries\":"
            + atOnce
            + "}}");
  }

  private void cancelPrimary() {
    rest.send(
        "POST",
        "/_cluster/reroute",
        "{\"commands\":[{\"cancel\":{\"index\":\""
            + following.index()
            + "\",\"shard\":0,\"node\":\"local\",\"allow_primary\":true}}]}");
  }

  @Test
  void waitsForAnIndexThatIsClosed() {
    rest.send("POST", "/" + following.index() + "/_close", "");
    long revision = following.append(model("closed").recorded());
    assertUnavailable("closed");
    awaitError("closed");
    rest.send("POST", "/" + following.index() + "/_open", "");

    assertNothingLost(revision);
  }
}
