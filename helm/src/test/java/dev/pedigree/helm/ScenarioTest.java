package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds of whatever values the chart is installed with. Rendering alone checks that every field is
 * known.
 */
@ParameterizedClass
@MethodSource("scenarios")
class ScenarioTest {
  private final Scenario scenario;
  private final Rendered rendered;
  private final List<Workload> workloads;

  ScenarioTest(Scenario scenario) {
    this.scenario = scenario;
    this.rendered = PedigreeChart.render(scenario);
    this.workloads = Workload.of(rendered);
  }

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @Test
  void everyPodKeepsTheRules() {
    assertThat(workloads).hasSizeGreaterThanOrEqualTo(2).allSatisfy(ChartRules::check);
  }

  @Test
  void everyObjectHasANameOfItsOwnAndLabels() {
    ChartRules.checkTogether(rendered.objects());
  }

  @Test
  void whatPodsNeedIsMadeOrIsThereAlready() {
    Set<String> known = new HashSet<>(scenario.external());
    known.add("ServiceAccount/default");
    rendered.objects().forEach(it -> known.add(it.getKind() + "/" + it.getMetadata().getName()));

    assertThat(workloads).flatMap(it -> ChartRules.references(it).toList()).isSubsetOf(known);
  }

  @Test
  void whatIsThereAlreadyIsUsed() {
    Stream<String> used =
        Stream.of(
                workloads.stream().flatMap(ChartRules::references),
                rendered.all(ServiceMonitor.class).stream().flatMap(ScenarioTest::tokens),
                rendered.all(Ingress.class).stream()
                    .flatMap(it -> it.getSpec().getTls().stream())
                    .map(it -> "Secret/" + it.getSecretName()))
            .flatMap(it -> it);

    assertThat(used).containsAll(scenario.external());
  }

  private static Stream<String> tokens(ServiceMonitor monitor) {
    return monitor.getSpec().getEndpoints().stream()
        .filter(it -> it.getAuthorization() != null)
        .map(it -> "Secret/" + it.getAuthorization().getCredentials().getName());
  }

  @Test
  void selectorsMeanPods() {
    rendered
        .all(Service.class)
        .forEach(it -> assertThat(meant(it.getSpec().getSelector())).as(name(it)).hasSize(1));
    rendered
        .all(PodDisruptionBudget.class)
        .forEach(
            it ->
                assertThat(meant(it.getSpec().getSelector().getMatchLabels()))
                    .as(name(it))
                    .hasSize(1));
    rendered
        .all(StatefulSet.class)
        .forEach(
            it ->
                assertThat(meant(it.getSpec().getSelector().getMatchLabels()))
                    .as(name(it))
                    .hasSize(1));
    rendered
        .all(Deployment.class)
        .forEach(
            it ->
                assertThat(meant(it.getSpec().getSelector().getMatchLabels()))
                    .as(name(it))
                    .hasSize(1));
    rendered
        .all(NetworkPolicy.class)
        .forEach(
            it ->
                assertThat(meant(it.getSpec().getPodSelector().getMatchLabels()))
                    .as(name(it))
                    .isNotEmpty());
  }

  /** A selector or a claim cannot be changed: with a version in it, no upgrade would succeed. */
  @Test
  void whatCannotBeChangedHasNothingThatChanges() {
    for (StatefulSet it : rendered.all(StatefulSet.class)) {
      Stream.concat(
              Stream.of(it.getSpec().getSelector().getMatchLabels()),
              it.getSpec().getVolumeClaimTemplates().stream()
                  .map(claim -> claim.getMetadata().getLabels()))
          .forEach(
              labels ->
                  assertThat(labels)
                      .containsOnlyKeys(
                          "app.kubernetes.io/name",
                          "app.kubernetes.io/instance",
                          "app.kubernetes.io/component"));
      rendered.one(Service.class, it.getSpec().getServiceName());
    }
  }

  @Test
  void portsOfServicesAreThoseOfContainers() {
    for (Service service : rendered.all(Service.class)) {
      Workload workload = meant(service.getSpec().getSelector()).getFirst();
      List<String> ports =
          workload.pod().getContainers().stream()
              .flatMap(it -> it.getPorts().stream())
              .map(it -> it.getName())
              .toList();
      assertThat(service.getSpec().getPorts())
          .as(name(service))
          .allSatisfy(it -> assertThat(it.getTargetPort().getStrVal()).isIn(ports));
    }
  }

  @Test
  void whateverLeadsToAServiceLeadsToAPortOfIt() {
    for (Ingress ingress : rendered.all(Ingress.class)) {
      ingress.getSpec().getRules().stream()
          .flatMap(it -> it.getHttp().getPaths().stream())
          .map(it -> it.getBackend().getService())
          .forEach(
              it ->
                  assertThat(rendered.one(Service.class, it.getName()).getSpec().getPorts())
                      .extracting(ServicePort::getName)
                      .contains(it.getPort().getName()));
    }
    for (HTTPRoute route : rendered.all(HTTPRoute.class)) {
      route.getSpec().getRules().stream()
          .flatMap(it -> it.getBackendRefs().stream())
          .forEach(
              it ->
                  assertThat(rendered.one(Service.class, it.getName()).getSpec().getPorts())
                      .extracting(ServicePort::getPort)
                      .contains(it.getPort()));
    }
  }

  @Test
  void scrapersFindAService() {
    for (ServiceMonitor monitor : rendered.all(ServiceMonitor.class)) {
      Map<String, String> selector = monitor.getSpec().getSelector().getMatchLabels();
      monitor
          .getSpec()
          .getEndpoints()
          .forEach(
              endpoint ->
                  assertThat(rendered.all(Service.class))
                      .as(name(monitor))
                      .filteredOn(
                          it ->
                              it.getMetadata()
                                  .getLabels()
                                  .entrySet()
                                  .containsAll(selector.entrySet()))
                      .filteredOn(
                          it ->
                              it.getSpec().getPorts().stream()
                                  .anyMatch(port -> port.getName().equals(endpoint.getPort())))
                      .hasSize(1));
    }
  }

  @Test
  void loadDecidesAloneHowManyReplicasThereAre() {
    List<HorizontalPodAutoscaler> scalers = rendered.all(HorizontalPodAutoscaler.class);
    for (StatefulSet it : rendered.all(StatefulSet.class)) {
      boolean scaled =
          scalers.stream()
              .anyMatch(
                  scaler ->
                      scaler.getSpec().getScaleTargetRef().getName().equals(name(it))
                          && scaler.getSpec().getScaleTargetRef().getKind().equals("StatefulSet"));
      assertThat(it.getSpec().getReplicas() == null).as(name(it)).isEqualTo(scaled);
      assertThat(scalers).hasSize(scaled ? 1 : 0);
    }
  }

  @Test
  void noConfigMapIsTooLarge() {
    assertThat(rendered.all(ConfigMap.class))
        .allSatisfy(
            it ->
                assertThat(it.getData().values().stream().mapToInt(String::length).sum())
                    .isLessThan(1 << 20));
  }

  @Test
  void theNotesTellTheNextStep() {
    assertThat(PedigreeChart.notes(scenario))
        .contains("rollout status statefulset/", "helm test " + PedigreeChart.RELEASE, "/graphiql")
        .doesNotContain("<no value>", "<nil>");
    assertThat(rendered.manifest()).doesNotContain("<no value>", "<nil>", "%!");
  }

  private List<Workload> meant(Map<String, String> selector) {
    return workloads.stream().filter(it -> it.isMeantBy(selector)).toList();
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }
}
