package dev.pedigree.bench;

import dev.pedigree.bench.ask.Gateway;
import dev.pedigree.bench.backup.BackupBench;
import dev.pedigree.bench.interop.RoundTripBench;
import dev.pedigree.bench.lineage.LineageBench;
import dev.pedigree.bench.lineage.PolicyBench;
import dev.pedigree.bench.load.LoadBench;
import dev.pedigree.bench.operations.SizeBench;
import dev.pedigree.bench.operations.StartBench;
import dev.pedigree.bench.search.IndexBench;
import dev.pedigree.bench.search.SearchBench;
import dev.pedigree.graph.cassandra.CassandraSettings;
import java.net.URI;
import java.nio.file.Path;

/**
 * {@code import [ARTIFACTS]}, {@code record [TIMES]}, {@code journal [CHANGES]}, {@code audit
 * [ENTRIES]}, {@code diff [ANCESTORS]}, {@code interop [RUNS]}, {@code search [TIMES]} or {@code
 * questions FILE}, against a running stack; {@code schema}, {@code roundtrip}, {@code index
 * [ARTIFACTS]}, {@code load [ARTIFACTS]}, {@code lineage 10k|100k|1m|FOLDER} and {@code policy
 * 10k|100k|1m} without one; so are {@code backup [ARTIFACTS]}, {@code start [ARTIFACTS]} and {@code
 * size [ARTIFACTS]}.
 */
public final class Main {
  private static final Path FOLDER =
      Path.of(System.getProperty("pedigree.bench.folder", "target/bench"));

  private Main() {}

  /** Exits with 0, or with 1 if an answer was wrong. */
  public static void main(String[] args) throws Exception {
    String cassandraHost = System.getProperty("pedigree.bench.cassandra-host", "127.0.0.1");
    int cassandraPort = Integer.getInteger("pedigree.bench.cassandra-port", 19042);
    URI base = URI.create(System.getProperty("pedigree.bench.gateway", "http://127.0.0.1:8080"));
    long seed = Long.getLong("pedigree.bench.seed", System.currentTimeMillis());
    String what = args.length == 0 ? "" : args[0];
    boolean right = true;
    try (Gateway gateway = new Gateway(base)) {
      switch (what) {
        case "import" ->
            new ImportBench(gateway, new RawJanusGraph(cassandraHost, cassandraPort))
                .run(seed, number(args, 10_000));
        case "record" -> new RecordBench(gateway).run(seed, number(args, 2_000));
        case "journal" ->
            new JournalBench(CassandraSettings.local(cassandraHost, cassandraPort, "bench_journal"))
                .run(number(args, 500_000));
        case "audit" ->
            new AuditBench(CassandraSettings.local(cassandraHost, cassandraPort, "bench_audit"))
                .run(number(args, 10_000));
        case "diff" -> new DiffBench(gateway, seed).run(number(args, 10_000));
        case "subscribers" -> new SubscribersBench(gateway, base, seed).run(number(args, 1_000));
        case "interop" ->
            new InteropBench(
                    base, CassandraSettings.local(cassandraHost, cassandraPort, "bench_interop"))
                .run(number(args, 5_000));
        case "search" -> new SearchBench(gateway).run(seed, number(args, 200));
        case "index" -> new IndexBench(FOLDER, seed).run(number(args, 50_000));
        case "load" -> new LoadBench(FOLDER, seed).run(number(args, 50_000));
        case "backup" -> right = new BackupBench(FOLDER, seed).run(number(args, 100_000));
        case "start" -> new StartBench(FOLDER, seed).run(number(args, 100_000));
        case "size" -> new SizeBench(FOLDER, seed).run(number(args, 100_000));
        case "roundtrip" -> new RoundTripBench(FOLDER).run();
        case "schema" -> SchemaBench.run();
        case "questions" -> right = new QuestionBench(gateway).run(Path.of(args[1]));
        case "lineage" -> right = lineage(args);
        case "policy" -> new PolicyBench(FOLDER).run(args.length > 1 ? args[1] : "10k");
        default -> {
          System.err.println(
              "bench: "
                  + what
                  + " (expected: import [ARTIFACTS], record [TIMES], journal [CHANGES], audit [ENTRIES],"
                  + " diff [ANCESTORS], subscribers [HOW_MANY], interop [RUNS],"
                  + " search [TIMES], index [ARTIFACTS], load [ARTIFACTS], schema, roundtrip, lineage 10k|100k|1m|FOLDER, policy 10k|100k|1m,"
                  + " backup [ARTIFACTS], start [ARTIFACTS], size [ARTIFACTS] or questions FILE)");
          right = false;
        }
      }
    }
    System.exit(right ? 0 : 1);
  }

  private static boolean lineage(String[] args) throws Exception {
    return new LineageBench(FOLDER).run(args.length > 1 ? args[1] : "10k");
  }

  private static int number(String[] args, int otherwise) {
    return args.length > 1 ? Integer.parseInt(args[1]) : otherwise;
  }
}
