package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.Digest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long after a record is acknowledged each of many subscribers of the journal has it, and what
 * that does to the time that records take: the same records, at the same pace, without subscribers
 * first.
 */
final class SubscribersBench {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String RECORD =
      "mutation($d: Digest!, $v: String!) { record(input: {artifacts: [{model: {digest: $d, namespace: \"bench\","
          + " name: \"followed\", version: $v, provenance: PARTIAL}}]}) { revision } }";
  private static final String FOLLOW =
      JSON.writeValueAsString(Map.of("query", "subscription { journal { revision } }"));
  private static final int PER_CALLER = 25;
  private static final int RECORDS = 60;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Gateway gateway;
  private final URI base;
  private final long seed;

  /** {@code seed} must not have been used on this store. */
  SubscribersBench(Gateway gateway, URI base, long seed) {
    this.gateway = gateway;
    this.base = base;
    this.seed = seed;
  }

  /** When each revision was acknowledged, and when the subscribers heard of it. */
  private static final class Log {
    private final Map<Long, Long> acknowledgedNanos = new ConcurrentHashMap<>();
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final AtomicLong count = new AtomicLong();

    private record Heard(long revision, long atNanos) {}

    void heard(String data, long atNanos) {
      long revision = JSON.readTree(data).at("/data/journal/revision").asLong(-1);
      if (revision < 0) {
        throw new IllegalStateException(data);
      }
      heard.add(new Heard(revision, atNanos));
      count.incrementAndGet();
    }

    /** What was heard before the acknowledgement came counts as zero. */
    long[] lags() {
      return heard.stream()
          .flatMapToLong(
              it -> {
                Long acknowledged = acknowledgedNanos.get(it.revision);
                return acknowledged == null
                    ? LongStream.empty()
                    : LongStream.of(Math.max(0, it.atNanos - acknowledged));
              })
          .toArray();
    }
  }

  void run(int subscribers) throws Exception {
    records(RECORDS, "warm", new Log());
    Percentiles alone = records(RECORDS, "alone", new Log());
    System.out.println("record, nobody follows: " + alone);
    Log log = new Log();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      follow(client, subscribers, log);
      Percentiles followed = records(RECORDS, "followed", log);
      long expected = (long) subscribers * RECORDS;
      awaitHeard(log, expected);
      System.out.printf(
          "record, %,d follow: %s: p99 %.2f x%n",
          subscribers, followed, followed.millis(99) / alone.millis(99));
      System.out.printf(
          "until a subscriber has it: %s; %,d of %,d were heard%n",
          Percentiles.of(log.lags()), log.count.get(), expected);
    } finally {
      client.shutdownNow();
    }
  }

  private static void awaitHeard(Log log, long expected) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (log.count.get() < expected && System.nanoTime() < deadline) {
      Thread.sleep(PAUSE);
    }
  }

  private Percentiles records(int count, String round, Log log) throws Exception {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      String digest = Digest.of("followed " + seed + " " + round + " " + i).toString();
      long start = System.nanoTime();
      long revision =
          gateway.ask(RECORD, Map.of("d", digest, "v", digest)).at("/record/revision").asLong();
      long end = System.nanoTime();
      log.acknowledgedNanos.put(revision, end);
      nanos[i] = end - start;
      Thread.sleep(PAUSE);
    }
    return Percentiles.of(nanos);
  }

  private void follow(HttpClient client, int subscribers, Log log) throws InterruptedException {
    CountDownLatch open = new CountDownLatch(subscribers);
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < subscribers; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/graphql"))
              .header("Content-Type", "application/json")
              .header("Accept", "text/event-stream")
              .header("X-Pedigree-Caller", "follower-" + i / PER_CALLER)
              .POST(HttpRequest.BodyPublishers.ofString(FOLLOW))
              .build();
      var _ =
          client
              .sendAsync(
                  request,
                  answer -> {
                    if (answer.statusCode() != 200) {
                      throw new IllegalStateException("status " + answer.statusCode());
                    }
                    open.countDown();
                    return HttpResponse.BodySubscribers.fromLineSubscriber(new Lines(log));
                  })
              .whenComplete(
                  (_, failure) -> {
                    if (failure != null) {
                      synchronized (failures) {
                        failures.add(failure);
                      }
                    }
                  });
    }
    if (!open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(open.getCount() + " do not follow: " + failures);
    }
    Thread.sleep(PAUSE.multipliedBy(4));
  }

  /** The lines of one stream. */
  private static final class Lines implements Flow.Subscriber<String> {
    private static final String DATA = "data:{";
    private final Log log;

    Lines(Log log) {
      this.log = log;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      if (line.startsWith(DATA)) {
        log.heard(line.substring(DATA.length() - 1), System.nanoTime());
      }
    }

    @Override
    public void onError(Throwable failure) {
      // The end of the bench closes the streams.
    }

    @Override
    public void onComplete() {
      // Likewise.
    }
  }
}
