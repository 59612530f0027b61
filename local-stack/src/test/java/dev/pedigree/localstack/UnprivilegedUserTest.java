package dev.pedigree.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnprivilegedUserTest {
  private final UnprivilegedUser user = new UnprivilegedUser();

  @Test
  void whoIsNotRootStaysAndReadsInPlace(@TempDir Path home) throws IOException {
    assumeTrue(!isRoot());

    assertThat(user.command()).isEmpty();
    assertThat(user.readable(home)).isEqualTo(home);
  }

  @Test
  void rootsPrivateFoldersAreCopiedToWhereNobodyReadsThem(@TempDir Path home) throws IOException {
    assumeTrue(isRoot());
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    Path program = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

    Path copy = user.readable(home.resolve("jdk"));

    assertThat(copy).startsWithRaw(Path.of("/var/tmp/pedigree-root"));
    assertThat(Files.getPosixFilePermissions(copy.resolve("bin/java")))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(user.reachable(home.resolve("data")))
        .startsWithRaw(Path.of("/var/tmp/pedigree-root"));
    for (String part : List.of("bin/java", "bin", ".copied", "")) {
      Files.delete(copy.resolve(part));
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
