package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one value does. */
class SingleValuesTest {
  private static Rendered minimumWith(Map<String, Object> values) {
    return PedigreeChart.render(Scenario.MINIMUM.valuesFiles(), values);
  }

  private static StatefulSet gateway(Map<String, Object> values) {
    return minimumWith(values).one(StatefulSet.class, "prod-pedigree-gateway");
  }

  @Test
  void asksForNoUserWhereTheClusterGivesOne() {
    var security =
        gateway(Map.of("fixedUser", false)).getSpec().getTemplate().getSpec().getSecurityContext();

    assertThat(security.getRunAsUser()).isNull();
    assertThat(security.getFsGroup()).isNull();
    assertThat(security.getRunAsNonRoot()).isTrue();
  }

  @Test
  void podsAreMadeAnewWhenAFileOfTheirsChanges() {
    StatefulSet one = gateway(Map.of("documents.list", "{}"));
    StatefulSet other = gateway(Map.of("documents.list", "{ }"));

    assertThat(one.getSpec().getTemplate()).isNotEqualTo(other.getSpec().getTemplate());
  }

  /** Also with what Helm takes for nothing: false and an empty text. */
  @Test
  void settingsComeBeforeThoseOfTheChart() {
    StatefulSet gateway =
        gateway(
            Map.of(
                "gateway.settings.pedigree\\.webhooks\\.deliver",
                false,
                "gateway.settings.pedigree\\.topology\\.snapshots",
                ""));

    assertThat(gateway.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv())
        .contains(
            new EnvVar("PEDIGREE_WEBHOOKS_DELIVER", "false", null),
            new EnvVar("PEDIGREE_TOPOLOGY_SNAPSHOTS", "", null));
  }

  @Test
  void leavesOutWhatTheClusterDoesNotKnow() {
    Map<String, Object> values =
        Map.of(
            "monitoring.openMetrics", true,
            "monitoring.serviceMonitor.enabled", true,
            "apiVersions[0]", "monitoring.coreos.com/v1/ServiceMonitor");

    assertThat(minimumWith(values).all(ServiceMonitor.class)).hasSize(1);
    assertThat(
            minimumWith(
                    Map.of(
                        "monitoring.openMetrics", true, "monitoring.serviceMonitor.enabled", true))
                .all(ServiceMonitor.class))
        .isEmpty();
  }

  @Test
  void thereIsNoIndexerWithoutAnIndex() {
    assertThat(minimumWith(Map.of()).all(Deployment.class)).isEmpty();
    assertThat(minimumWith(Map.of("elasticsearch.uri", "http://e:9200")).all(Deployment.class))
        .hasSize(1);
  }

  /** Whose dependency has {@code condition: pedigree.enabled}. */
  @Test
  void canBeAPartOfAnotherChart() {
    assertThat(minimumWith(Map.of("enabled", true, "global.region", "eu")).objects()).isNotEmpty();
  }

  /** A longer one would not be a name any more once something is put behind it. */
  @Test
  void namesAreCutOff() {
    Rendered rendered =
        minimumWith(
            Map.of(
                "fullnameOverride",
                "a".repeat(70),
                "operator.token.existingSecret",
                "operator",
                "verification.enabled",
                true,
                "backup.enabled",
                true));

    assertThat(rendered.objects())
        .allSatisfy(it -> assertThat(it.getMetadata().getName()).hasSizeLessThan(60));
    assertThat(rendered.all(CronJob.class))
        .as("what Kubernetes puts behind them to make a job's name")
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.getMetadata().getName()).hasSizeLessThan(53));
  }
}
