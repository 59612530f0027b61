package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the complete SDL in review: every change of the API is a change of {@code api.graphqls}.
 */
class GoldenSdlTest {
  private static final Path GOLDEN = Path.of("api.graphqls");
  private static final String REWRITE =
      "mvn -q -pl schema test -Dtest=GoldenSdlTest -Dpedigree.golden=rewrite";

  @Test
  void theCompleteSdlIsTheOneThatWasReviewed() throws IOException {
    String sdl = PedigreeSchema.load().sdl();
    if ("rewrite".equals(System.getProperty("pedigree.golden"))) {
      Files.writeString(GOLDEN, sdl);
    }

    String reviewed = Files.exists(GOLDEN) ? Files.readString(GOLDEN) : "";

    assertThat(sdl)
        .withFailMessage(
            () -> "schema/api.graphqls is not what the SDL says; to rewrite it: " + REWRITE)
        .isEqualTo(reviewed);
  }
}
