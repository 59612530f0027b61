package dev.pedigree.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.datastax.oss.driver.api.core.CqlSession;
import com.sun.net.httpserver.HttpServer;
import dev.pedigree.gateway.error.Failure;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.LoggerFactory;

/** Has a gateway of its own, which traces everything, and whose store can be broken at the end. */
@WithLocalStack(elasticsearch = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TracingTest {
  private static final String PARENT = "00f067aa0ba902b7";
  private static final String DOCUMENT =
      "query Named($id: ID!) { artifact(id: $id) { description } search(text: \"whimbrel\") { totalCount } }";

  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final String keyspace = Gateway.freshKeyspace();
  private Endpoints endpoints;
  private HttpServer collector;
  private Gateway gateway;
  private Sample sample;

  @BeforeAll
  void start(Endpoints given) throws IOException {
    endpoints = given;
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    gateway =
        Gateway.launch(
            endpoints.cassandraPort(),
            keyspace,
            endpoints.elasticsearchUri(),
            "--management.opentelemetry.enabled=true",
            "--management.tracing.sampling.probability=1.0",
            "--management.opentelemetry.tracing.export.schedule-delay=50ms",
            "--management.opentelemetry.tracing.export.otlp.endpoint=http://127.0.0.1:"
                + collector.getAddress().getPort()
                + "/v1/traces");
    gateway.awaitReadiness(200);
    sample = Sample.in(gateway);
    sample.record(
        sample.artifact("model", "whimbrel", List.of()),
        sample.artifact("model", "godwit", List.of()));
    gateway.awaitSearch();
  }

  @AfterAll
  void stop() {
    gateway.close();
    collector.stop(0);
  }

  @Test
  @Order(1)
  void oneRequestIsOneTraceFromHttpToTheStores() {
    List<SpanData> trace = traceThatReadsTheStore();

    SpanData http = only(trace, "http post /graphql");
    SpanData graphql = only(trace, "graphql");
    SpanData artifact = only(trace, "artifact");
    SpanData search =
        trace.stream().filter(it -> isChild(it, graphql, "search")).findFirst().orElseThrow();
    assertThat(http.getParentSpanId()).isEqualTo(PARENT);
    assertThat(graphql.getParentSpanId()).isEqualTo(http.getSpanId());
    assertThat(artifact.getParentSpanId()).isEqualTo(graphql.getSpanId());
    assertThat(trace).anyMatch(it -> isChild(it, search, "search"));
    assertThat(only(trace, "SELECT artifact_facts").getParentSpanId())
        .isIn(graphql.getSpanId(), artifact.getSpanId());
    assertThat(graphql.getAttributes().asMap().toString()).contains("graphql.operation.name=Named");
  }

  private static SpanData only(List<SpanData> trace, String name) {
    assertThat(trace).extracting(SpanData::getName).containsOnlyOnce(name);
    return trace.stream().filter(it -> it.getName().equals(name)).findFirst().orElseThrow();
  }

  private static boolean isChild(SpanData span, SpanData parent, String name) {
    return span.getName().equals(name) && span.getParentSpanId().equals(parent.getSpanId());
  }

  /** What was just recorded is answered from memory until the store has it. */
  private List<SpanData> traceThatReadsTheStore() {
    while (true) {
      String traceId = UUID.randomUUID().toString().replace("-", "");
      ask("whimbrel", Map.of("traceparent", "00-" + traceId + "-" + PARENT + "-01"));
      List<SpanData> trace = gateway.bean(Spans.class).await(traceId, PARENT);
      if (trace.stream().anyMatch(it -> it.getName().startsWith("SELECT"))) {
        return trace;
      }
    }
  }

  private HttpResponse<String> ask(String name, Map<String, String> headers) {
    return gateway.send(
        "/graphql",
        Gateway.JSON.writeValueAsString(
            Map.of("query", DOCUMENT, "variables", Map.of("id", sample.id(name)))),
        headers);
  }

  @Test
  @Order(2)
  void tracesAreSentWhereTheyAreWanted() {
    while (received.stream().noneMatch(it -> it.contains("SELECT artifact_facts"))) {
      Thread.onSpinWait();
    }

    assertThat(String.join("", received)).contains("pedigree-gateway", "graphql");
  }

  /** The facts of an artifact, which are not in memory yet, cannot be read any more. */
  @Test
  @Order(3)
  void ofASurpriseTheAnswerHasTheIdAndTheLogTheReason() {
    try (CqlSession session =
        CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), keyspace)
            .open()) {
      session.execute("DROP TABLE artifact_facts");
    }
    Log log = new Log();
    Logger logger = (Logger) LoggerFactory.getLogger(Failure.class);
    log.start();
    logger.addAppender(log);
    HttpResponse<String> answer = ask("godwit", Map.of("X-Request-Id", "find-me"));
    logger.detachAppender(log);

    assertThat(answer.headers().firstValue("X-Request-Id")).contains("find-me");
    assertThat(answer.body())
        .contains("\"INTERNAL\"", "internal error find-me: ")
        .doesNotContain("xception", "artifact_facts", "dev.pedigree");
    assertThat(log.list)
        .anySatisfy(
            event -> {
              assertThat(event.getMDCPropertyMap()).containsEntry("requestId", "find-me");
              assertThat(event.getFormattedMessage()).contains("find-me");
              assertThat(event.getThrowableProxy().getMessage()).contains("artifact_facts");
              assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                  .contains("at dev.pedigree.graph.");
            });
  }

  /** Keeps what the thread knew that logged. */
  private static final class Log extends ListAppender<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      super.append(event);
    }
  }
}
