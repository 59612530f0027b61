package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files of the chart that follow from others. */
class GeneratedFilesTest {
  private static final String BEGIN = "<!-- values -->\n";
  private static final Pattern TAG = Pattern.compile("pedigree/(?:gateway|indexer):(\\S+)");
  private static final String END = "<!-- end of values -->\n";

  @Test
  void theSchemaIsWhatTheValuesSay() throws IOException {
    Golden.check(
        PedigreeChart.FOLDER.resolve("values.schema.json"),
        ValuesSchema.of(ValueDescription.ofChart()));
  }

  @Test
  void theReadmeListsAllValues() throws IOException {
    Path readme = PedigreeChart.FOLDER.resolve("README.md");
    String text = Files.readString(readme);
    int begin = text.indexOf(BEGIN) + BEGIN.length();

    Golden.check(
        readme,
        text.substring(0, begin)
            + ValuesPage.of(ValueDescription.ofChart())
            + text.substring(text.indexOf(END)));
  }

  /** Helm packs what is in the chart's folder, so it has copies. */
  @Test
  void rulesAndDashboardAreThoseOfTheProject() throws IOException {
    Path project = Path.of("../observability");
    Path chart = PedigreeChart.FOLDER.resolve("files");
    try (var files = Files.list(project)) {
      for (Path file : files.toList()) {
        Golden.check(chart.resolve(file.getFileName()), Files.readString(file));
      }
    }
  }

  @Test
  void theChartHasTheVersionOfTheProject() throws IOException {
    String version =
        Files.readString(Path.of("../pom.xml"))
            .lines()
            .filter(it -> it.contains("<version>"))
            .findFirst()
            .orElseThrow()
            .replaceAll("<[^>]+>", "")
            .strip();

    assertThat(Files.readString(PedigreeChart.FOLDER.resolve("Chart.yaml")))
        .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    for (String guide :
        List.of(
            "../docs/operations.md",
            "../docker/gateway.Dockerfile",
            "../docker/indexer.Dockerfile")) {
      assertThat(TAG.matcher(Files.readString(Path.of(guide))).results().map(it -> it.group(1)))
          .as("tags of images that the chart asks for, in %s", guide)
          .isNotEmpty()
          .containsOnly(version);
    }
  }
}
