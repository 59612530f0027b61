package dev.pedigree.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of a question whose asker closes the connection. */
@WithGateway
class LeavingClientTest {
  private static final int MODELS = 4_000;
  private static final int QUESTIONS = 60;

  private final Gateway gateway;

  LeavingClientTest(Gateway gateway) {
    this.gateway = gateway;
  }

  @Test
  void endsTheWalksOfAClientThatLeft(Sample sample) throws IOException {
    chain(sample);
    ask(sample, 1);
    long askedAt = System.nanoTime();
    ask(sample, 1);
    Duration one = Duration.ofNanos(System.nanoTime() - askedAt);

    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      client.getOutputStream().write(request(document(sample, QUESTIONS)));
      awaitActive(1);
    }
    long leftAt = System.nanoTime();
    awaitActive(0);

    assertThat(Duration.ofNanos(System.nanoTime() - leftAt))
        .as("%d questions, of which one takes %s", QUESTIONS, one)
        .isLessThan(one.multipliedBy(QUESTIONS / 4));
  }

  @Test
  void answersAClientThatStaysAndSendsTheNextRequestAlready(Sample sample) throws IOException {
    chain(sample);

    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      client.setSoTimeout(120_000);
      client.getOutputStream().write(request(document(sample, 3)));
      awaitActive(1);
      client
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answers).contains("\"q2\":{\"truncated\":null").doesNotContain("CANCELLED");
      assertThat(answers.split("HTTP/1.1 200 ", -1)).hasSize(3);
    }
  }

  private void ask(Sample sample, int questions) {
    assertThat(gateway.ask(document(sample, questions)).data("/q0/truncated").isNull()).isTrue();
  }

  /** Each counts the descendants of every model in the chain. */
  private static String document(Sample sample, int questions) {
    return IntStream.range(0, questions)
        .mapToObj(
            i ->
                "q%d: artifacts(where: {namespaces: [\"%s\"]}, orderBy: {field: DESCENDANTS}, first: 1) { truncated { reason } }"
                    .formatted(i, sample.namespace()))
        .collect(Collectors.joining("\n", "{ ", " }"));
  }

  private byte[] request(String document) {
    byte[] body =
        Gateway.JSON.writeValueAsString(Map.of("query", document)).getBytes(StandardCharsets.UTF_8);
    String head =
        "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(body.length);
    return (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
  }

  private void awaitActive(int requests) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (active() != requests) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(active() + " requests are worked on (expected: " + requests + ")");
      }
      Thread.onSpinWait();
    }
  }

  private int active() {
    return gateway
        .bean(MeterRegistry.class)
        .find("http.server.requests.active")
        .longTaskTimers()
        .stream()
        .mapToInt(LongTaskTimer::activeTasks)
        .sum();
  }

  private void chain(Sample sample) {
    String lines =
        IntStream.range(0, MODELS).mapToObj(i -> line(sample, i)).collect(Collectors.joining("\n"));

    assertThat(gateway.load(lines)).allMatch(it -> it.get("status").asString().equals("RECORDED"));
  }

  private static String line(Sample sample, int i) {
    String parents =
        i == 0
            ? ""
            : "{\"type\":\"FINE_TUNED_FROM\",\"id\":\"%s\"}".formatted(sample.id("m" + (i - 1)));
    return "{\"artifact\":{\"kind\":\"MODEL\",\"digest\":\"%s\",\"namespace\":\"%s\",\"name\":\"m%d\",\"parents\":[%s]}}"
        .formatted(sample.id("m" + i), sample.namespace(), i, parents);
  }
}
