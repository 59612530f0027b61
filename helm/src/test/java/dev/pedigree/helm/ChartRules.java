package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every pod of the chart keeps to, as the strictest of clusters asks. */
final class ChartRules {
  private static final long USER = 10_001;
  private static final int LONGEST_NAME = 63;

  private ChartRules() {}

  static void check(Workload workload) {
    checkPod(workload, workload.pod());
    for (Container container : workload.containers()) {
      String name = workload + " " + container.getName();
      checkImage(name, container.getImage());
      checkSecurity(name, container);
      checkResources(name, container);
      checkVariables(name, container);
      checkMounts(name, container, workload);
    }
    if (workload.serves()) {
      checkService(workload);
    }
  }

  private static void checkPod(Workload workload, PodSpec pod) {
    assertThat(pod.getAutomountServiceAccountToken()).as("%s token", workload).isFalse();
    assertThat(pod.getEnableServiceLinks())
        .as("%s: variables for services would be read as settings", workload)
        .isFalse();
    assertThat(pod.getServiceAccountName()).as("%s account", workload).isNotBlank();
    assertThat(pod.getHostNetwork()).as("%s host's network", workload).isNull();
    assertThat(pod.getHostPID()).as("%s host's processes", workload).isNull();
    assertThat(pod.getSecurityContext()).as("%s security", workload).isNotNull();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).as("%s non-root", workload).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).as("%s user", workload).isEqualTo(USER);
    assertThat(pod.getSecurityContext().getFsGroup()).as("%s group", workload).isEqualTo(USER);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType())
        .as("%s seccomp", workload)
        .isEqualTo("RuntimeDefault");
    assertThat(pod.getVolumes())
        .as("%s volumes of the host", workload)
        .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
  }

  private static void checkImage(String name, String image) {
    String version =
        image.contains("@")
            ? image.substring(image.indexOf('@') + 1)
            : image.substring(image.lastIndexOf('/') + 1).replaceFirst("^[^:]*:?", "");
    assertThat(version).as("%s: version of the image %s", name, image).isNotBlank();
    assertThat(version).as("%s: version of the image %s", name, image).isNotEqualTo("latest");
  }

  private static void checkSecurity(String name, Container container) {
    var security = container.getSecurityContext();
    assertThat(security).as("%s security", name).isNotNull();
    assertThat(security.getAllowPrivilegeEscalation()).as("%s escalation", name).isFalse();
    assertThat(security.getPrivileged()).as("%s privileged", name).isNull();
    assertThat(security.getReadOnlyRootFilesystem()).as("%s read-only root", name).isTrue();
    assertThat(security.getRunAsNonRoot()).as("%s non-root", name).isTrue();
    assertThat(security.getCapabilities().getDrop()).as("%s dropped", name).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).as("%s capabilities", name).isEmpty();
    assertThat(security.getSeccompProfile().getType())
        .as("%s seccomp", name)
        .isEqualTo("RuntimeDefault");
  }

  private static void checkResources(String name, Container container) {
    Map<String, Quantity> limits = container.getResources().getLimits();
    Map<String, Quantity> requests = container.getResources().getRequests();
    assertThat(limits).as("%s limits", name).containsKeys("cpu", "memory");
    assertThat(requests).as("%s requests", name).containsKeys("cpu", "memory");
    assertThat(requests.get("memory"))
        .as("%s: memory that is promised to others as well", name)
        .isEqualTo(limits.get("memory"));
  }

  private static void checkVariables(String name, Container container) {
    assertThat(container.getEnv())
        .as("%s variables", name)
        .extracting(EnvVar::getName)
        .doesNotHaveDuplicates()
        .contains("JAVA_TOOL_OPTIONS");
    String options =
        container.getEnv().stream()
            .filter(it -> it.getName().equals("JAVA_TOOL_OPTIONS"))
            .map(EnvVar::getValue)
            .findFirst()
            .orElse("");
    assertThat(options)
        .as("%s: a heap that follows the limit", name)
        .contains("-XX:MaxRAMPercentage=")
        .doesNotContain("-Xmx");
  }

  private static void checkMounts(String name, Container container, Workload workload) {
    Set<String> volumes =
        workload.pod().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
    volumes.addAll(workload.claims());
    assertThat(container.getVolumeMounts())
        .as("%s mounts", name)
        .extracting(VolumeMount::getName)
        .isSubsetOf(volumes)
        .contains("tmp");
    assertThat(container.getVolumeMounts())
        .as("%s mounts", name)
        .extracting(VolumeMount::getMountPath)
        .doesNotHaveDuplicates();
  }

  private static void checkService(Workload workload) {
    Container container = workload.pod().getContainers().getFirst();
    Set<String> ports =
        container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
    for (Probe probe :
        List.of(
            container.getStartupProbe(),
            container.getLivenessProbe(),
            container.getReadinessProbe())) {
      assertThat(probe.getHttpGet().getPort().getStrVal()).as("%s", workload).isIn(ports);
      assertThat(probe.getPeriodSeconds()).as("%s", workload).isPositive();
      assertThat(probe.getFailureThreshold()).as("%s", workload).isPositive();
    }
    assertThat(container.getLivenessProbe().getHttpGet().getPath())
        .as("%s is not started anew because it waits for a store", workload)
        .isEqualTo("/actuator/health/liveness");
    assertThat(container.getReadinessProbe().getHttpGet().getPath())
        .as("%s gets requests once it has caught up", workload)
        .isEqualTo("/actuator/health/readiness");
    assertThat(workload.pod().getTopologySpreadConstraints())
        .as("%s spread", workload)
        .hasSize(2)
        .allSatisfy(
            it -> assertThat(workload.isMeantBy(it.getLabelSelector().getMatchLabels())).isTrue());
    assertThat(workload.pod().getAffinity().getPodAntiAffinity())
        .as("%s apart from one another", workload)
        .isNotNull();
    long delay =
        container.getLifecycle() == null
            ? 0
            : container.getLifecycle().getPreStop().getSleep().getSeconds();
    assertThat(workload.pod().getTerminationGracePeriodSeconds())
        .as("%s: time to end", workload)
        .isGreaterThan(delay + 29);
  }

  /** What is asked of all objects together. */
  static void checkTogether(List<HasMetadata> objects) {
    Set<String> names = new HashSet<>();
    for (HasMetadata object : objects) {
      String name = object.getKind() + "/" + object.getMetadata().getName();
      assertThat(names.add(name)).as("%s is there twice", name).isTrue();
      assertThat(object.getMetadata().getName().length())
          .as(name)
          .isLessThanOrEqualTo(LONGEST_NAME);
      assertThat(object.getMetadata().getLabels())
          .as("%s labels", name)
          .containsKeys(
              "app.kubernetes.io/name",
              "app.kubernetes.io/instance",
              "app.kubernetes.io/component",
              "app.kubernetes.io/version",
              "app.kubernetes.io/managed-by",
              "helm.sh/chart");
    }
  }

  /** Secrets, config maps, claims and accounts that pods name, as {@code Kind/name}. */
  static Stream<String> references(Workload workload) {
    PodSpec pod = workload.pod();
    Stream<String> volumes = pod.getVolumes().stream().flatMap(ChartRules::references);
    Stream<String> variables =
        workload.containers().stream()
            .flatMap(it -> it.getEnv().stream())
            .filter(it -> it.getValueFrom() != null)
            .map(ChartRules::reference);
    Stream<String> pulls = pod.getImagePullSecrets().stream().map(it -> "Secret/" + it.getName());
    Stream<String> account = Stream.of("ServiceAccount/" + pod.getServiceAccountName());
    return Stream.of(volumes, variables, pulls, account).flatMap(it -> it);
  }

  private static String reference(EnvVar variable) {
    var from = variable.getValueFrom();
    return from.getSecretKeyRef() != null
        ? "Secret/" + from.getSecretKeyRef().getName()
        : "ConfigMap/" + from.getConfigMapKeyRef().getName();
  }

  private static Stream<String> references(Volume volume) {
    if (volume.getProjected() != null) {
      return volume.getProjected().getSources().stream()
          .map(
              it ->
                  it.getSecret() != null
                      ? "Secret/" + it.getSecret().getName()
                      : "ConfigMap/" + it.getConfigMap().getName());
    }
    if (volume.getConfigMap() != null) {
      return Stream.of("ConfigMap/" + volume.getConfigMap().getName());
    }
    if (volume.getPersistentVolumeClaim() != null) {
      return Stream.of("PersistentVolumeClaim/" + volume.getPersistentVolumeClaim().getClaimName());
    }
    return Stream.of();
  }
}
