package dev.pedigree.bench.lineage;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.ask.Percentiles;
import dev.pedigree.bench.store.Folders;
import dev.pedigree.bench.store.JournalStore;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.lineage.Budget;
import dev.pedigree.graph.lineage.Direction;
import dev.pedigree.graph.lineage.LineageQuery;
import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.lineage.TopologyLineage;
import dev.pedigree.graph.policy.Contents;
import dev.pedigree.graph.policy.PolicyBooks;
import dev.pedigree.graph.policy.PolicyWatch;
import dev.pedigree.graph.policy.Verdict;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.schema.PedigreeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Policies on a large graph: how long it takes until a check is known to all of them, to evaluate
 * the artifacts with the most ancestors over HTTP, and to publish.
 */
public final class PolicyBench {
  private static final long SEED = 7;
  private static final int POLICIES = 50;
  private static final int CHECKS = 500;
  private static final int SAMPLED = 4_000;
  private static final int SUBJECTS = 40;
  private static final int PASSES = 25;
  private static final int FAILING_ELSEWHERE = 40;
  private static final int WARM_UP = 1_000;
  private static final String EVALUATE =
      """
      query($id: ID!) {
        evaluate(artifact: $id, stage: PRODUCTION) {
          allowed violationCount violations { message offender { id } }
        }
      }
      """;

  private static final Contents NO_CONTENTS =
      artifact -> {
        throw new IllegalStateException("no contents are needed here");
      };

  private final Path folder;
  private final PedigreeSchema schema = PedigreeSchema.load();

  /** Works below {@code folder}, which nobody else uses: what is there is deleted. */
  public PolicyBench(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** On a graph of {@code scale}: {@code 10k}, {@code 100k}, {@code 1m}, or that of a folder. */
  public void run(String scale) throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    Source source = Source.of(scale, schema.typeSystem());
    Dataset data = source.data();
    History history = History.promoted(schema, data, SEED);
    System.out.printf(
        "%n## %s: %,d artifacts, %,d edges%n%n", scale, data.artifacts(), data.edges());
    TopologyLoad load = TopologyLoad.of(history, folder.resolve("snapshots"));
    List<Integer> subjects = largest(history, load.topology(), source.asked());
    List<Integer> elsewhere = noAncestors(history, load.topology(), subjects);
    inProcess(history, load.topology(), subjects);
    try (JournalStore store = new JournalStore(folder.resolve("cassandra"))) {
      store.write(history.drafts(), JournalStore.Projected.ALL);
      try (GatewayServer server =
          LineageBench.gatewayOn(store, folder.resolve("gateway"), data.artifacts())) {
        server.start(LineageBench.START_LIMIT);
        try (Gateway gateway = new Gateway(server.uri())) {
          overHttp(gateway, data, subjects, elsewhere);
        }
      }
    }
    Folders.delete(folder);
  }

  /** Of a sample, and of what questions begin with, those with the most ancestors. */
  private static List<Integer> largest(History history, Topology topology, List<Asked> asked) {
    Dataset data = history.data();
    TopologyLineage engine = new TopologyLineage(topology, data.types(), Clock.systemUTC());
    Map<Integer, Integer> totals = new HashMap<>();
    IntStream.concat(
            new Random(SEED).ints(SAMPLED, data.artifacts() / 2, data.artifacts()),
            asked.stream().mapToInt(it -> it.question().start()))
        .forEach(
            artifact ->
                totals.put(
                    artifact,
                    engine
                        .walk(
                            LineageQuery.all(data.id(artifact), Direction.ANCESTORS),
                            history.end(),
                            Budget.UNLIMITED)
                        .orElseThrow()
                        .total()));
    List<Integer> found =
        totals.entrySet().stream()
            .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(SUBJECTS)
            .map(Map.Entry::getKey)
            .toList();
    System.out.printf(
        "ancestors of those evaluated: %,d to %,d%n%n",
        totals.get(found.getLast()), totals.get(found.getFirst()));
    return found;
  }

  /** Some that no subject descends from, but recorded before all of them. */
  private static List<Integer> noAncestors(
      History history, Topology topology, List<Integer> subjects) {
    Dataset data = history.data();
    TopologyLineage engine = new TopologyLineage(topology, data.types(), Clock.systemUTC());
    int oldest = subjects.stream().mapToInt(Integer::intValue).min().orElseThrow();
    return new Random(SEED)
        .ints(0, oldest)
        .distinct()
        .filter(
            artifact ->
                subjects.stream()
                    .noneMatch(
                        subject ->
                            engine
                                .descends(
                                    data.id(subject),
                                    data.id(artifact),
                                    Steps.ALL,
                                    history.end(),
                                    Budget.UNLIMITED)
                                .orElseThrow()))
        .limit(FAILING_ELSEWHERE)
        .boxed()
        .toList();
  }

