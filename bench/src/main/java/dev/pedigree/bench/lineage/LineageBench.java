package dev.pedigree.bench.lineage;

import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.graph.lineage.TopologyLineage;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.ServerSettings;
import dev.pedigree.schema.PedigreeSchema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Questions of lineage to flat arrays, to our engine in process, to a gateway over HTTP, to
 * PostgreSQL. Starts what it needs below a folder of its own, which it empties in the end; after a
 * failure, what was logged stays.
 */
public final class LineageBench {
  private static final long SEED = 7;
  private static final int BUDGET_SECONDS = Integer.getInteger("pedigree.bench.budget-seconds", 20);
  private static final String LEGEND =
      """
      Times in milliseconds: p50 / p95 / p99 over questions, each the median of its passes. (k/n): so
      many were answered before the time was up.
      """;
  private static final int GATEWAY_HEAP_MEBIBYTES = 640;
  private static final int ARTIFACTS_PER_MEBIBYTE = 400;
  static final Duration START_LIMIT = Duration.ofMinutes(15);

  private final Path folder;
  private final PedigreeSchema schema = PedigreeSchema.load();
  private final List<AutoCloseable> open = new ArrayList<>();

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public LineageBench(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /**
   * Prints one table of all contenders on the graph as it is given, one with the bars, and those of
   * our engine alone on older and worn graphs.
   *
   * @param what {@code 10k}, {@code 100k}, {@code 1m} or a folder with a graph and questions
   * @return whether every answer was right
   */
  public boolean run(String what) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    Thread stopping = new Thread(this::closeAfterInterruption);
    Runtime.getRuntime().addShutdownHook(stopping);
    try {
      boolean right = runOn(what);
      close();
      Folders.delete(folder);
      return right;
    } finally {
      close();
      Runtime.getRuntime().removeShutdownHook(stopping);
    }
  }

  private boolean runOn(String what) throws Exception {
    step("graph and questions");
    Source source = Source.of(what, schema.typeSystem());
    Dataset data = source.data();
    System.out.printf(
        "%n## %s: %,d artifacts, %,d edges%n%n", what, data.artifacts(), data.edges());
    boolean right = given(History.asGiven(schema, data), source.asked());
    step("worn graph");
    return worn(History.worn(schema, data, SEED), source.asked()) && right;
  }

  private boolean given(History history, List<Asked> asked) throws Exception {
    TopologyLoad load = load(history);
    FlatGraph graph = FlatGraph.at(history, history.end());
    Table table = race(history, graph, load, asked);
    close();
    System.out.println(LEGEND);
    table.print();
    System.out.println("\n### Bars\n");
    new Bars(table).print(load);
    boolean right = table.allRight();
    return older(history, load, asked, "as of the middle of the history") && right;
  }

  private Table race(History history, FlatGraph graph, TopologyLoad load, List<Asked> asked)
      throws Exception {
    FlatReference reference = new FlatReference(graph);
    List<Contender> contenders = new ArrayList<>();
    contenders.add(reference);
    contenders.add(engine(history, load, history.end()));
    contenders.add(opened(new HttpContender(gateway(history), history.data())));
    postgres(graph).ifPresent(contenders::add);
    contenders.add(opened(new HttpFloor(new FlatReference(graph), history.data())));
    step("questions");
    return Table.of(
        new Race(contenders, BUDGET_SECONDS), new Rows(reference, history.data()).of(asked));
  }

  private boolean worn(History history, List<Asked> asked) throws IOException {
    TopologyLoad load = load(history);
    boolean right =
        older(
            history,
            load,
            history.end(),
            asked,
            "shuffled, with retracted and parallel edges, stages and checks");
    return older(history, load, asked, "the same as of the middle of its history") && right;
  }

  private boolean older(History history, TopologyLoad load, List<Asked> asked, String title) {
    return older(history, load, history.end() / 2, asked, title);
  }

