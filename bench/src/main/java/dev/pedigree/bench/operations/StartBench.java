package dev.pedigree.bench.operations;

import dev.pedigree.bench.graph.Catalogue;
import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.localstack.LoopbackPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a gateway takes until it is ready, on a snapshot of its topology, with and without what
 * its JVM learned in a training run; and how many requests fail while two gateways are restarted
 * one after the other under load. As in the image, on a Cassandra of its own, without search.
 */
public final class StartBench {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int ROUNDS = Integer.getInteger("pedigree.bench.rounds", 5);
  private static final int CLIENTS = Integer.getInteger("pedigree.bench.clients", 8);
  private static final Set<String> PARTS =
      Set.of(System.getProperty("pedigree.bench.parts", "starts,rollout").split(","));
  private static final int IDS = 10_000;
  private static final int RECORD_EVERY = 10;
  private static final Duration BETWEEN = Duration.ofSeconds(5);
  private static final String READ =
      "query($id: ID!) { artifact(id: $id) { id name stage ancestors(first: 20) { totalCount nodes"
          + " { id name stage } } } }";
  private static final String RECORD =
      "mutation($r: ID!, $v: String!) { record(input: {requestId: $r, artifacts: [{model: {namespace:"
          + " \"load\", name: \"m\", version: $v, unhashed: CLOSED_MODEL, provenance: PARTIAL}}]}) {"
          + " revision } }";

  private final Path folder;
  private final Catalogue catalogue;

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public StartBench(Path folder, long seed) {
    this.folder = folder.toAbsolutePath();
    this.catalogue = new Catalogue(seed);
  }

  /** With a journal of so many artifacts. */
  public void run(int artifacts) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    System.out.printf("%n## %,d artifacts%n%n", artifacts);
    long start = System.nanoTime();
    GatewayProgram program = GatewayProgram.make(folder.resolve("app"));
    System.out.printf(
        "the program, its runtime and its cache were made in %.0f s; the cache has %,d MiB%n",
        seconds(start), program.cacheBytes() >> 20);
    try (JournalStore store = new JournalStore(folder.resolve("cassandra"));
        GatewayProcess one = new GatewayProcess(LoopbackPort.free(), folder.resolve("one.log"));
        GatewayProcess other =
            new GatewayProcess(LoopbackPort.free(), folder.resolve("other.log"))) {
      boolean rolls = PARTS.contains("rollout");
      store.write(
          catalogue.journal(artifacts),
          rolls ? JournalStore.Projected.PROPERTY_GRAPH : JournalStore.Projected.ALL);
      int heap = JournalStore.heapMebibytes(artifacts);
      List<String> plain = command(program, store, one, "one", heap, false);
      List<String> cached = command(program, store, one, "one", heap, true);
      replay(one, plain);
      if (PARTS.contains("starts")) {
        starts(one, plain, cached);
      }
      if (rolls) {
        List<String> others = command(program, store, other, "other", heap, true);
        replay(other, others);
        rollout(List.of(one, other), List.of(cached, others));
      }
    }
    Folders.delete(folder);
  }

  private List<String> command(
      GatewayProgram program,
      JournalStore store,
      GatewayProcess gateway,
      String name,
      int heap,
      boolean cached) {
    return program.command(
        cached,
        "-Xmx" + heap + "m",
        "-Dserver.address=" + LoopbackPort.HOST,
        "-Dserver.port=" + gateway.uri().getPort(),
        "-Dpedigree.cassandra.contact-points=" + LoopbackPort.HOST + ":" + store.port().number(),
        "-Dpedigree.cassandra.keyspace=" + JournalStore.KEYSPACE,
        "-Dpedigree.topology.snapshots=" + folder.resolve(name),
        "-Dpedigree.http.drain=" + System.getProperty("pedigree.bench.drain", "10s"));
  }

  /** The first start has no snapshot yet, and leaves one when it ends. */
  private static void replay(GatewayProcess gateway, List<String> command) throws Exception {
    long start = System.nanoTime();
    gateway.start(command);
    gateway.awaitReady();
    System.out.printf("without a snapshot: ready after %.1f s%n", seconds(start));
    Projections.await(gateway.uri());
    gateway.stop();
  }

  /** In turns, so that both have the same machine. */
  private static void starts(GatewayProcess gateway, List<String> plain, List<String> cached)
      throws Exception {
    double[][] took = new double[2][ROUNDS];
    double[][] processor = new double[2][ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      for (int i = 0; i < 2; i++) {
        long start = System.nanoTime();
        gateway.start(i == 0 ? plain : cached);
        Duration cpu = gateway.awaitReady();
        if (round >= 0) {
          took[i][round] = seconds(start);
          processor[i][round] = cpu.toMillis() / 1e3;
        }
        gateway.close();
        gateway.awaitEnd();
      }
    }
    report("without the cache", took[0], processor[0]);
    report("with the cache", took[1], processor[1]);
  }

  private static void report(String what, double[] took, double[] processor) {
    Arrays.sort(took);
    Arrays.sort(processor);
    System.out.printf(
        "on a snapshot, %s: ready after %.1f s (%.1f to %.1f), %.1f s of processor time%n",
        what, took[took.length / 2], took[0], took[took.length - 1], processor[took.length / 2]);
  }

  /** Each gateway once, the next one as soon as the last is ready. */
  private void rollout(List<GatewayProcess> gateways, List<List<String>> commands)
      throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < IDS; i++) {
      ids.add(catalogue.anyId());
    }
    for (int i = 0; i < 2; i++) {
      gateways.get(i).start(commands.get(i));
    }
    for (GatewayProcess each : gateways) {
      each.awaitReady();
    }
    long start = System.nanoTime();
    RoundRobin clients = new RoundRobin(gateways, CLIENTS, number -> body(number, ids));
    try {
      TimeUnit.SECONDS.sleep(BETWEEN.toSeconds());
      for (int i = 0; i < 2; i++) {
        gateways.get(i).stop();
        gateways.get(i).start(commands.get(i));
        gateways.get(i).awaitReady();
        TimeUnit.SECONDS.sleep(BETWEEN.toSeconds());
      }
    } finally {
      clients.end();
    }
    System.out.printf(
        "two gateways restarted one after the other, %d clients, one request in %d a record: %s, in"
            + " %.0f s%n",
        CLIENTS, RECORD_EVERY, clients, seconds(start));
  }

  private static String body(int number, List<String> ids) {
    return number % RECORD_EVERY == 0
        ? graphql(RECORD, Map.of("r", "rollout-" + number, "v", "rollout-" + number))
        : graphql(READ, Map.of("id", ids.get(number % ids.size())));
  }

  private static String graphql(String document, Map<String, String> variables) {
    return JSON.writeValueAsString(Map.of("query", document, "variables", variables));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
