package dev.pedigree.bench.load;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.graph.Catalogue;
import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway under load: nine of ten requests read an artifact with its lineage, one records. How
 * many it answers a second at most, how fast it is at about half of that, what GraphQL costs beside
 * the same calls behind a plain HTTP server, and how fast it stays for honest clients while hostile
 * ones ask, too. On servers of its own, without search.
 */
public final class LoadBench {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration START_LIMIT = Duration.ofMinutes(15);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int CONNECTIONS = 32;

  /** About half as many answers a second as with {@link #CONNECTIONS}. */
  private static final int FEW = 2;

  private static final int SECONDS = Integer.getInteger("pedigree.bench.seconds", 30);
  private static final int IDS = 100_000;
  private static final String HONEST = "honest";
  private static final Set<String> PARTS =
      Set.of(System.getProperty("pedigree.bench.parts", "mixed,overhead,hostile").split(","));
  private static final String READ =
      "query($id: ID!) { artifact(id: $id) { id name stage ancestors(first: 20) { totalCount nodes"
          + " { id name stage } } } }";
  private static final String RECORD =
      "mutation($d: Digest!, $v: String!) { record(input: {artifacts: [{model: {digest: $d,"
          + " namespace: \"load\", name: \"m\", version: $v, provenance: PARTIAL}}]}) { revision } }";

  private final Path folder;
  private final Catalogue catalogue;

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public LoadBench(Path folder, long seed) {
    this.folder = folder.toAbsolutePath();
    this.catalogue = new Catalogue(seed);
  }

