package dev.pedigree.bench.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Clients behind a service of Kubernetes: each request goes to one of the gateways that were ready
 * when that was last looked at, and is never sent again.
 */
final class RoundRobin {
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final List<GatewayProcess> gateways;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicReference<@Nullable String> firstFailure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile List<GatewayProcess> ready = List.of();
  private volatile boolean ended;

  /**
   * Begins to ask.
   *
   * @param body of a request, by its number
   */
  RoundRobin(List<GatewayProcess> gateways, int clients, IntFunction<String> body) {
    this.gateways = gateways;
    probe();
    threads.add(Thread.ofPlatform().name("prober").start(this::keepProbing));
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofPlatform().name("client-" + i).start(() -> keepAsking(body)));
    }
  }

  private void probe() {
    ready = gateways.stream().filter(GatewayProcess::isReady).toList();
  }

  private void keepProbing() {
    while (!ended) {
      try {
        Thread.sleep(BETWEEN_PROBES);
      } catch (InterruptedException e) {
        return;
      }
      probe();
    }
  }

  private void keepAsking(IntFunction<String> body) {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      while (!ended) {
        List<GatewayProcess> targets = ready;
        int number = sent.incrementAndGet();
        if (targets.isEmpty()) {
          fail("nobody is ready");
        } else {
          URI to = targets.get(Math.floorMod(turn.getAndIncrement(), targets.size())).uri();
          ask(http, to, body.apply(number));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(HttpClient http, URI to, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(to.resolve("/graphql"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200 || answer.body().contains("\"errors\"")) {
        fail(answer.statusCode() + " " + answer.body());
      }
    } catch (IOException e) {
      fail(e.toString());
    }
  }

  private void fail(String why) {
    failed.incrementAndGet();
    firstFailure.compareAndSet(null, why);
  }

  /** Requests so far. */
  int sent() {
    return sent.get();
  }

  @Override
  public String toString() {
    int failures = failed.get();
    return "%,d requests, %d failed%s"
        .formatted(sent(), failures, failures == 0 ? "" : ", the first: " + firstFailure.get());
  }

  /** Has every client end with the answer that it waits for. */
  void end() throws InterruptedException {
    ended = true;
    for (Thread each : threads) {
      each.join();
    }
  }
}
