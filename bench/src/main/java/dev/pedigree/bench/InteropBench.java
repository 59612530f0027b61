package dev.pedigree.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.Append;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.Journal;
import dev.pedigree.graph.journal.JournalHead;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events of OpenLineage over HTTP, beside changes of as many bytes that one writer appends to a
 * journal with nothing judged; an event of 250 kB; a bill of materials of 50 MB, with the memory
 * that the gateway uses meanwhile.
 */
final class InteropBench {
  private static final int CLIENTS = Integer.getInteger("pedigree.bench.clients", 32);
  private static final int WARM_UP_RUNS = 200;
  private static final int LARGE_EVENTS = 20;
  private static final int LARGE_BYTES = 250_000;
  private static final long BOM_BYTES = 50_000_000;
  private static final double MEBIBYTE = 1 << 20;

  private final URI gateway;
  private final CassandraSettings settings;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String namespace = "bench-" + UUID.randomUUID();

  InteropBench(URI gateway, CassandraSettings settings) {
    this.gateway = gateway;
    this.settings = settings;
  }

  /** Prints rates and ratios. */
  void run(int runs) throws Exception {
    events(WARM_UP_RUNS);
    double rawBefore = journal(2 * runs, event("START", UUID.randomUUID(), "t0", 0).length());
    double seconds = events(runs);
    double raw =
        (rawBefore + journal(2 * runs, event("START", UUID.randomUUID(), "t0", 0).length())) / 2;
    System.out.printf(
        "openlineage: %d events of %d bytes by %d clients, %.2f s, %.0f events/s; journal alone"
            + " %.0f changes/s of that size: %.3f x%n",
        2 * runs,
        event("START", UUID.randomUUID(), "t0", 0).length(),
        CLIENTS,
        seconds,
        2 * runs / seconds,
        2 * runs / raw,
        raw / seconds);
    large();
    bom();
  }

