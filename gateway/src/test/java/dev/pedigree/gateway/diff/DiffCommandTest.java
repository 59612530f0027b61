package dev.pedigree.gateway.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.gateway.testing.Sample;
import dev.pedigree.gateway.testing.WithGateway;
import dev.pedigree.localstack.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pedigree diff} as a process of its own. */
@WithGateway
class DiffCommandTest {
  private final Gateway gateway;

  @TempDir private Path disk;

  DiffCommandTest(Gateway gateway) {
    this.gateway = gateway;
  }

  /** What the command printed, and how it ended. */
  private record Run(int exit, String out, String errors) {}

  @Test
  void printsDifferencesForPeopleAndAsMarkdown(Sample sample) throws Exception {
    String namespace = sample.namespace();
    sample.record(
        sample.artifact("corpus", "web", List.of()),
        sample.artifact("corpus", "books", List.of()),
        sample.artifact("model", "a", List.of(sample.parent("TRAINED_ON", "web"))),
        sample.artifact(
            "model",
            "b",
            List.of(sample.parent("TRAINED_ON", "web"), sample.parent("TRAINED_ON", "books"))));

    Run text = diff(namespace + "/a", sample.id("b"));
    Run markdown = diff("--markdown", namespace + "/b", namespace + "/a");
    Run same = diff(namespace + "/a", sample.id("a"), "--as-of", Instant.now().toString());
    Run absent = diff(namespace + "/a", namespace + "/nothing@1");

    assertThat(text.errors()).isEmpty();
    assertThat(text.exit()).isZero();
    assertThat(text.out().replace(namespace, "ns").replaceAll("revision \\d+", "revision N"))
        .isEqualTo(
            """
            head MODEL ns/b (DRAFT)
            base MODEL ns/a (DRAFT)
            revision N
            Both ancestries have 1 artifact in common, nearest CORPUS ns/web (1 and 1 edges away).
            1 difference upstream, by distance:
            +   1  only head descends from CORPUS ns/books: ns/b TRAINED_ON ns/books
            """);
    assertThat(markdown.out().replace(namespace, "ns").replaceAll("revision \\d+", "revision N"))
        .isEqualTo(
            """
            ### Upstream of ns/a compared with ns/b

            Both ancestries have 1 artifact in common, nearest CORPUS ns/web (1 and 1 edges away). 1 difference at revision N.

            | distance | change | |
            | --: | --- | --- |
            | 1 | removed | only base descends from CORPUS ns/books: ns/b TRAINED_ON ns/books |
            """);
    assertThat(same.errors()).isEmpty();
    assertThat(same.out()).endsWith("no differences upstream.\n");
    assertThat(absent)
        .isEqualTo(
            new Run(
                1,
                "",
                "pedigree: artifact: %s/nothing@1 (expected: one that is recorded)\n"
                    .formatted(namespace)));
  }

  private Run diff(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("-Dpedigree.root=" + Checkout.find().root());
    command.addAll(List.of("dev.pedigree.localstack.cli.Pedigree", "diff"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PEDIGREE_HOME", disk.resolve("home").toString());
    builder.environment().put("PEDIGREE_PORT", Integer.toString(gateway.port()));
    Path errors = disk.resolve("errors");
    builder.redirectError(errors.toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(errors));
  }
}
