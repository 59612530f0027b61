package dev.pedigree.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.graph.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is tried with it. */
class SearchSettingsTest {
  private static final Credentials NOBODY = new Credentials.None();
  private static final Secret SECRET = new Secret("b3BlbjpzZXNhbWU=");
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static SearchSettings settings(String uri, Credentials credentials) {
    return new SearchSettings(URI.create(uri), "a", TIMEOUT, null, credentials, 8);
  }

  private static void assertRefused(ThrowingCallable made, String message) {
    assertThatThrownBy(made)
        .isInstanceOf(SearchSettingsException.class)
        .hasMessageStartingWith("pedigree.elasticsearch." + message)
        .hasMessageContaining("(expected: ")
        .hasMessageNotContaining(SECRET.reveal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9200", "ftp://es", "es", "https://es?a=b", "https:/es"})
  void refusesAnAddressThatIsNoServer(String uri) {
    assertRefused(() -> settings(uri, NOBODY), "uri: " + uri + " (expected: https://host:port");
  }

  @Test
  void refusesAUserInTheAddressWithoutShowingHim() {
    assertRefused(
        () -> settings("https://me:" + SECRET.reveal() + "@es", NOBODY), "uri: not shown here");
  }

  @Test
  void sendsCredentialsInTheClearToThisMachineOnly() {
    Credentials key = new Credentials.ApiKey(SECRET);

    for (String near : new String[] {"http://localhost:1", "http://127.0.0.2", "http://[::1]:1"}) {
      assertThat(settings(near, key).credentials()).isEqualTo(key);
    }
    assertThat(settings("https://es", key).credentials()).isEqualTo(key);
    for (String far : new String[] {"http://es:9200", "http://10.0.0.1", "http://localhost.es"}) {
      assertRefused(() -> settings(far, key), "uri: " + far + " (expected: https, as");
    }
  }

  @Test
  void refusesOtherVersionsIndicesAndTimes() {
    URI uri = URI.create("https://es");

    assertRefused(
        () -> new SearchSettings(uri, "a", TIMEOUT, null, NOBODY, 7),
        "compatibility: 7 (expected: 8 or 9)");
    assertRefused(() -> new SearchSettings(uri, "Acme-a", TIMEOUT), "index: Acme-a (expected: ");
    assertRefused(() -> new SearchSettings(uri, "a", Duration.ZERO), "timeout: PT0S");
  }

  @Test
  void takesOneWayToSayWhoWeAre() {
    assertThat(Credentials.of(new Secret(""), "", new Secret(""))).isEqualTo(NOBODY);
    assertRefused(() -> Credentials.of(SECRET, "me", null), "api-key: is set beside username");
    assertRefused(() -> Credentials.of(SECRET, null, SECRET), "api-key: is set beside username");
    assertRefused(() -> Credentials.of(null, "me", null), "password: missing");
    assertRefused(() -> Credentials.of(null, "", SECRET), "username: missing");
    assertRefused(() -> Credentials.of(null, "me:you", SECRET), "username: me:you (expected");
    assertRefused(
        () -> Credentials.of(new Secret(SECRET.reveal() + "\n"), null, null),
        "api-key: not shown here");
  }

  @Test
  void neverShowsASecret() {
    SearchSettings key = settings("https://es", Credentials.of(SECRET, null, null));
    SearchSettings password = settings("https://es", Credentials.of(null, "me", SECRET));

    assertThat(key.toString()).contains("ApiKey").doesNotContain(SECRET.reveal());
    assertThat(password.toString()).contains("me").doesNotContain(SECRET.reveal());
    assertThat(password.credentials().authorization().orElseThrow().toString())
        .isEqualTo("(secret)");
  }

  @Test
  void refusesCertificatesThatAreNone(@TempDir Path folder) throws IOException {
    Path absent = folder.resolve("absent.pem");
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertRefused(
        () -> new SearchSettings(URI.create("http://localhost"), "a", TIMEOUT, text, NOBODY, 8),
        "ca-certificate: " + text + " beside http://localhost (expected: an https uri");
    for (Path file : new Path[] {absent, empty, text, broken, folder}) {
      SearchSettings settings =
          new SearchSettings(URI.create("https://es"), "a", TIMEOUT, file, NOBODY, 8);
      assertRefused(() -> new ElasticsearchSearch(settings).close(), "ca-certificate: " + file);
    }
  }
}
