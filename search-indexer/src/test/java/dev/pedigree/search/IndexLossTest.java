package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.ProjectionRunner;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.projection.WatermarkStore;
import dev.pedigree.graph.service.FurtherProjection;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An index that is lost, put back, somebody else's, or written to by who should not. */
@WithLocalStack(elasticsearch = true)
class IndexLossTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final Following following;
  private final Rest rest;

  IndexLossTest(Endpoints endpoints) {
    following =
        new Following(
            endpoints.cassandraHost(), endpoints.cassandraPort(), endpoints.elasticsearchUri());
    rest = new Rest(endpoints.elasticsearchUri());
  }

  @AfterEach
  void close() {
    following.close();
  }

  @Test
  void makesADeletedIndexAgainFromTheWholeJournal() {
    following.start();
    following.record(model("one").recorded(), model("two").recorded());

    rest.send("DELETE", "/" + following.index(), "");
    following.awaitVisible(2);

    assertThat(following.find("one").total()).isEqualTo(1);
    assertThat(following.differences()).isEmpty();
    following.record(model("three").recorded());
    assertThat(following.find("three").total()).isEqualTo(1);
  }

  @Test
  void goesOnFromTheWatermarkOfAnIndexThatWasPutBack() {
    following.start();
    following.record(model("one").recorded());
    String old = watermark();
    following.record(model("two").recorded());

    // Of that version, so that it may come again: an index that is put back never heard of it.
    String two = following.alias() + "/_doc/" + model("two").id();
    rest.send("DELETE", "/" + two + "?version=2&version_type=external_gte", "");
    rest.send("PUT", "/" + following.alias() + "/_doc/" + watermarkId() + "?refresh=true", old);

    Following.await(() -> following.find("two").total() == 1);
    assertThat(following.differences()).isEmpty();
  }

  private String watermarkId() {
    String mapping = rest.send("GET", "/" + following.index() + "/_mapping", "");
    return "watermark-"
        + Objects.requireNonNull(mapping.replaceFirst("(?s).*incarnation\":\"([^\"]+)\".*", "$1"));
  }

  private String watermark() {
    return rest.send("GET", "/" + following.alias() + "/_source/" + watermarkId(), "");
  }

  @Test
  void leavesAnIndexOfSomebodyElseAlone() {
    rest.send("PUT", "/" + following.index(), "{\"mappings\":{\"properties\":{}}}");
    rest.send("PUT", "/" + following.index() + "/_alias/" + following.alias(), "");
    following.append(model("one").recorded());
    following.start();
    ProjectionRunner runner =
        following.start(following.another().projection(), following.made.watermarks(), LONG);

    Following.await(() -> runner.progress().error() != null);

    assertThat(runner.progress().error()).contains("has no marker of Pedigree's");
    assertThatThrownBy(() -> following.find("one"))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith(
            "search: the index " + following.index() + " has no marker of Pedigree's; nothing is");
    assertThat(rest.send("GET", "/" + following.index() + "/_count", "")).contains("\"count\":0");

    rest.send("DELETE", "/" + following.index(), "");
    following.awaitVisible(1);
    assertThat(following.find("one").total()).isEqualTo(1);
  }

  @Test
  void leavesAnIndexWithTheNameOfTheAliasAlone() {
    rest.send("PUT", "/" + following.alias(), "");
    following.append(model("one").recorded());
    following.start();

    assertThatThrownBy(() -> following.find("one"))
        .hasMessageContaining("(expected: an alias of one of [" + following.index());
    assertThat(rest.send("GET", "/" + following.alias() + "/_count", "")).contains("\"count\":0");
  }

  @Test
  void refusesAnIndexOfAnotherJournal() {
    following.start();
    following.record(model("one").recorded());
    following.session.execute("TRUNCATE journal");
    following.append(model("else").recorded());

    FurtherProjection.Made other = following.another();

    assertThatThrownBy(() -> other.watermarks().readSerially("search"))
        .isInstanceOf(ForeignIndexException.class)
        .hasMessageContaining("was made from another journal");
  }

  @Test
  void namesWhatIsMissingExtraAndDifferent() {
    following.start();
    following.record(model("one").recorded(), model("two").recorded(), model("three").recorded());
    assertThat(following.differences()).isEmpty();
    String one = following.alias() + "/_doc/" + model("one").id();
    String two = following.alias() + "/_doc/" + model("two").id();
    String source = rest.send("GET", "/" + following.alias() + "/_source/" + model("two").id(), "");

    rest.send("DELETE", "/" + one, "");
    rest.send("PUT", "/" + two, source.replace("\"DRAFT\"", "\"PRODUCTION\""));
    rest.send("PUT", "/" + following.alias() + "/_doc/" + model("four").id(), source);

    assertThat(following.differences())
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).isEqualTo("missing: document " + model("one").id()),
            it -> assertThat(it).startsWith("differs: document {").contains("PRODUCTION"),
            it -> assertThat(it).isEqualTo("extra: document " + model("four").id()));

    assertThat(following.repair(3)).hasSize(3);

    assertThat(following.differences()).isEmpty();
    rest.send("PUT", "/" + one + "?version=99&version_type=external", source);
    assertThat(following.repair(3))
        .last()
        .isEqualTo(
            "not repaired: document %s has a version beyond revision 3 (expected: built anew by ./pedigree reindex)"
                .formatted(model("one").id()));
  }

  @Test
  void isNotHarmedByAHolderThatWakesUpLate() throws Exception {
    following.append(model("one").recorded());
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    ProjectionRunner stale =
        following.start(
            new Paused(following.another(), reached, awake), following.made.watermarks(), LONG);
    assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();

    following.append(
        List.of(new Fact.StageChanged(model("one").id(), Stage.PRODUCTION, null)),
        model("two").recorded());
    FurtherProjection.Made fresh = following.another();
    following.start(following.state, new WatermarkStore(following.session), LONG);
    ProjectionRunner other =
        following.start(fresh.projection(), fresh.watermarks(), Duration.ofMillis(300));
    Following.await(() -> other.progress().watermark() == 3, other::progress);
    awake.countDown();
    Following.await(() -> !stale.progress().holder(), stale::progress);

    following.awaitVisible(3);
    assertThat(following.differences()).isEmpty();
    assertThat(fresh.watermarks().read("search")).isEqualTo(3);
  }

  /** Stops once, with the documents in its hand, until it is told to go on. */
  private record Paused(FurtherProjection.Made made, CountDownLatch reached, CountDownLatch awake)
      implements Projection {
    private static final AtomicBoolean PAUSED = new AtomicBoolean();

    @Override
    public String name() {
      return made.projection().name();
    }

    @Override
    public void prepare() {
      made.projection().prepare();
    }

    @Override
    public void apply(List<Change> changes) {
      if (PAUSED.compareAndSet(false, true)) {
        reached.countDown();
        try {
          awake.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      made.projection().apply(changes);
    }

    @Override
    public long verify(Iterable<Change> journal, Verification.Report report) {
      return made.projection().verify(journal, report);
    }
  }
}
