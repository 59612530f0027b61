package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be right is refused before anything is installed, and said so that one finds it. */
class WrongValuesTest {
  @Test
  void lintFindsNothing() {
    var lint = PedigreeChart.lint();

    assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    assertThat(lint.getMessages()).noneMatch(it -> it.contains("WARNING"));
  }

  @Test
  void withoutValuesItSaysAllThatIsMissing() {
    assertThatThrownBy(() -> PedigreeChart.render(List.of(), Map.of()))
        .hasMessageContaining("cassandra.contactPoints: none (expected: host:port of some nodes)")
        .hasMessageContaining("oauth: no issuerUri, jwkSetUri or publicKey (expected: one of them");
  }

  /** By the schema: the place, and what is expected. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          gateway.replica                  | 3         | gateway   | "'replica' not allowed"
          gateway.replicas                 | none      | replicas  | want integer
          gateway.replicas                 | -1        | replicas  | minimum
          gateway.image.tag                | latest    | tag       | not
          gateway.image.digest             | sha256:1  | digest    | does not match pattern
          gateway.snapshots.size           | large     | size      | does not match pattern
          gateway.settings.limits          | 5         | settings  | "'limits' not allowed"
          image.pullPolicy                 | Sometimes | pullPolicy | must be one of
          cassandra.keyspace               | Pedigree  | keyspace  | does not match pattern
          cassandra.requestTimeout         | 5         | requestTimeout | want string
          elasticsearch.compatibility      | 7         | compatibility | must be one of
          oauth.issuerUri                  | login     | issuerUri | does not match pattern
          tracing.probability              | 2         | probability | maximum
          logging.format                   | xml       | format    | must be one of
          schema.extensions.robots         | type      | extensions | "'robots' not allowed"
          """)
  void theSchemaRefuses(String path, String value, String place, String reason) {
    assertThatThrownBy(
            () -> PedigreeChart.render(Scenario.MINIMUM.valuesFiles(), Map.of(path, value)))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(place)
        .hasMessageContaining(reason);
  }

  /** A default that is taken away: without a limit, say, the heap would be half of the node. */
  @ParameterizedTest
  @CsvSource({
    "gateway.resources, resources",
    "gateway.resources.limits, limits",
    "gateway.resources.limits.memory, memory",
    "gateway.jvm.heapPercent, heapPercent",
    "gateway.probes.startup, startup",
    "cassandra.auth, auth",
    "networkPolicy, networkPolicy",
  })
  void aDefaultCannotBeTakenAway(String path, String missing) {
    assertThatThrownBy(
            () -> PedigreeChart.render(Scenario.MINIMUM.valuesFiles(), Map.of(path, "null")))
        .hasMessageContaining("missing property '" + missing + "'");
  }

  /** By the chart: what one value asks of another. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          cassandra.tls.enabled=true | cassandra.tls: neither existingSecret nor existingConfigMap
          cassandra.tls.client.existingSecret=c | cassandra.tls.client: a certificate without tls.enabled
          cassandra.tls.existingSecret=c | cassandra.tls: an authority's certificate without enabled
          cassandra.contactPoints[0]=db:cql | cassandra.contactPoints: db:cql (expected: host:port)
          elasticsearch.uri=e:9200 | elasticsearch.uri: e:9200 (expected: https://host:port)
          elasticsearch.auth.apiKeyKey=encoded | elasticsearch.auth.apiKeyKey: a key of no secret
          elasticsearch.uri=http://e:9200 elasticsearch.auth.existingSecret=e | elasticsearch.uri: http://e:9200 (expected: https
          gateway.autoscaling.enabled=true gateway.autoscaling.minReplicas=9 | gateway.autoscaling.minReplicas: 9 (expected: at most maxReplicas, 6)
          commonLabels.app\\.kubernetes\\.io/instance=mine | commonLabels: app.kubernetes.io/instance (expected: labels that are not there already)
          gateway.podLabels.helm\\.sh/chart=mine | gateway.podLabels: helm.sh/chart
          commonLabels.team=a indexer.podLabels.team=b | indexer.podLabels: team
          documents.only=true | documents.only: true without a list
          policies.existingConfigMap=p | policies: nobody to publish them
          verification.enabled=true | verification: nobody to ask for it
          operator.clientCredentials.tokenUri=https://l/token | operator.clientCredentials.existingSecret: none
          backup.restore.enabled=true | backup.volume.existingClaim: none
          backup.restore.enabled=true backup.volume.existingClaim=b backup.enabled=true | backup.enabled: true beside backup.restore
          monitoring.serviceMonitor.enabled=true | monitoring.serviceMonitor: no token
          ingress.enabled=true | ingress.hosts: none
          ingress.enabled=true ingress.hosts[0]=*.example.org | ingress or httpRoute: *.example.org (expected: each name
          httpRoute.enabled=true httpRoute.hostnames[0]=a.example.org | httpRoute.parentRefs: none
          """)
  void theChartRefuses(String values, String message) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (String value : values.split(" ", -1)) {
      given.put(value.substring(0, value.indexOf('=')), value.substring(value.indexOf('=') + 1));
    }

    assertThatThrownBy(() -> PedigreeChart.render(Scenario.MINIMUM.valuesFiles(), given))
        .hasMessageContaining("These values cannot be right:")
        .hasMessageContaining(message);
  }
}
