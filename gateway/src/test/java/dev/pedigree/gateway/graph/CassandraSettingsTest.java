package dev.pedigree.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.graph.cassandra.CassandraAccess;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.CassandraSettingsException;
import dev.pedigree.graph.cassandra.Tls;
import dev.pedigree.localstack.OwnCa;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How an operator says where Cassandra is. No store is needed for any of it. */
class CassandraSettingsTest {
  private static final String SECRET = "sesame";

  private static CassandraSettings settings(String... namesAndValues) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put("pedigree.cassandra." + namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("pedigree", GatewayProperties.class)
        .cassandra()
        .settings();
  }

  @Test
  void takesNullAndEmptyForTheDefaults() {
    assertThat(settings().access()).isEqualTo(CassandraAccess.OPEN);
    assertThat(
            settings(
                "username",
                "",
                "password",
                "",
                "ca-certificate",
                "",
                "client-certificate",
                "",
                "client-key",
                ""))
        .isEqualTo(settings());
  }

  @Test
  void handsOnWhatOpensTheDoorAndDoesNotShowIt(@TempDir Path folder) {
    OwnCa ca = OwnCa.in(folder);

    CassandraSettings settings =
        settings(
            "username",
            "me",
            "password",
            SECRET,
            "ca-certificate",
            ca.file().toString(),
            "client-certificate",
            ca.clientCertificate().toString(),
            "client-key",
            ca.clientKey().toString(),
            "hostname-verification",
            "false");

    CassandraAccess.Login login = Objects.requireNonNull(settings.access().login());
    assertThat(login.password().reveal()).isEqualTo(SECRET);
    assertThat(settings.access().tls())
        .isEqualTo(new Tls(ca.file(), ca.clientCertificate(), ca.clientKey(), false));
    assertThat(settings.toString()).contains("me").doesNotContain(SECRET);
  }

  @Test
  void namesTheSettingThatCannotBe() {
    assertRefused("username: missing (expected: whose password it is)", "password", SECRET);
    assertRefused("password: missing (expected: the password of me)", "username", "me");
    assertRefused("ca-certificate: missing (expected: ", "client-certificate", "/client.pem");
    assertRefused("ca-certificate: /absent.pem cannot be read", "ca-certificate", "/absent.pem");
    assertRefused("contact-points: cassandra (expected: host:port)", "contact-points", "cassandra");
    assertRefused("keyspace: Farm (expected: ", "keyspace", "Farm");
    assertRefused("replication-factor: 0 (expected: ", "replication-factor", "0");
  }

  private static void assertRefused(String message, String... namesAndValues) {
    assertThatThrownBy(() -> settings(namesAndValues))
        .isInstanceOf(CassandraSettingsException.class)
        .hasMessageStartingWith("pedigree.cassandra." + message)
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void doesNotStartWithSettingsThatCannotBe(@TempDir Path folder) {
    Path log = folder.resolve("log");
    assertThatThrownBy(
            () ->
                Gateway.launch(
                    1,
                    "farm",
                    null,
                    "--pedigree.cassandra.password=" + SECRET,
                    "--logging.file.name=" + log))
        .hasRootCauseInstanceOf(CassandraSettingsException.class);

    assertThat(log)
        .content()
        .contains("The settings of Cassandra are refused:")
        .contains("pedigree.cassandra.username: missing (expected: whose password it is)")
        .doesNotContain(SECRET)
        .doesNotContain("\tat ");
  }
}
