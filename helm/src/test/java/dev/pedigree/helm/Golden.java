package dev.pedigree.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the tests write, and that is looked at when it changes. */
final class Golden {
  private static final String REWRITE = "mvn -pl helm -am package -Dpedigree.golden=rewrite";

  private Golden() {}

  static void check(Path file, String expected) throws IOException {
    if ("rewrite".equals(System.getProperty("pedigree.golden"))) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, expected);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .withFailMessage("%s is not what it would be now; to rewrite it: %s", file, REWRITE)
        .isEqualTo(expected);
  }
}