  /** A start and an end for each run, which reads what the run before wrote; the seconds. */
  private double events(int runs) throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> clients = new ArrayList<>();
    long start = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            threads.submit(
                () -> {
                  for (int run = next.getAndIncrement(); run < runs; run = next.getAndIncrement()) {
                    UUID id = UUID.randomUUID();
                    post(event("START", id, "t" + run % 100, 0));
                    post(event("COMPLETE", id, "t" + (run + 1) % 100, 0));
                  }
                  return null;
                }));
      }
      for (Future<?> client : clients) {
        client.get();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private void post(String event) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(gateway.resolve("/api/v1/lineage"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event, StandardCharsets.UTF_8))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
  }

  private String event(String type, UUID run, String table, int filler) {
    boolean starts = type.equals("START");
    String dataset =
        """
        [{"namespace":"%s","name":"%s","facets":{"schema":{"_producer":"https://example.org/bench","_schemaURL":"https://openlineage.io/spec/facets/1-1-1/SchemaDatasetFacet.json",
        "fields":[{"name":"id","type":"bigint"},{"name":"text","type":"string"},{"name":"score","type":"double"}]}%s}}]
        """
            .formatted(
                namespace,
                table,
                filler == 0 ? "" : ",\"plan\":{\"text\":\"" + "x".repeat(filler) + "\"}");
    return """
        {"eventType":"%s","eventTime":"%s","producer":"https://example.org/bench","schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
        "run":{"runId":"%s"},"job":{"namespace":"%s","name":"nightly"},"inputs":%s,"outputs":%s}
        """
        .formatted(
            type, Instant.now(), run, namespace, starts ? dataset : "[]", starts ? "[]" : dataset);
  }

  /** One writer, full entries, a fresh keyspace; the seconds. */
  private double journal(int changes, int bytes) throws InterruptedException {
    try (CqlSession session = settings.open()) {
      CassandraJournal.createTables(session);
      Journal journal = new CassandraJournal(session, Clock.systemUTC());
      List<Change.Draft> entry = new ArrayList<>();
      int size = 0;
      for (int i = 0; i < changes; i++) {
        Change.Draft draft = draft(i, bytes);
        size += journal.encodedBytes(draft);
        if (size > Journal.MAX_ENTRY_BYTES) {
          break;
        }
        entry.add(draft);
      }
      JournalHead head = JournalHead.START;
      long start = System.nanoTime();
      for (int written = 0; written < changes; written += entry.size()) {
        List<Change.Draft> next = entry.subList(0, Math.min(entry.size(), changes - written));
        head =
            switch (journal.append(head, next)) {
              case Append.Done done -> done.entry().after();
              case Append.Conflict _ ->
                  throw new IllegalStateException("another writer in a keyspace of our own");
            };
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      session.execute("DROP KEYSPACE " + settings.keyspace());
      return seconds;
    }
  }

  private static Change.Draft draft(int number, int bytes) {
    ArtifactId child = new ArtifactId(Digest.of("child " + number));
    ArtifactId parent = new ArtifactId(Digest.of("parent " + number));
    String attributes = "{\"x\":\"" + "x".repeat(Math.max(0, bytes - 120)) + "\"}";
    Fact edge = new Fact.EdgeRecorded("TRAINED_ON", child, parent, null, List.of(), attributes);
    return new Change.Draft("bench", null, List.of(edge), List.of());
  }

  private void large() throws IOException, InterruptedException {
    long[] nanos = new long[LARGE_EVENTS];
    for (int i = 0; i < LARGE_EVENTS; i++) {
      String event = event("COMPLETE", UUID.randomUUID(), "large" + i, LARGE_BYTES);
      long start = System.nanoTime();
      post(event);
      nanos[i] = System.nanoTime() - start;
    }
    System.out.printf(
        "an event of %d kB, %d times: %s%n",
        LARGE_BYTES / 1_000, LARGE_EVENTS, Percentiles.of(nanos));
  }

  private void bom() throws IOException, InterruptedException {
    Path file = Files.createTempFile("pedigree-bench-", ".json");
    try {
      int components = write(file);
      AtomicLong peak = new AtomicLong();
      double before = heap() / MEBIBYTE;
      Thread watch = Thread.ofVirtual().start(() -> watch(peak));
      long start = System.nanoTime();
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(gateway.resolve("/import/cyclonedx?namespace=" + namespace))
                  .POST(HttpRequest.BodyPublishers.ofFile(file))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      double seconds = (System.nanoTime() - start) / 1e9;
      watch.interrupt();
      watch.join();
      String last = answer.body().lines().reduce((_, line) -> line).orElse("");
      System.out.printf(
          "a bill of %.0f MB with %d components: %.1f s, %.1f MB/s; heap %.0f MiB before, at most"
              + " %.0f MiB; %s%n",
          Files.size(file) / 1e6,
          components,
          seconds,
          Files.size(file) / 1e6 / seconds,
          before,
          peak.get() / MEBIBYTE,
          last);
    } finally {
      Files.delete(file);
    }
  }

  private void watch(AtomicLong peak) {
    try {
      while (true) {
        peak.accumulateAndGet(heap(), Math::max);
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      // The import is over.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Bytes of the gateway's heap that are used, garbage included. */
  private long heap() throws IOException, InterruptedException {
    String metrics =
        http.send(
                HttpRequest.newBuilder(gateway.resolve("/actuator/prometheus")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return (long)
        metrics
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{"))
            .filter(line -> line.contains("area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum();
  }

  /** Components with digests, each built on the one before; how many. */
  private int write(Path file) throws IOException {
    int components = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(
          "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"version\":1,\"components\":[");
      long written = 0;
      while (written < BOM_BYTES) {
        String component =
            "%s{\"type\":\"machine-learning-model\",\"bom-ref\":\"m%d\",\"name\":\"m%d\",\"version\":\"1\",\"description\":\"%s\",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"%s\"}]}\n"
                .formatted(
                    components == 0 ? "" : ",",
                    components,
                    components,
                    "words ".repeat(120),
                    Digest.of(namespace + components).hex());
        out.write(component);
        written += component.length();
        components++;
      }
      out.write("],\"dependencies\":[");
      for (int i = 1; i < components; i++) {
        out.write(
            "%s{\"ref\":\"m%d\",\"dependsOn\":[\"m%d\"]}\n".formatted(i == 1 ? "" : ",", i, i - 1));
      }
      out.write("]}");
    }
    return components;
  }
}
