package dev.pedigree.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.junit.NpmPackages;
import dev.pedigree.localstack.junit.Program;
import dev.pedigree.localstack.junit.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Holds the complete SDL against the rules of {@code @graphql-eslint/eslint-plugin}; {@code
 * schema/lint/eslint.config.js} says which of them do not count, and why.
 */
@EnabledIf(
    value = "dev.pedigree.localstack.junit.NpmPackages#canBeInstalled",
    disabledReason = "no node or npm on the PATH")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaLintTest {
  private static final Path SCHEMA = Checkout.find().root().resolve("schema");
  private static final Path FOLDER = Checkout.find().root().resolve("client/target/schema-lint");
  private static final Result NOTHING = new Result(0, "");

  private final Program program =
      new Program(FOLDER, Map.of("NO_COLOR", "1"), Duration.ofMinutes(5));
  private final NpmPackages packages = new NpmPackages(program);

  SchemaLintTest() throws IOException {
    Files.createDirectories(FOLDER);
    for (String file : List.of("package.json", "package-lock.json", "eslint.config.js")) {
      copy(SCHEMA.resolve("lint").resolve(file));
    }
    copy(SCHEMA.resolve("api.graphqls"));
    packages.install();
  }

  private static void copy(Path file) throws IOException {
    Files.copy(
        file, FOLDER.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
  }

  private Result lint(String file) {
    return program.run(packages.program("eslint"), "--max-warnings", "0", file);
  }

  @Test
  void theCompleteSdlKeepsTheRules() {
    assertThat(lint("api.graphqls")).isEqualTo(NOTHING);
  }

  @Test
  void theRulesAreOnes() throws IOException {
    Files.writeString(
        FOLDER.resolve("wrong.graphqls"),
        """
        type wrong_name {
          list: WrongConnection
        }
        "A page."
        type WrongConnection {
          "What is on it."
          nodes: [Int!]! @deprecated
        }
        """);

    Result result = lint("wrong.graphqls");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output())
        .contains(
            "@graphql-eslint/naming-convention",
            "@graphql-eslint/require-description",
            "@graphql-eslint/no-unreachable-types",
            "@graphql-eslint/require-deprecation-reason",
            "@graphql-eslint/relay-arguments",
            "@graphql-eslint/relay-connection-types");
  }
}
