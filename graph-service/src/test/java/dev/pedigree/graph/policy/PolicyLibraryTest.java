package dev.pedigree.graph.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.schema.PedigreeSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The ready policies: each reads, and is named like its file. */
class PolicyLibraryTest {
  private static final Path FOLDER = Path.of("../policies");

  private final PolicySource sources = new PolicySource(PedigreeSchema.load().typeSystem());

  @TestFactory
  List<DynamicTest> reads() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<DynamicTest> tests =
          files
              .sorted()
              .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> read(file)))
              .toList();
      assertThat(tests).hasSizeGreaterThanOrEqualTo(10);
      return tests;
    }
  }

  private void read(Path file) throws IOException {
    Policy policy = sources.parse(Files.readString(file));

    assertThat(file.getFileName()).hasToString(policy.name() + ".yaml");
    assertThat(policy.description()).isNotBlank();
  }
}
