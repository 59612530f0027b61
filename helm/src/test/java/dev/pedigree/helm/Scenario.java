package dev.pedigree.helm;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values that somebody may install the chart with.
 *
 * @param name of its file in {@code scenarios}
 * @param chartFiles files of the chart that come before it
 * @param external objects that are there already, as {@code Kind/name}
 */
record Scenario(String name, List<String> chartFiles, Set<String> external) {
  private static final Path FOLDER = Path.of("src/test/resources/scenarios");

  static final Scenario MINIMUM = new Scenario("minimum", List.of(), Set.of());

  static final Scenario PRODUCTION =
      new Scenario(
          "production",
          List.of("values-production.yaml", "values-k8ssandra.yaml", "values-eck.yaml"),
          Set.of(
              "Secret/pedigree-superuser",
              "Secret/pedigree-es-elastic-user",
              "Secret/pedigree-es-http-certs-public"));

  Scenario {
    chartFiles = List.copyOf(chartFiles);
    external = Set.copyOf(external);
  }

  static List<Scenario> all() {
    return List.of(
        MINIMUM,
        new Scenario(
            "operators",
            List.of("values-k8ssandra.yaml", "values-eck.yaml"),
            PRODUCTION.external()),
        new Scenario("tokens", List.of(), Set.of("ConfigMap/login-key")),
        new Scenario(
            "secrets",
            List.of(),
            Set.of(
                "ConfigMap/authorities",
                "ConfigMap/client-documents",
                "ConfigMap/limits",
                "ConfigMap/policies",
                "ConfigMap/robots",
                "PersistentVolumeClaim/kept",
                "Secret/cassandra-client",
                "Secret/cassandra-user",
                "Secret/checkpoint-key",
                "Secret/operator-token",
                "Secret/registry",
                "Secret/search-key",
                "ServiceAccount/lineage")),
        new Scenario("access", List.of(), Set.of("Secret/lineage-tls")),
        PRODUCTION,
        new Scenario(
            "monitoring", List.of(), Set.of("Secret/operator-client", "Secret/scraper-token")),
        new Scenario(
            "keeping",
            List.of(),
            Set.of(
                "Secret/cassandra-authority",
                "Secret/cassandra-user",
                "Secret/operator-token",
                "Secret/search-user")));
  }

  /** In the order in which Helm reads them. */
  List<Path> valuesFiles() {
    return Stream.concat(
            chartFiles.stream().map(PedigreeChart.FOLDER::resolve),
            Stream.of(FOLDER.resolve(name + ".yaml")))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
