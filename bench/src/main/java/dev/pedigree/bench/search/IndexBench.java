package dev.pedigree.bench.search;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.bench.graph.Catalogue;
import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.ElasticsearchServer;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast the search index is built from a journal, beside the same documents sent to {@code
 * _bulk}; how long searches take; and how far the index is behind while artifacts come at a steady
 * rate. On servers of its own.
 */
public final class IndexBench {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration START_LIMIT = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String ALIAS = JournalStore.KEYSPACE + "-artifacts";
  private static final int A_SECOND = 1_000;
  private static final int SLICE = 250;
  private static final int STEADY_SECONDS = 30;
  private static final int SEARCHES = Integer.getInteger("pedigree.bench.searches", 400);
  private static final int WARM_UP = SEARCHES / 2;
  private static final String PLAIN =
      "query($text: String!) { search(text: $text) { totalCount nodes { id name stage } } }";
  private static final String FILTERED =
      "query($text: String!, $namespace: String!) { search(text: $text, where: {kinds: [MODEL],"
          + " namespaces: [$namespace]}) { totalCount nodes { id name stage } } }";
  private static final String DASHBOARD =
      "query($text: String!) { search(text: $text) { totalCount edges { score node { id name stage }"
          + " highlights { field fragments } } facets { field values { value count } } } }";

  private final Path folder;
  private final Catalogue catalogue;

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public IndexBench(Path folder, long seed) {
    this.folder = folder.toAbsolutePath();
    this.catalogue = new Catalogue(seed);
  }