  /** Its version is the highest that the check may have for it to be met. */
  private static String policy(int number) {
    return """
    name: bench-%d
    version: 1
    description: Nothing may descend from what the check bad of a version up to %d says.
    rules:
      - ancestors: {}
        forbid: ancestor.passed('bad', %d)
        message: is bad
    """
        .formatted(number, number, number);
  }

  private static void inProcess(History history, Topology topology, List<Integer> subjects)
      throws InterruptedException {
    PolicyBooks books = new PolicyBooks(history.data().types());
    long[] revision = {history.end()};
    try (PolicyWatch watch =
        new PolicyWatch(
            books,
            topology,
            history.data().types(),
            graph -> NO_CONTENTS,
            Clock.systemUTC(),
            () -> OptionalLong.of(history.end()))) {
      watch.start();
      await(watch, revision[0]);
      List<Fact> published = new ArrayList<>();
      for (int i = 1; i <= POLICIES; i++) {
        published.add(new Fact.PolicyPublished("bench-" + i, 1, policy(i)));
      }
      change(topology, watch, revision, published.subList(0, 1));
      judged(books, topology, history, revision[0], subjects, true, "passes, 1 policy");
      long building = change(topology, watch, revision, published.subList(1, POLICIES));
      System.out.printf(
          "%d policies published at once: all artifacts asked in %.2f s%n",
          POLICIES, building / 1e9);
      judged(books, topology, history, revision[0], subjects, true, "passes, 50 policies");
      Random random = new Random(SEED);
      long[] nanos = new long[CHECKS];
      for (int i = 0; i < CHECKS; i++) {
        Fact check =
            new Fact.CheckRecorded(
                history.data().id(random.nextInt(history.data().artifacts())),
                "bad",
                POLICIES,
                CheckOutcome.PASSED,
                null);
        nanos[i] = change(topology, watch, revision, List.of(check));
      }
      judged(
          books,
          topology,
          history,
          revision[0],
          subjects,
          false,
          "other ancestors fail, 50 policies");
      System.out.printf(
          "a check that flips a bit of each of %d policies, until all know: %s%n%n",
          POLICIES, Percentiles.of(nanos));
    }
  }

  /** The same judgement without HTTP. */
  private static void judged(
      PolicyBooks books,
      Topology topology,
      History history,
      long revision,
      List<Integer> subjects,
      boolean allowed,
      String what) {
    long[] nanos = new long[subjects.size() * PASSES];
    for (int i = -WARM_UP; i < nanos.length; i++) {
      ArtifactId id = history.data().id(subjects.get(Math.floorMod(i, subjects.size())));
      long start = System.nanoTime();
      PolicyBooks.Judges judges = books.judges();
      Verdict verdict =
          topology.read(
              revision,
              graph ->
                  judges
                      .judge(graph, NO_CONTENTS, Instant.now(), new Meter(Budget.UNLIMITED))
                      .judge(graph.artifact(id).orElseThrow(), Stage.PRODUCTION));
      long taken = System.nanoTime() - start;
      if (verdict.allowed() != allowed) {
        throw new IllegalStateException(id + ": " + verdict);
      }
      if (i >= 0) {
        nanos[i] = taken;
      }
    }
    System.out.printf("judged in process, %s: %s%n", what, Percentiles.of(nanos));
  }

  /** Applies, and waits until policies know. */
  private static long change(
      Topology topology, PolicyWatch watch, long[] revision, List<Fact> facts)
      throws InterruptedException {
    Change change =
        new Change(
            ++revision[0], Instant.now(), new Change.Draft("bench", null, facts, List.of()), false);
    topology.apply(change);
    long start = System.nanoTime();
    watch.follow(List.of(change));
    await(watch, revision[0]);
    return System.nanoTime() - start;
  }

  private static void await(PolicyWatch watch, long revision) {
    while (watch.revision() < revision) {
      Thread.onSpinWait();
    }
  }

