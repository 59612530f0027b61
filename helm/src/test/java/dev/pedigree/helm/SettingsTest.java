package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.commands.GatewayCommands;
import dev.pedigree.commands.TokenSource;
import dev.pedigree.gateway.document.DocumentProperties;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.security.SecurityProperties;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the chart tells the programs, they know and understand. */
class SettingsTest {
  private static final String JVM = "JAVA_TOOL_OPTIONS";

  /** Followed by a package of whoever logs. */
  private static final String LEVELS = "LOGGING_LEVEL_";

  private static final Set<String> GATEWAY = KnownSettings.of("dev.pedigree.gateway");
  private static final Set<String> INDEXER = KnownSettings.of("dev.pedigree.search.process");

  private static final Set<String> JOBS =
      Stream.concat(Stream.of(GatewayCommands.GATEWAY), TokenSource.VARIABLES.stream())
          .collect(Collectors.toSet());

  static List<Scenario> scenarios() {
    return Scenario.all();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyVariableIsASettingOfTheProgram(Scenario scenario) {
    for (Workload workload : Workload.of(PedigreeChart.render(scenario))) {
      Set<String> known = known(workload);
      assertThat(variables(workload))
          .as("%s", workload)
          .isSubsetOf(asksTheGateway(workload) ? JOBS : KnownSettings.variables(known));
      assertThat(secretFiles(workload)).as("%s", workload).isSubsetOf(known);
    }
  }

  private static boolean asksTheGateway(Workload workload) {
    return List.of("policies", "verification", "test").contains(workload.component());
  }

  private static Set<String> known(Workload workload) {
    return switch (workload.component()) {
      case "gateway", "backup" -> GATEWAY;
      case "indexer" -> INDEXER;
      default -> Set.of();
    };
  }

  private static List<String> variables(Workload workload) {
    return workload.containers().stream()
        .flatMap(it -> it.getEnv().stream())
        .map(EnvVar::getName)
        .filter(it -> !it.equals(JVM) && !it.startsWith(LEVELS))
        .toList();
  }

  /** Spring reads each as the property that it is named after. */
  private static List<String> secretFiles(Workload workload) {
    return workload.pod().getVolumes().stream()
        .filter(it -> it.getName().equals("secrets"))
        .flatMap(it -> it.getProjected().getSources().stream())
        .flatMap(it -> it.getSecret().getItems().stream())
        .map(KeyToPath::getPath)
        .toList();
  }

  /** Files that settings name are mounted: certificates, keys, folders. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void everyFileThatASettingNamesIsMounted(Scenario scenario) {
    for (Workload workload : Workload.of(PedigreeChart.render(scenario))) {
      for (Container container : workload.containers()) {
        Set<String> files = files(workload, container);
        container.getEnv().stream()
            .flatMap(it -> paths(String.valueOf(it.getValue())))
            .forEach(
                path ->
                    assertThat(files)
                        .as("%s %s: %s", workload, container.getName(), path)
                        .contains(path));
      }
    }
  }

  private static Stream<String> paths(String value) {
    return Stream.of(value.split("[ =,]", -1))
        .map(it -> it.replaceFirst("^(file|configtree):", "").replaceFirst("/$", ""))
        .filter(it -> it.startsWith("/etc/pedigree/"));
  }

  private static Set<String> files(Workload workload, Container container) {
    Map<String, Volume> volumes =
        workload.pod().getVolumes().stream().collect(Collectors.toMap(Volume::getName, it -> it));
    return container.getVolumeMounts().stream()
        .flatMap(
            mount -> {
              Volume volume = volumes.get(mount.getName());
              return Stream.concat(
                  Stream.of(mount.getMountPath()),
                  volume == null
                      ? Stream.of()
                      : items(volume).map(it -> mount.getMountPath() + "/" + it));
            })
        .collect(Collectors.toSet());
  }

  private static Stream<String> items(Volume volume) {
    if (volume.getProjected() != null) {
      return volume.getProjected().getSources().stream()
          .flatMap(SettingsTest::items)
          .map(KeyToPath::getPath);
    }
    return volume.getConfigMap() == null
        ? Stream.of()
        : volume.getConfigMap().getItems().stream().map(KeyToPath::getPath);
  }

  private static Stream<KeyToPath> items(VolumeProjection source) {
    return (source.getSecret() != null
            ? source.getSecret().getItems()
            : source.getConfigMap().getItems())
        .stream();
  }

  @Test
  void theGatewayUnderstandsThem() {
    Binder settings = settings("tokens", "gateway");

    GatewayProperties gateway = settings.bind("pedigree", GatewayProperties.class).get();
    assertThat(gateway.cassandra().contactPoints())
        .containsExactly("cassandra-0:9042", "cassandra-1:9042");
    assertThat(gateway.cassandra().replicationFactor()).isEqualTo(3);
    assertThat(gateway.http().hosts())
        .containsExactly(
            "prod-pedigree-gateway",
            "prod-pedigree-gateway.lineage",
            "prod-pedigree-gateway.lineage.svc",
            "prod-pedigree-gateway.lineage.svc.cluster.local",
            "*");
    assertThat(gateway.limits().cost()).isEqualTo(40_000_000);
    assertThat(gateway.limits().introspection()).isFalse();
    assertThat(gateway.topology().snapshots()).isEqualTo(Path.of("/var/lib/pedigree"));
    assertThat(settings.bind("pedigree.security", SecurityProperties.class).get())
        .isEqualTo(
            new SecurityProperties(
                "azp",
                "reads",
                "writes",
                false,
                List.of("https://explorer.example.org", "https://wiki.example.org")));
    DocumentProperties documents =
        settings.bind("pedigree.graphql", DocumentProperties.class).get();
    assertThat(documents.trustedDocumentsOnly()).isTrue();
    assertThat(settings.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class).get())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(gateway.http().drain()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.bind("server.address", String.class).get()).isEqualTo("0.0.0.0");
  }

  @Test
  void theGatewayKnowsItsStoresByTheirOperators() {
    GatewayProperties gateway =
        settings("operators", "gateway").bind("pedigree", GatewayProperties.class).get();

    assertThat(gateway.cassandra().contactPoints())
        .containsExactly("pedigree-dc1-service.lineage.svc:9042");
    assertThat(gateway.elasticsearch().uri())
        .hasToString("https://pedigree-es-http.lineage.svc:9200");
    assertThat(gateway.elasticsearch().username()).isEqualTo("elastic");
    assertThat(gateway.elasticsearch().caCertificate())
        .isEqualTo(Path.of("/etc/pedigree/certificates/elasticsearch/ca.crt"));
  }

  @Test
  void theIndexerUnderstandsThem() throws ReflectiveOperationException {
    Class<?> type = Class.forName("dev.pedigree.search.process.IndexerProperties");

    assertThat(settings("operators", "indexer").bind("pedigree", type).get().toString())
        .contains("pedigree-dc1-service.lineage.svc:9042", "host=0.0.0.0, port=8081")
        .contains("uri=https://pedigree-es-http.lineage.svc:9200");
  }

  private static Binder settings(String scenario, String component) {
    Rendered rendered =
        PedigreeChart.render(
            Scenario.all().stream()
                .filter(it -> it.name().equals(scenario))
                .findFirst()
                .orElseThrow());
    Workload workload =
        Workload.of(rendered).stream()
            .filter(it -> it.component().equals(component))
            .findFirst()
            .orElseThrow();
    Map<String, Object> environment = new LinkedHashMap<>();
    workload.pod().getContainers().getFirst().getEnv().stream()
        .filter(it -> it.getValue() != null)
        .forEach(it -> environment.put(it.getName(), it.getValue()));
    return new Binder(
        ConfigurationPropertySources.from(
            new SystemEnvironmentPropertySource("systemEnvironment", environment)));
  }
}
