package dev.pedigree.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.search.Credentials;
import dev.pedigree.search.SearchSettings;
import dev.pedigree.search.SearchSettingsException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How an operator says where Elasticsearch is. No store is needed for any of it. */
class ElasticsearchSettingsTest {
  private static final String SECRET = "b3BlbjpzZXNhbWU=";

  private static GatewayProperties properties(String... namesAndValues) {
    Map<String, String> all = new HashMap<>();
    all.put("pedigree.cassandra.keyspace", "farm");
    all.put("pedigree.elasticsearch.uri", "https://es:9200");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put("pedigree.elasticsearch." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bind("pedigree", GatewayProperties.class)
        .get();
  }

  private static SearchSettings settings(String... namesAndValues) {
    return properties(namesAndValues).searchSettings().orElseThrow();
  }

  @Test
  void takesNullAndEmptyForTheDefaults() {
    SearchSettings defaults = settings();

    assertThat(defaults.index()).isEqualTo("farm-artifacts");
    assertThat(defaults.credentials()).isEqualTo(new Credentials.None());
    assertThat(defaults.caCertificate()).isNull();
    assertThat(defaults.compatibility()).isEqualTo(8);
    assertThat(
            settings(
                "index",
                "",
                "index-prefix",
                "",
                "ca-certificate",
                "",
                "api-key",
                "",
                "username",
                "",
                "password",
                ""))
        .isEqualTo(defaults);
    assertThat(properties("uri", "").searchSettings()).isEmpty();
  }

  @Test
  void putsThePrefixBeforeEveryIndex() {
    assertThat(settings("index-prefix", "acme-").index()).isEqualTo("acme-farm-artifacts");
    assertThat(settings("index-prefix", "acme-", "index", "mine").index()).isEqualTo("acme-mine");
    assertThatThrownBy(() -> settings("index-prefix", "Acme-"))
        .isInstanceOf(SearchSettingsException.class)
        .hasMessageStartingWith("pedigree.elasticsearch.index: Acme-farm-artifacts (expected: ");
  }

  @Test
  void handsOnWhatOpensTheDoorAndDoesNotShowIt() {
    GatewayProperties properties =
        properties("username", "me", "password", SECRET, "ca-certificate", "/ca.pem");
    SearchSettings settings = properties.searchSettings().orElseThrow();

    assertThat(settings.credentials()).isInstanceOf(Credentials.Password.class);
    assertThat(settings.caCertificate()).isEqualTo(Path.of("/ca.pem"));
    assertThat(settings("compatibility", "9").compatibility()).isEqualTo(9);
    assertThat(settings("api-key", SECRET).credentials()).isInstanceOf(Credentials.ApiKey.class);
    assertThat(properties.toString()).contains("me").doesNotContain(SECRET);
    assertThat(settings.toString()).doesNotContain(SECRET);
  }

  @Test
  void showsNoSecretOverHttpOrInTheLog(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("log");
    try (Gateway gateway =
        Gateway.launch(
            1,
            "farm",
            URI.create("https://127.0.0.1:1"),
            "--pedigree.elasticsearch.api-key=" + SECRET,
            "--management.endpoints.web.exposure.include=*",
            "--management.endpoint.env.show-values=always",
            "--management.endpoint.configprops.show-values=always",
            "--logging.file.name=" + log,
            "--logging.level.dev.pedigree=debug")) {
      for (String path : new String[] {"/actuator/env", "/actuator/configprops"}) {
        assertThat(gateway.get(path).body()).contains("https://127.0.0.1:1").doesNotContain(SECRET);
      }
      // Of the record nothing is shown at all, of the argument that it is there.
      assertThat(gateway.get("/actuator/env").body())
          .contains("\"pedigree.elasticsearch.api-key\":{\"value\":\"******\"");
      assertThat(gateway.get("/actuator/health").body()).doesNotContain(SECRET);
      gateway.ask("{ search(text: \"lark\") { totalCount } }");
    }
    assertThat(log).content().isNotEmpty().doesNotContain(SECRET);
  }

  @Test
  void doesNotStartWithSettingsThatCannotBe(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("log");
    assertThatThrownBy(
            () ->
                Gateway.launch(
                    1,
                    "farm",
                    URI.create("https://127.0.0.1:1"),
                    "--pedigree.elasticsearch.api-key=" + SECRET,
                    "--pedigree.elasticsearch.password=" + SECRET,
                    "--logging.file.name=" + log))
        .hasRootCauseInstanceOf(SearchSettingsException.class);

    assertThat(log)
        .content()
        .contains("The settings of the search are refused:")
        .contains("pedigree.elasticsearch.api-key: is set beside username or password (expected: ")
        .doesNotContain(SECRET)
        .doesNotContain("\tat ");
  }
}
