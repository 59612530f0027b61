package dev.pedigree.localstack.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.commands.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffOptionsTest {
  private static final String ID = "sha256:" + "a".repeat(64);

  @Test
  void takesIdsAndNamesAndFlagsInAnyOrder() {
    assertThat(DiffOptions.parse(List.of(ID, "--markdown", "org/a/b@c@2", "--as-of", "17")))
        .isEqualTo(
            new DiffOptions(
                new ArtifactRef.ById(ID), new ArtifactRef.ByName("org", "a/b@c", "2"), "17", true));
    assertThat(DiffOptions.parse(List.of("org/a", "org/a@1")))
        .isEqualTo(
            new DiffOptions(
                new ArtifactRef.ByName("org", "a", null),
                new ArtifactRef.ByName("org", "a", "1"),
                null,
                false));
  }

  @Test
  void showsReferencesAsTheyAreWritten() {
    for (String written : List.of(ID, "org/a", "org/a/b@c@2")) {
      assertThat(ArtifactRef.parse(written)).hasToString(written);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "org/a",
        "org/a org/b org/c",
        "org/a org/b --loud",
        "org/a org/b --as-of",
        "org/a org/b --as-of yesterday",
        "org/a b",
        "org/a /b",
        "org/a sha256:12"
      })
  void refusesWhatItCannotRead(String arguments) {
    List<String> words = arguments.isEmpty() ? List.of() : List.of(arguments.split(" "));

    assertThatThrownBy(() -> DiffOptions.parse(words))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("expected: ");
  }

  @Test
  void keepsNamesFromBeingTakenForMarkdown() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    new DiffReport.Markdown(out).change("ADDED", 1, "a|b <img> [x](y) `c` TRAINED_ON _d_ *e*");

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "| 1 | added | a\\|b \\<img\\> \\[x\\](y) \\`c\\` TRAINED_ON \\_d\\_ \\*e\\* |"
                + System.lineSeparator());
  }
}
