package dev.pedigree.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The metrics after some traffic, and what the dashboard, the alerts and the guide say of them. */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservabilityTest {
  private static final Path ROOT = Path.of(System.getProperty("pedigree.root"));
  private static final Path FOLDER = ROOT.resolve("observability");

  /** What Prometheus itself adds. */
  private static final Set<String> PROMETHEUS_LABELS = Set.of("instance", "job");

  private static final Set<String> PROMETHEUS_METRICS = Set.of("up");
  private static final Pattern DOCUMENTED = Pattern.compile("`((?:pedigree|http)_\\w+)`");
  private static final Pattern PART = Pattern.compile("_(bucket|count|sum|max)$");

  private final Gateway gateway;
  private final Scrape scrape;

  ObservabilityTest(Gateway gateway, Sample sample) {
    this.gateway = gateway;
    Traffic.on(gateway, sample);
    this.scrape = scrape();
  }

  private Scrape scrape() {
    return Scrape.of(gateway.get("/actuator/prometheus").body());
  }

  @Test
  void theDashboardShowsWhatThereIs() throws IOException {
    JsonNode dashboard =
        Gateway.JSON.readTree(Files.readString(FOLDER.resolve("grafana-dashboard.json")));

    List<String> expressions = dashboard.findValuesAsString("expr");
    assertThat(expressions).hasSizeGreaterThan(30);
    assertThat(unknown(expressions)).isEmpty();
  }

  @Test
  void theAlertsWatchWhatThereIs() throws IOException {
    JsonNode rules =
        Gateway.JSON.valueToTree(
            new Yaml().load(Files.readString(FOLDER.resolve("prometheus-rules.yaml"))));
    String guide = guide();

    assertThat(rules.findValuesAsString("alert"))
        .hasSizeGreaterThan(10)
        .allSatisfy(it -> assertThat(guide).contains("`" + it + "`"));
    assertThat(unknown(rules.findValuesAsString("expr"))).isEmpty();
    assertThat(rules.findValuesAsString("summary")).hasSameSizeAs(rules.findValues("alert"));
  }

  @Test
  void whatIsNotThereIsFound() {
    assertThat(unknown(List.of("sum(rate(pedigree_absent_total[5m]))")))
        .containsExactly("pedigree_absent_total");
    assertThat(unknown(List.of("sum by (absent) (pedigree_policies_lag)")))
        .containsExactly("by absent");
    assertThat(unknown(List.of("pedigree_refusals_total{absent=\"x\"}")))
        .containsExactly("pedigree_refusals_total absent");
    assertThat(unknown(List.of("pedigree_refusals_total{code=\"ABSENT\"} > 0 or up")))
        .containsExactly("pedigree_refusals_total {code=ABSENT}");
  }

  /** What expressions ask for and a scrape does not have. */
  private List<String> unknown(List<String> expressions) {
    List<String> unknown = new ArrayList<>();
    for (String expression : expressions) {
      PromQl asked = PromQl.of(expression);
      assertThat(asked.selectors()).as(expression).isNotEmpty();
      asked.selectors().stream()
          .filter(it -> !PROMETHEUS_METRICS.contains(it.name()))
          .forEach(it -> unknown.addAll(unknown(it)));
      Set<String> known =
          asked.selectors().stream()
              .flatMap(it -> scrape.labels(it.name()).stream())
              .collect(Collectors.toSet());
      asked.grouping().stream()
          .filter(it -> !known.contains(it) && !PROMETHEUS_LABELS.contains(it))
          .forEach(it -> unknown.add("by " + it));
    }
    return unknown;
  }

  private List<String> unknown(PromQl.Selector asked) {
    if (!scrape.series().containsKey(asked.name())) {
      return List.of(asked.name());
    }
    Set<String> labels = new TreeSet<>(asked.labels());
    labels.removeAll(scrape.labels(asked.name()));
    labels.removeAll(PROMETHEUS_LABELS);
    if (!labels.isEmpty()) {
      return List.of(asked.name() + " " + String.join(", ", labels));
    }
    return scrape.values(asked.name(), asked.equal()).isEmpty()
        ? List.of(asked.name() + " " + asked.equal())
        : List.of();
  }

  @Test
  void theGuideNamesEveryMetricOfOursAndNoOther() throws IOException {
    Set<String> documented =
        DOCUMENTED
            .matcher(guide())
            .results()
            .map(it -> it.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> told =
        scrape.series().keySet().stream()
            .filter(it -> it.startsWith("pedigree_"))
            .map(it -> PART.matcher(it).replaceFirst(""))
            .collect(Collectors.toCollection(TreeSet::new));
    told.add("http_server_requests_seconds");

    assertThat(documented).isEqualTo(told);
  }

  private static String guide() throws IOException {
    return Files.readString(ROOT.resolve("docs/observability.md"));
  }

  @Test
  void clientsDoNotMakeUpLabels() {
    gateway.ask("query FromOutside { madeUpAlias: head { revision } }");
    gateway.ask("query FromOutside { madeUpField }");
    gateway.get("/from-outside");

    assertThat(gateway.get("/actuator/prometheus").body())
        .doesNotContainIgnoringCase("FromOutside")
        .doesNotContainIgnoringCase("from-outside")
        .doesNotContain("madeUp");
  }

  @Test
  void countsOperationsByOutcomeAndRefusalsByCode() {
    double refused = value("pedigree_refusals_total", Map.of("code", "NOT_FOUND"));
    Map<String, String> outcome = Map.of("operation", "query", "outcome", "NOT_FOUND");
    double answered = value("pedigree_operation_seconds_count", outcome);

    String id = "sha256:" + "0".repeat(64);
    String question = "descendsFrom(child: \"" + id + "\", ancestor: \"" + id + "\")";
    assertThat(gateway.ask("{ a: " + question + " b: " + question + " }").codes())
        .containsExactly("NOT_FOUND", "NOT_FOUND");

    Scrape now = scrape();
    assertThat(now.values("pedigree_refusals_total", Map.of("code", "NOT_FOUND")))
        .containsExactly(refused + 2);
    assertThat(now.values("pedigree_operation_seconds_count", outcome))
        .containsExactly(answered + 1);
  }

  private double value(String name, Map<String, String> labels) {
    return scrape().values(name, labels).stream().mapToDouble(it -> it).sum();
  }
}