  private static void overHttp(
      Gateway gateway, Dataset data, List<Integer> subjects, List<Integer> elsewhere)
      throws IOException, InterruptedException {
    List<String> ids = subjects.stream().map(it -> data.id(it).toString()).toList();
    publish(gateway, policy(POLICIES + 1));
    evaluated(gateway, ids, true);
    retire(gateway, "bench-" + (POLICIES + 1));
    long start = System.nanoTime();
    publish(gateway, policy(1));
    evaluate(gateway, ids.getFirst());
    System.out.printf(
        "published, and a first verdict given, after %.3f s%n", (System.nanoTime() - start) / 1e9);
    JsonNode violations = violations(gateway);
    System.out.printf(
        "who violates it in production known after %.3f s: %s artifacts%n",
        (System.nanoTime() - start) / 1e9, violations.asString());
    System.out.printf("evaluate, passes, 1 policy: %s%n", evaluated(gateway, ids, true));
    fail(gateway, elsewhere.stream().map(it -> data.id(it).toString()).toList());
    System.out.printf(
        "evaluate, passes, 1 policy, %d others fail: %s%n",
        elsewhere.size(), evaluated(gateway, ids, true));
    for (int i : IntStream.rangeClosed(2, POLICIES).toArray()) {
      publish(gateway, policy(i));
    }
    violations(gateway);
    System.out.printf(
        "evaluate, passes, %d policies: %s%n", POLICIES, evaluated(gateway, ids, true));
    for (int i : IntStream.rangeClosed(2, POLICIES).toArray()) {
      retire(gateway, "bench-" + i);
    }
    failNear(gateway, ids);
    System.out.printf("evaluate, a parent fails, 1 policy: %s%n", evaluated(gateway, ids, false));
    start = System.nanoTime();
    JsonNode more = violations(gateway);
    System.out.printf(
        "who violates it in production: %s artifacts, %.1f ms%n",
        more.asString(), (System.nanoTime() - start) / 1e6);
  }

  private static void publish(Gateway gateway, String source)
      throws IOException, InterruptedException {
    gateway.ask(
        "mutation($source: String!) { publishPolicy(input: {source: $source}) { revision } }",
        Map.of("source", source));
  }

  private static void retire(Gateway gateway, String name)
      throws IOException, InterruptedException {
    gateway.ask(
        "mutation($name: String!) { retirePolicy(input: {name: $name, reason: \"bench\"}) {"
            + " revision } }",
        Map.of("name", name));
  }

  private static void failNear(Gateway gateway, List<String> ids)
      throws IOException, InterruptedException {
    for (String id : ids) {
      JsonNode parent =
          gateway
              .ask(
                  "query($id: ID!) { artifact(id: $id) { ancestors(filter: {maxDepth: 1}, first: 1)"
                      + " { ids } } }",
                  Map.of("id", id))
              .at("/artifact/ancestors/ids/0");
      fail(gateway, List.of(parent.asString()));
    }
  }

  private static void fail(Gateway gateway, List<String> ids)
      throws IOException, InterruptedException {
    for (String id : ids) {
      gateway.ask(
          "mutation($id: ID!) { record(input: {checks: [{artifact: $id, name: \"bad\", version:"
              + " 50, outcome: PASSED}]}) { revision } }",
          Map.of("id", id));
    }
  }

  private static JsonNode violations(Gateway gateway) throws IOException, InterruptedException {
    return gateway
        .ask(
            "{ policy(name: \"bench-1\") { violations(stage: PRODUCTION) { totalCount } } }",
            Map.of())
        .at("/policy/violations/totalCount");
  }

  private static JsonNode evaluate(Gateway gateway, String id)
      throws IOException, InterruptedException {
    return gateway.ask(EVALUATE, Map.of("id", id)).get("evaluate");
  }

  private static Percentiles evaluated(Gateway gateway, List<String> ids, boolean allowed)
      throws IOException, InterruptedException {
    long[] nanos = new long[ids.size() * PASSES];
    for (int i = -WARM_UP; i < nanos.length; i++) {
      String id = ids.get(Math.floorMod(i, ids.size()));
      long start = System.nanoTime();
      JsonNode verdict = evaluate(gateway, id);
      long taken = System.nanoTime() - start;
      if (verdict.get("allowed").asBoolean() != allowed) {
        throw new IllegalStateException(id + ": " + verdict);
      }
      if (i >= 0) {
        nanos[i] = taken;
      }
    }
    return Percentiles.of(nanos);
  }
}
