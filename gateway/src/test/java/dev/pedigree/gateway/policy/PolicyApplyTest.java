package dev.pedigree.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Answer;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Keyspace;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.LoopbackPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pedigree policy apply} as a process of its own. All policies of a graph are its. */
@WithGateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyApplyTest {
  private final Keyspace keyspace;
  private final Gateway gateway;

  @TempDir private Path disk;

  PolicyApplyTest(Endpoints endpoints) {
    keyspace = new Keyspace(endpoints);
    gateway = keyspace.start();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @AfterEach
  void retireAll() {
    for (String policy : inForce()) {
      gateway
          .ask(
              "mutation ($name: String!) { retirePolicy(input: {name: $name, reason: \"-\"}) { revision } }",
              Map.of("name", policy.substring(0, policy.indexOf(' '))))
          .data("/retirePolicy");
    }
  }

  /** What the command printed, and how it ended. */
  private record Run(int exit, String out, String errors) {}

  @Test
  void publishesAFolderOnceAndNothingInADryRun() throws Exception {
    Path folder = Files.createDirectory(disk.resolve("policies"));
    write(folder, "b.yaml", policy("one", 1, "true"));
    write(folder, "a.yml", policy("two", 3, "true"));
    String plan =
        """
          publish    two 3 (new)
                     newly violating: none
          publish    one 1 (new)
                     newly violating: none
        """;

    Run dry = apply(folder, "--dry-run");
    List<String> afterDry = inForce();
    Run first = apply(folder);
    List<String> afterFirst = inForce();
    long head = head();
    Run second = apply(folder);

    assertThat(dry).isEqualTo(new Run(0, plan + "Dry run: nothing was changed.\n", ""));
    assertThat(afterDry).isEmpty();
    assertThat(first)
        .isEqualTo(new Run(0, plan + "Done: 2 published, 0 retired, 0 unchanged, 0 kept.\n", ""));
    assertThat(afterFirst).containsExactly("two 3", "one 1");
    assertThat(second.out())
        .isEqualTo(
            "  unchanged  two 3\n  unchanged  one 1\nDone: 0 published, 0 retired, 2 unchanged, 0 kept.\n");
    assertThat(head()).isEqualTo(head);
  }

  @Test
  void listsWhatWouldNewlyViolateAHigherVersion() throws Exception {
    Sample sample = Sample.in(gateway);
    sample.record(
        sample.artifact("corpus", "web", List.of()),
        sample.artifact("model", "m", List.of(sample.parent("TRAINED_ON", "web"))));
    gateway
        .ask(
            "mutation ($id: ID!) { promote(input: {artifact: $id, stage: STAGING}) { __typename } }",
            Map.of("id", sample.id("m")))
        .data("/promote");
    Path folder = Files.createDirectory(disk.resolve("policies"));
    write(folder, "data.yaml", policy("data", 1, "true"));
    apply(folder);
    write(folder, "data.yaml", policy("data", 2, "ancestor.passed('pii-filter', 3)"));

    Run dry = apply("--dry-run", folder.toString());
    List<String> afterDry = inForce();
    Run applied = apply(folder);

    String plan =
        """
          publish    data 2 (1 is in force)
                     newly violating: 1
                       m (%s): web: is not allowed
        """
            .formatted(sample.id("m"));
    assertThat(dry.out()).isEqualTo(plan + "Dry run: nothing was changed.\n");
    assertThat(afterDry).containsExactly("data 1");
    assertThat(applied.out())
        .isEqualTo(plan + "Done: 1 published, 0 retired, 0 unchanged, 0 kept.\n");
    assertThat(inForce()).containsExactly("data 2");
  }

  @Test
  void retiresWhatIsNotInTheFolderAndBringsItBack() throws Exception {
    Path folder = Files.createDirectory(disk.resolve("policies"));
    write(folder, "stays.yaml", policy("stays", 1, "true"));
    Path goes = write(folder, "goes.yaml", policy("goes", 1, "true"));
    apply(folder);
    String text = Files.readString(goes);
    Files.delete(goes);

    Run kept = apply(folder, "--keep-others");
    List<String> afterKept = inForce();
    Run retired = apply(folder);
    List<String> afterRetired = inForce();
    Files.writeString(goes, text);
    Run back = apply(folder);

    assertThat(kept.out())
        .isEqualTo(
            "  unchanged  stays 1\n  keep       goes 1\nDone: 0 published, 0 retired, 1 unchanged, 1 kept.\n");
    assertThat(afterKept).containsExactlyInAnyOrder("stays 1", "goes 1");
    assertThat(retired.out())
        .isEqualTo(
            "  unchanged  stays 1\n  retire     goes 1\nDone: 0 published, 1 retired, 1 unchanged, 0 kept.\n");
    assertThat(afterRetired).containsExactly("stays 1");
    assertThat(back.out()).startsWith("  publish    goes 1 (1 was retired)\n");
    assertThat(inForce()).containsExactlyInAnyOrder("stays 1", "goes 1");
  }

  @Test
  void refusesAllWhereAnyFileIsWrongAndSaysWhere() throws Exception {
    Path folder = Files.createDirectory(disk.resolve("policies"));
    write(folder, "1.yaml", policy("other-text", 1, "true"));
    write(folder, "2.yaml", policy("lower", 2, "true"));
    apply(folder);
    long head = head();
    write(folder, "1.yaml", policy("other-text", 1, "false"));
    write(folder, "2.yaml", policy("lower", 1, "true"));
    write(folder, "3.yaml", policy("wrong", 1, "ancestor.nope()") + "more: 1\n");
    write(folder, "4.yaml", policy("twice", 1, "true"));
    write(folder, "5.yaml", policy("twice", 1, "true"));
    write(folder, "6.yaml", "");
    write(folder, "7.yaml", "rules: [");

    Run refused = apply(folder);

    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.errors()).isEmpty();
    assertThat(refused.out().replace(folder + "/", "").lines())
        .satisfiesExactly(
            it ->
                assertThat(it)
                    .isEqualTo(
                        "1.yaml:2:1: version: 1 of other-text says something else (expected: a higher version)"),
            it ->
                assertThat(it)
                    .isEqualTo(
                        "2.yaml:2:1: version: 1 of lower (expected: 2 or more, as that is published)"),
            it -> assertThat(it).startsWith("3.yaml:7:14: require: undeclared reference to 'nope'"),
            it -> assertThat(it).startsWith("3.yaml:9:1: more: unknown (expected: one of name, "),
            it ->
                assertThat(it)
                    .isEqualTo("5.yaml:1:1: name: twice is in 4.yaml too (expected: in one)"),
            it -> assertThat(it).startsWith("6.yaml:1:1: it is empty"),
            it -> assertThat(it).startsWith("7.yaml:"),
            it -> assertThat(it).isEqualTo("Refused: nothing was changed."));
    assertThat(head()).isEqualTo(head);
  }

  @Test
  void failsWhereThereIsNoPolicyOrNoGateway() throws Exception {
    Path folder = Files.createDirectory(disk.resolve("policies"));
    write(folder, "stays.yaml", policy("still", 1, "true"));
    apply(folder);
    Path empty = Files.createDirectory(disk.resolve("empty"));

    Run none = apply(empty);
    Run away = run(LoopbackPort.free().number(), List.of(folder.toString()));

    assertThat(none)
        .isEqualTo(
            new Run(
                1,
                "",
                "pedigree: "
                    + empty
                    + " has no file that ends in .yaml or .yml (expected: at least one policy)\n"));
    assertThat(away.exit()).isOne();
    assertThat(away.errors()).startsWith("pedigree: nothing answers (expected: ");
    assertThat(inForce()).containsExactly("still 1");
  }

  @Test
  void takesThePoliciesToBeginWith() throws Exception {
    Run applied = apply(Checkout.find().root().resolve("policies"));

    assertThat(applied.out()).endsWith("Done: 10 published, 0 retired, 0 unchanged, 0 kept.\n");
    assertThat(inForce()).hasSize(10);
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String policy(String name, int version, String require) {
    return """
    name: %s
    version: %d
    description: Only some data.
    stages: [STAGING]
    rules:
      - ancestors: {kinds: [CORPUS]}
        require: %s
        message: is not allowed
    """
        .formatted(name, version, require);
  }

  private List<String> inForce() {
    Answer answer = gateway.ask("{ policies { name version active } }");
    List<String> policies = new ArrayList<>();
    answer
        .data("/policies")
        .forEach(
            it -> {
              if (it.get("active").asBoolean()) {
                policies.add(it.get("name").asString() + " " + it.get("version").asInt());
              }
            });
    return policies;
  }

  private long head() {
    return gateway.ask("{ head { revision } }").data("/head/revision").asLong();
  }

  private Run apply(Path folder, String... flags) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(flags));
    arguments.addFirst(folder.toString());
    return apply(arguments.toArray(String[]::new));
  }

  private Run apply(String... arguments) throws Exception {
    return run(gateway.port(), List.of(arguments));
  }

  private Run run(int port, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Dpedigree.root=" + Checkout.find().root());
    command.addAll(List.of("dev.pedigree.localstack.cli.Pedigree", "policy", "apply"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PEDIGREE_HOME", disk.resolve("home").toString());
    builder.environment().put("PEDIGREE_PORT", Integer.toString(port));
    Path errors = disk.resolve("errors");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(errors));
  }
}
