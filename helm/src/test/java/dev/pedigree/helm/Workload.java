package dev.pedigree.helm;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that has pods.
 *
 * @param labels of its pods
 * @param claims names of volumes that are claimed for each pod
 * @param serves whether it goes on for ever, so that somebody has to look after it
 */
record Workload(
    String name, Map<String, String> labels, PodSpec pod, Set<String> claims, boolean serves) {
  private static final String COMPONENT = "app.kubernetes.io/component";

  static List<Workload> of(Rendered rendered) {
    return rendered.objects().stream().flatMap(it -> of(it).stream()).toList();
  }

  private static Optional<Workload> of(HasMetadata object) {
    return switch (object) {
      case StatefulSet it ->
          Optional.of(
              of(it, it.getSpec().getTemplate(), true)
                  .withClaims(
                      it.getSpec().getVolumeClaimTemplates().stream()
                          .map(claim -> claim.getMetadata().getName())
                          .collect(Collectors.toSet())));
      case Deployment it -> Optional.of(of(it, it.getSpec().getTemplate(), true));
      case Job it -> Optional.of(of(it, it.getSpec().getTemplate(), false));
      case CronJob it ->
          Optional.of(of(it, it.getSpec().getJobTemplate().getSpec().getTemplate(), false));
      case Pod it ->
          Optional.of(
              new Workload(label(it), it.getMetadata().getLabels(), it.getSpec(), Set.of(), false));
      default -> Optional.empty();
    };
  }

  private static Workload of(HasMetadata owner, PodTemplateSpec template, boolean serves) {
    return new Workload(
        label(owner), template.getMetadata().getLabels(), template.getSpec(), Set.of(), serves);
  }

  private Workload withClaims(Set<String> names) {
    return new Workload(name, labels, pod, names, serves);
  }

  private static String label(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  String component() {
    return labels.getOrDefault(COMPONENT, "");
  }

  List<Container> containers() {
    return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream()).toList();
  }

  boolean isMeantBy(Map<String, String> selector) {
    return labels.entrySet().containsAll(selector.entrySet());
  }

  @Override
  public String toString() {
    return name;
  }
}