  /** With so many artifacts. */
  public void run(int artifacts) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    int heap = JournalStore.heapMebibytes(artifacts);
    System.out.printf("%n## %,d artifacts%n%n", artifacts);
    try (JournalStore store = new JournalStore(folder.resolve("cassandra"))) {
      store.write(catalogue.journal(artifacts), JournalStore.Projected.PROPERTY_GRAPH);
      LoadTool tool = new LoadTool(Checkout.find().root().resolve("bench/load"), ids());
      try (GatewayServer server =
          new GatewayServer(
              ServerSettings.in(folder.resolve("gateway")).withHeapMebibytes(heap).runningLong(),
              Checkout.find().gatewayJar(),
              store.port(),
              URI.create("http://127.0.0.1:1"),
              List.of(
                  "--pedigree.cassandra.keyspace=" + JournalStore.KEYSPACE,
                  "--pedigree.elasticsearch.uri="))) {
        server.start(START_LIMIT);
        awaitProjections(server.uri());
        tool.run(server.uri(), HONEST, mix(), CONNECTIONS, 2 * SECONDS);
        if (PARTS.contains("overhead")) {
          overhead(server.uri(), tool, store.port().number(), heap);
        }
        if (PARTS.contains("mixed")) {
          mixed(server.uri(), tool);
        }
        if (PARTS.contains("hostile")) {
          hostile(server.uri(), tool);
        }
      }
    }
    Folders.delete(folder);
  }

  private Path ids() throws IOException {
    List<String> ids = Stream.generate(catalogue::anyId).limit(IDS).toList();
    return Files.write(folder.resolve("ids"), ids);
  }

  private static void awaitProjections(URI server) throws IOException, InterruptedException {
    try (Gateway gateway = new Gateway(server)) {
      boolean behind = true;
      while (behind) {
        Thread.sleep(POLL);
        behind = false;
        for (JsonNode each :
            gateway
                .ask("{ head { projections { lagRevisions } } }", Map.of())
                .at("/head/projections")) {
          behind |= each.path("lagRevisions").asLong() > 0;
        }
      }
    }
  }

  private static LoadTool.Request graphql(String document, Map<String, String> variables) {
    return new LoadTool.Request(
        "POST",
        "/graphql",
        JSON.writeValueAsString(Map.of("query", document, "variables", variables)));
  }

  private static LoadTool.Request read() {
    return graphql(READ, Map.of("id", "(id)"));
  }

  private static List<LoadTool.Request> mix() {
    List<LoadTool.Request> mix = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      mix.add(read());
    }
    mix.add(graphql(RECORD, Map.of("d", "(new)", "v", "(new)")));
    return mix;
  }

  private static void mixed(URI server, LoadTool tool) throws IOException, InterruptedException {
    LoadTool.Outcome most = tool.run(server, HONEST, mix(), CONNECTIONS, SECONDS);
    System.out.printf("nine reads and a record, %d connections: %s%n", CONNECTIONS, most);
    System.out.printf(
        "likewise, %d connections: %s%n", FEW, tool.run(server, HONEST, mix(), FEW, 2 * SECONDS));
  }

  /** In turns, so that both have the same machine. */
  private static void overhead(URI server, LoadTool tool, int cassandra, int heap)
      throws IOException, InterruptedException {
    Process plain =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                PlainServer.class.getName(),
                Integer.toString(cassandra),
                JournalStore.KEYSPACE)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(plain.getInputStream(), StandardCharsets.UTF_8))) {
      URI other = URI.create("http://127.0.0.1:" + said.readLine());
      List<LoadTool.Request> direct = List.of(new LoadTool.Request("GET", "/artifact/(id)", null));
      List<LoadTool.Request> graphql = List.of(read());
      double[] a = new double[2];
      double[] b = new double[2];
      for (int i = -1; i < 2; i++) {
        LoadTool.Outcome one = tool.run(server, HONEST, graphql, CONNECTIONS, SECONDS / 2);
        LoadTool.Outcome two = tool.run(other, HONEST, direct, CONNECTIONS, SECONDS / 2);
        if (i >= 0) {
          a[i] = one.perSecond();
          b[i] = two.perSecond();
          System.out.printf("reads over GraphQL: %s%nthe same calls, plain HTTP: %s%n", one, two);
        }
      }
      System.out.printf("GraphQL: %.2f x plain HTTP%n", (a[0] + a[1]) / (b[0] + b[1]));
    } finally {
      plain.destroy();
      plain.waitFor();
    }
  }

  /**
   * Honest clients, one request after the other, alone and beside as many hostile ones as are
   * answered.
   */
  private static void hostile(URI server, LoadTool tool) throws Exception {
    LoadTool.Outcome alone = tool.run(server, HONEST, List.of(read()), FEW, SECONDS);
    System.out.printf("honest clients, %d connections, alone: %s%n", FEW, alone);
    List<LoadTool.Request> attacks = attacks();
    var attack =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    System.out.println(
                        "hostile clients beside them: "
                            + tool.run(server, "hostile", attacks, CONNECTIONS / 4, SECONDS + 4));
                  } catch (IOException | InterruptedException e) {
                    System.out.println("hostile clients ended: " + e);
                  }
                });
    Thread.sleep(Duration.ofSeconds(2));
    LoadTool.Outcome beside = tool.run(server, HONEST, List.of(read()), FEW, SECONDS);
    attack.join();
    System.out.printf(
        "honest clients, %d connections, beside hostile ones: %s: p99 %.1f x%n",
        FEW, beside, beside.p99() / alone.p99());
  }

  private static List<LoadTool.Request> attacks() {
    String deep = "ancestors { nodes { ".repeat(25) + "id" + " } }".repeat(25);
    StringBuilder aliases = new StringBuilder();
    for (int i = 0; i < 490; i++) {
      aliases.append("a").append(i).append(": artifacts(first: 1) { totalCount } ");
    }
    return Stream.of(
            "{ artifacts { nodes { " + deep + " } } }",
            "{ artifacts { nodes { " + deep.repeat(40) + " } } }",
            "{ " + aliases + " }",
            "{ artifacts { nodes { ...A } } } fragment A on Artifact { ...B } fragment B on Artifact { ...A }",
            "{ artifacts(first: 1000) { nodes { descendants(first: 1000) { nodes { id } } } } }",
            "{ artifacts(first: 1000, orderBy: {field: DESCENDANTS}) { nodes { id } } }",
            "{ edges(where: {child: {descendsFrom: {where: {tainted: true}}}}) { totalCount } }",
            "{ artifacts(first: 1000) { nodes { tainted generation parents(first: 100) { nodes { parent { name } } } } } }")
        .map(document -> graphql(document, Map.of()))
        .toList();
  }
}