  private boolean older(
      History history, TopologyLoad load, long revision, List<Asked> asked, String title) {
    step(title);
    FlatGraph graph = FlatGraph.at(history, revision);
    FlatReference reference = new FlatReference(graph);
    Race race = new Race(List.of(reference, engine(history, load, revision)), BUDGET_SECONDS);
    Table table = Table.of(race, new Rows(reference, history.data()).anew(asked, graph));
    System.out.printf("%n### %s%n%n", title);
    table.print();
    return table.allRight();
  }

  private TopologyLoad load(History history) throws IOException {
    step("topology");
    Path snapshots = folder.resolve("snapshots");
    Folders.delete(snapshots);
    TopologyLoad load = TopologyLoad.of(history, snapshots);
    var memory = load.memory();
    System.out.printf(
        "topology: %,.0f facts/s, the last of them on a snapshot %,.0f facts/s; compacted in %.2f s, restored in %.2f s; %.1f bytes an artifact,"
            + " %.1f an edge, %.1f an id with its words, %.1f a change of the journal%n%n",
        load.factsPerSecond(),
        load.tailFactsPerSecond(),
        load.compactSeconds(),
        load.restoreSeconds(),
        (double) memory.artifactBytes() / memory.artifacts(),
        (double) memory.edgeBytes() / memory.edges(),
        (double) memory.identityBytes() / memory.artifacts(),
        (double) memory.journalBytes() / history.end());
    return load;
  }

  private static Contender engine(History history, TopologyLoad load, long revision) {
    Dataset data = history.data();
    return new EngineContender(
        new TopologyLineage(load.topology(), data.types(), Clock.systemUTC()), data, revision);
  }

  /** Starts one twice: it replays the journal, then it begins with its snapshot. */
  private URI gateway(History history) throws IOException, InterruptedException {
    step("journal");
    JournalStore store = opened(new JournalStore(folder.resolve("cassandra")));
    System.out.printf(
        "journal: %,.0f changes/s written%n%n",
        store.write(history.drafts(), JournalStore.Projected.ALL));
    step("gateway");
    GatewayServer gateway =
        opened(gatewayOn(store, folder.resolve("gateway"), history.data().artifacts()));
    long start = System.nanoTime();
    gateway.start(START_LIMIT);
    double replaySeconds = (System.nanoTime() - start) / 1e9;
    gateway.stop(Duration.ofMinutes(1));
    start = System.nanoTime();
    gateway.start(START_LIMIT);
    System.out.printf(
        "gateway: ready after %.1f s with the whole journal to replay, after %.1f s with a"
            + " snapshot%n%n",
        replaySeconds, (System.nanoTime() - start) / 1e9);
    return gateway.uri();
  }

  static GatewayServer gatewayOn(JournalStore store, Path home, int artifacts) {
    ServerSettings settings =
        ServerSettings.in(home)
            .withHeapMebibytes(GATEWAY_HEAP_MEBIBYTES + artifacts / ARTIFACTS_PER_MEBIBYTE);
    return new GatewayServer(
        settings,
        Checkout.find().gatewayJar(),
        store.port(),
        URI.create(""),
        List.of("--pedigree.cassandra.keyspace=" + JournalStore.KEYSPACE));
  }

  private Optional<Contender> postgres(FlatGraph graph)
      throws IOException, InterruptedException, SQLException {
    step("PostgreSQL");
    @Nullable String missing = PostgresCluster.missing().orElse(null);
    if (missing != null) {
      System.out.println("PostgreSQL: not run: " + missing + "\n");
      return Optional.empty();
    }
    PostgresCluster cluster = opened(PostgresCluster.start(folder.resolve("postgres")));
    return Optional.of(opened(new PostgresContender(cluster.connect(), graph)));
  }

  private synchronized <T extends AutoCloseable> T opened(T resource) {
    open.addFirst(resource);
    return resource;
  }

  /** What was opened last is closed first. */
  private synchronized void close() throws Exception {
    while (!open.isEmpty()) {
      open.removeFirst().close();
    }
  }

  private void closeAfterInterruption() {
    try {
      close();
    } catch (Exception e) {
      System.err.println("bench: " + e);
    }
  }

  private static void step(String what) {
    System.err.println("bench: " + what);
  }
}
