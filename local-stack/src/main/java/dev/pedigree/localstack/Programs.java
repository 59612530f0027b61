package dev.pedigree.localstack;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Programs of this machine that servers are started with. */
final class Programs {
  /** Environment variables that would change how a server's JVM behaves. */
  static final Set<String> JVM_VARIABLES =
      Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_OPTS");

  private Programs() {}

  /** The folder of the JDK that this JVM runs on. */
  static Path jdk() {
    return Path.of(System.getProperty("java.home"));
  }

  /** This JVM's {@code java}. */
  static String java() {
    return jdk().resolve("bin/java").toString();
  }

  /** An executable on the PATH. */
  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