  /** With a journal of so many artifacts. */
  public void run(int artifacts) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    int heap = JournalStore.heapMebibytes(artifacts);
    System.out.printf("%n## %,d artifacts%n%n", artifacts);
    try (JournalStore store = new JournalStore(folder.resolve("cassandra"));
        ElasticsearchServer elasticsearch =
            new ElasticsearchServer(
                ServerSettings.in(folder.resolve("elasticsearch"))
                    .withHeapMebibytes(heap)
                    .runningLong())) {
      elasticsearch.start(START_LIMIT);
      store.write(catalogue.journal(artifacts), JournalStore.Projected.PROPERTY_GRAPH);
      try (GatewayServer server =
          new GatewayServer(
              ServerSettings.in(folder.resolve("gateway")).withHeapMebibytes(heap),
              Checkout.find().gatewayJar(),
              store.port(),
              elasticsearch.uri(),
              List.of("--pedigree.cassandra.keyspace=" + JournalStore.KEYSPACE))) {
        long start = System.nanoTime();
        server.start(START_LIMIT);
        try (Gateway gateway = new Gateway(server.uri())) {
          awaitLag(gateway);
          System.out.printf(
              "a gateway began with that journal and had indexed all of it after %.1f s%n",
              (System.nanoTime() - start) / 1e9);
          rebuild(server.uri(), elasticsearch.uri());
          searches(gateway);
          steadily(gateway);
        }
      }
    }
    Folders.delete(folder);
  }

  /** With half of the bare writing before it and half after it, on an Elasticsearch as warm. */
  private static void rebuild(URI gateway, URI elasticsearch)
      throws IOException, InterruptedException {
    BareIndex index = new BareIndex(elasticsearch, ALIAS);
    BareIndex.Filled before = index.fill(true);
    long start = System.nanoTime();
    boolean running = reindex("POST", gateway);
    while (running) {
      Thread.sleep(POLL);
      running = reindex("GET", gateway);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    BareIndex.Filled bare = before.and(index.fill(false));
    System.out.printf(
        "index built anew from the journal: %,d documents in %.1f s, %,.0f/s; bare _bulk of them %.1f s, %,.0f/s: %.2f x%n",
        bare.documents(),
        seconds,
        bare.documents() / seconds,
        bare.seconds(),
        bare.documents() / bare.seconds(),
        bare.seconds() / seconds);
    index.delete();
  }

  /** Whether the index is being built. */
  private static boolean reindex(String method, URI gateway)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(gateway.resolve("/search/reindex"))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(response.body()).path("running").asBoolean();
    }
  }

  private void searches(Gateway gateway) throws IOException, InterruptedException {
    measure(gateway, PLAIN, "a family and a size", () -> family() + " " + size());
    measure(gateway, PLAIN, "three words", () -> family() + " " + size() + " " + sort());
    measure(gateway, PLAIN, "one word, of very many", this::family);
    measure(gateway, PLAIN, "the most frequent word", this::size);
    measure(gateway, PLAIN, "a word as it is typed", () -> family().substring(0, 3));
    measure(gateway, PLAIN, "a digest's beginning", () -> catalogue.anyId().substring(0, 15));
    measure(gateway, PLAIN, "a mistyped word", () -> mistyped(family()) + " " + size());
    measure(gateway, PLAIN, "words of the description", () -> catalogue.use() + " " + family());
    measure(gateway, FILTERED, "in a namespace", () -> family() + " " + size());
    measure(gateway, DASHBOARD, "with facets and highlights", () -> family() + " " + size());
  }

  private String family() {
    return catalogue.family();
  }

  private String size() {
    return catalogue.size();
  }

  private String sort() {
    return catalogue.sort();
  }

  private static String mistyped(String word) {
    return word.substring(0, 2) + "x" + word.substring(3);
  }

  private void measure(Gateway gateway, String query, String what, Supplier<String> text)
      throws IOException, InterruptedException {
    long[] nanos = new long[SEARCHES];
    long found = 0;
    for (int i = -WARM_UP; i < SEARCHES; i++) {
      Map<String, String> variables =
          query.equals(FILTERED)
              ? Map.of("text", text.get(), "namespace", catalogue.namespace())
              : Map.of("text", text.get());
      long start = System.nanoTime();
      JsonNode answer = gateway.ask(query, variables);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
        found += answer.at("/search/totalCount").asLong();
      }
    }
    System.out.printf(
        "search, %s (%,d found on average): %s%n", what, found / SEARCHES, Percentiles.of(nanos));
  }

  /** Artifacts come at a steady rate, whether those before them are acknowledged or not. */
  private void steadily(Gateway gateway) throws Exception {
    double worst = 0;
    long start = System.nanoTime();
    int slices = STEADY_SECONDS * A_SECOND / SLICE;
    long pause = 1_000_000_000L * SLICE / A_SECOND;
    List<Future<Long>> refused = new ArrayList<>();
    try (ExecutorService importers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int slice = 0; slice < slices; slice++) {
        List<String> lines = Stream.generate(catalogue::line).limit(SLICE).toList();
        refused.add(importers.submit(() -> gateway.importLines(lines, SLICE)));
        worst = Math.max(worst, lagSeconds(gateway));
        long left = start + (slice + 1) * pause - System.nanoTime();
        Thread.sleep(Duration.ofNanos(Math.max(0, left)));
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    for (Future<Long> of : refused) {
      if (of.get() > 0) {
        throw new IllegalStateException(of.get() + " lines were refused");
      }
    }
    System.out.printf(
        "%d artifacts a second for %d s, all acknowledged after %.1f s: the index was at most %.2f s behind%n",
        A_SECOND, STEADY_SECONDS, seconds, worst);
  }

  private static double lagSeconds(Gateway gateway) throws IOException, InterruptedException {
    JsonNode projections =
        gateway
            .ask("{ head { projections { name lagSeconds } } }", Map.of())
            .at("/head/projections");
    for (JsonNode projection : projections) {
      if (projection.path("name").asString().equals("search")) {
        return projection.path("lagSeconds").asDouble();
      }
    }
    throw new IllegalStateException("no projection search: " + projections);
  }

  private static void awaitLag(Gateway gateway) throws IOException, InterruptedException {
    while (lagSeconds(gateway) > 0) {
      Thread.sleep(POLL);
    }
  }
}
