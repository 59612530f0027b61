package dev.pedigree.bench.operations;

import dev.pedigree.localstack.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The gateway as its image has it, made by the image's own scripts: its layers in one folder, a
 * small Java runtime, and what the JVM learned in a training run.
 */
record GatewayProgram(Path folder) {
  private static final String JAR = "pedigree-gateway.jar";

  /** Makes it in a folder that does not exist yet. */
  static GatewayProgram make(Path folder) throws IOException, InterruptedException {
    GatewayProgram made = new GatewayProgram(folder.toAbsolutePath());
    Path scripts = Checkout.find().root().resolve("docker");
    Path layers = folder.resolveSibling("layers");
    run(scripts.resolve("make-runtime"), made.runtime());
    run(scripts.resolve("unpack"), Checkout.find().gatewayJar(), layers);
    for (String layer :
        List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application")) {
      copy(layers.resolve(layer), folder);
    }
    Files.copy(scripts.resolve("java.options"), folder.resolve("java.options"));
    run(scripts.resolve("train"), made.java(), made.jar());
    return made;
  }

  private static void run(Path script, Path... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(script.toString());
    Stream.of(arguments).forEach(it -> command.add(it.toString()));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin:", (old, own) -> own + old);
    Process process = builder.start();
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(command + " failed");
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private Path runtime() {
    return folder.resolveSibling("runtime");
  }

  private Path java() {
    return runtime().resolve("bin/java");
  }

  private Path jar() {
    return folder.resolve(JAR);
  }

  /** Bytes of what the training run left. */
  long cacheBytes() throws IOException {
    return Files.size(folder.resolve("app.aot"));
  }

  /** The command line of the image. */
  List<String> command(boolean cached, String... options) {
    List<String> command = new ArrayList<>();
    command.add(java().toString());
    if (cached) {
      command.add("-XX:AOTCache=" + folder.resolve("app.aot"));
    }
    command.add("@" + folder.resolve("java.options"));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", jar().toString()));
    return command;
  }
}
