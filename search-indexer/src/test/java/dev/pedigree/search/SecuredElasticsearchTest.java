package dev.pedigree.search;

import static dev.pedigree.search.Named.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.secret.Secret;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.OwnCa;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** TLS with an authority of one's own, credentials, and the version that is asked for. */
@WithLocalStack(elasticsearch = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredElasticsearchTest {
  private static final Credentials USER =
      new Credentials.Password("pedigree", new Secret("sésame: open"));
  private static final Credentials KEY = new Credentials.ApiKey(new Secret("b3BlbjpzZXNhbWU="));
  private static final String WRONG = "d3Jvbmc=";
  private static final SearchQuery ONE = Following.query("one", SearchQuery.Filter.ANY);

  private final Endpoints endpoints;
  private final OwnCa ca;
  private final OwnCa otherCa;
  private final ElasticsearchProxy proxy;
  private final Following following;

  SecuredElasticsearchTest(Endpoints endpoints, @TempDir Path folder) throws IOException {
    this.endpoints = endpoints;
    ca = OwnCa.in(folder);
    otherCa = OwnCa.in(folder);
    proxy = ElasticsearchProxy.secured(endpoints.elasticsearchUri(), ca, USER, KEY);
    following =
        new Following(
            endpoints.cassandraHost(),
            endpoints.cassandraPort(),
            alias -> settings(alias, ca, USER, 9));
    following.start();
    following.record(model("one").recorded(), model("two").recorded());
  }

  @AfterAll
  void close() {
    try (proxy) {
      following.close();
    }
  }

  private SearchSettings settings(
      String alias, OwnCa trusted, Credentials credentials, int compatibility) {
    Duration timeout = Duration.ofSeconds(10);
    return new SearchSettings(
        proxy.uri(), alias, timeout, trusted.file(), credentials, compatibility);
  }

  private static String mediaType(int version) {
    return "application/vnd.elasticsearch+json; compatible-with=" + version;
  }

  @Test
  void recordsAndSearchesWithAPasswordAndVersion9() {
    following.record(model("three").recorded());

    assertThat(following.find("three").total()).isEqualTo(1);
    assertThat(following.differences()).isEmpty();
    assertThat(proxy.mediaTypes(USER)).containsExactly(mediaType(9));
  }

  @Test
  void writesAndSearchesWithAnApiKeyAndVersion8() {
    ElasticsearchSearch search = following.another(settings(following.alias(), ca, KEY, 8));
    Projection projection = search.make(following.sources).projection();
    projection.prepare();
    projection.apply(following.changes());

    assertThat(search.find(ONE).total()).isEqualTo(1);
    assertThat(proxy.mediaTypes(KEY)).containsExactly(mediaType(8));
  }

  @Test
  void doesNotSpeakToAServerOfAnotherAuthority() {
    assertUnavailable(
        settings(following.alias(), otherCa, KEY, 8), " cannot be spoken to over TLS: ");
  }

  @Test
  void saysThatItsCredentialsAreRefused() {
    assertUnavailable(
        settings(following.alias(), ca, new Credentials.ApiKey(new Secret(WRONG)), 8),
        " refuses pedigree.elasticsearch.api-key (401)");
    assertUnavailable(
        settings(following.alias(), ca, new Credentials.Password("me", new Secret(WRONG)), 8),
        " refuses pedigree.elasticsearch.username and password (401)");
    assertUnavailable(
        settings(following.alias(), ca, new Credentials.None(), 8),
        " refuses requests without credentials (401)");
  }

  @Test
  void saysThatTheServerIsOfAnotherVersion() {
    assertUnavailable(
        new SearchSettings(
            endpoints.elasticsearchUri(),
            following.alias(),
            Duration.ofSeconds(10),
            null,
            new Credentials.None(),
            9),
        " refuses pedigree.elasticsearch.compatibility 9 (expected: ");
  }

  private static String sent(SearchSettings settings) {
    return settings.credentials().authorization().map(Secret::reveal).orElse("nothing was sent");
  }

  /** At once, and without what was sent. */
  private void assertUnavailable(SearchSettings settings, String problem) {
    ElasticsearchSearch search = following.another(settings);
    long start = System.nanoTime();

    assertThatThrownBy(() -> search.find(ONE))
        .isInstanceOf(UnavailableException.class)
        .hasMessageStartingWith("search: Elasticsearch at " + settings.uri() + problem)
        .extracting(Throwables::getStackTrace, STRING)
        .doesNotContain(sent(settings))
        .doesNotContain(WRONG);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(settings.timeout());
  }
}
