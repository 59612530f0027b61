package dev.pedigree.bench.operations;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a journal with all of its projections occupies: on Cassandra's disk, table by table, on
 * Elasticsearch's, in a gateway's snapshot and in its memory. On servers of its own.
 */
public final class SizeBench {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration START_LIMIT = Duration.ofMinutes(15);
  private static final Duration END_LIMIT = Duration.ofMinutes(5);

  private final Path folder;
  private final Catalogue catalogue;

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public SizeBench(Path folder, long seed) {
    this.folder = folder.toAbsolutePath();
    this.catalogue = new Catalogue(seed);
  }

  /** With a journal of so many artifacts. */
  public void run(int artifacts) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    System.out.printf("%n## %,d artifacts%n%n", artifacts);
    Path cassandra = folder.resolve("cassandra");
    long facts;
    try (JournalStore store = new JournalStore(cassandra);
        ElasticsearchServer elasticsearch =
            new ElasticsearchServer(
                ServerSettings.in(folder.resolve("elasticsearch")).runningLong())) {
      elasticsearch.start(START_LIMIT);
      store.write(catalogue.journal(artifacts), JournalStore.Projected.NONE);
      facts = fill(store, elasticsearch, JournalStore.heapMebibytes(artifacts));
      store.stop(END_LIMIT);
    }
    System.out.println("Cassandra, one copy, compressed, after a flush:");
    tables(cassandra.resolve("data"))
        .forEach(
            (table, bytes) ->
                System.out.printf(
                    "  %s: %,d MiB, %.0f bytes a fact%n",
                    table, bytes >> 20, (double) bytes / facts));
    Folders.delete(folder);
  }

  /** Has everything projected; how many facts there are. */
  private long fill(JournalStore store, ElasticsearchServer elasticsearch, int heap)
      throws Exception {
    try (GatewayServer server =
        new GatewayServer(
            ServerSettings.in(folder.resolve("gateway")).withHeapMebibytes(heap),
            Checkout.find().gatewayJar(),
            store.port(),
            elasticsearch.uri(),
            List.of("--pedigree.cassandra.keyspace=" + JournalStore.KEYSPACE))) {
      server.start(START_LIMIT);
      Projections.await(server.uri());
      long artifacts = metric(server.uri(), "pedigree.topology.artifacts");
      long edges = metric(server.uri(), "pedigree.topology.edges");
      long memory = metric(server.uri(), "pedigree.topology.bytes");
      long facts = artifacts + edges;
      System.out.printf(
          "%,d artifacts, %,d edges: %,d facts beside labels%n", artifacts, edges, facts);
      System.out.printf(
          "the graph's shape in memory: %,d MiB, %.0f bytes an artifact, its edges included%n",
          memory >> 20, (double) memory / artifacts);
      long index = indexBytes(elasticsearch.uri());
      System.out.printf(
          "Elasticsearch, one copy: %,d MiB, %.0f bytes an artifact, %.0f bytes a fact%n",
          index >> 20, (double) index / artifacts, (double) index / facts);
      server.stop(END_LIMIT);
      System.out.printf(
          "the snapshot of the graph's shape: %,d MiB%n",
          bytes(folder.resolve("gateway/topology")) >> 20);
      return facts;
    }
  }

  private static long metric(URI server, String name) throws IOException, InterruptedException {
    return get(server.resolve("/actuator/metrics/" + name)).at("/measurements/0/value").asLong();
  }

  /** After a merge into one segment, as it is after a while. */
  private static long indexBytes(URI elasticsearch) throws IOException, InterruptedException {
    String alias = JournalStore.KEYSPACE + "-artifacts";
    send(elasticsearch.resolve("/" + alias + "/_forcemerge?max_num_segments=1"), "POST");
    return get(elasticsearch.resolve("/" + alias + "/_stats/store"))
        .at("/_all/primaries/store/size_in_bytes")
        .asLong();
  }

  private static JsonNode get(URI uri) throws IOException, InterruptedException {
    return JSON.readTree(send(uri, "GET"));
  }

  private static String send(URI uri, String method) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(uri)
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(uri + ": " + answer.body());
      }
      return answer.body();
    }
  }

  /** Bytes by keyspace and table, of our keyspaces. */
  private static Map<String, Long> tables(Path data) throws IOException {
    Map<String, Long> tables = new TreeMap<>();
    for (String keyspace : List.of(JournalStore.KEYSPACE, JournalStore.KEYSPACE + "_graph")) {
      try (Stream<Path> folders = Files.find(data, 3, (path, _) -> isOf(path, keyspace))) {
        for (Path table : folders.toList()) {
          String name = table.getFileName().toString();
          tables.merge(
              keyspace + "." + name.substring(0, name.lastIndexOf('-')), bytes(table), Long::sum);
        }
      }
    }
    tables.put("all", tables.values().stream().mapToLong(Long::longValue).sum());
    return tables;
  }

  private static boolean isOf(Path path, String keyspace) {
    Path parent = path.getParent();
    return Files.isDirectory(path)
        && path.getFileName().toString().contains("-")
        && parent != null
        && parent.endsWith(keyspace);
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
