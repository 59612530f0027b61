package dev.pedigree.operations.image;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.junit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a Dockerfile makes, made without Docker: each stage is a folder, and its instructions are
 * carried out there one after the other. Only the base images are missing; their programs are those
 * of this machine.
 *
 * @param root the folder that stands for {@code /}; nothing in it can be written but what belongs
 *     to the image's user
 * @param environment what {@code ENV} says, with paths of this machine
 * @param user such as {@code 10001:10001}
 * @param command the entry point, with paths of this machine
 * @param health the health check, likewise
 */
public record Image(
    Path root,
    Map<String, String> environment,
    String user,
    List<String> command,
    List<String> health) {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(5);

  /** What needs a base image, or root's rights there. */
  private static final Pattern OF_THE_SYSTEM = Pattern.compile("(groupadd|install) .*");

  private static final Pattern ABSOLUTE = Pattern.compile("(^|[=@])(/(?:opt|app|build|var)\\b)");

  /** Copies. */
  public Image {
    environment = Map.copyOf(environment);
    command = List.copyOf(command);
    health = List.copyOf(health);
  }

  /**
   * Makes one.
   *
   * @param name of the Dockerfile
   * @param folder made if it is absent; open to everybody, like all above it
   * @param steps those that other images have taken already
   */
  static Image build(String name, Path folder, Steps steps) throws IOException {
    Path context = Checkout.find().root();
    return new Building(context, folder, steps)
        .image(Dockerfile.read(context.resolve("docker/" + name + ".Dockerfile")));
  }

  /** A file of the image, by its path there. */
  public Path file(String path) {
    return root.resolve(path.substring(1));
  }

  /** Lets its files be deleted. */
  void release() throws IOException {
    permit(root, "rwxr-xr-x", "rw-r--r--");
  }

  private static void permit(Path folder, String opening, String closed) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(folder)) {
      all = paths.filter(path -> !Files.isSymbolicLink(path)).toList();
    }
    for (Path path : all) {
      boolean opens = Files.isDirectory(path) || Files.isExecutable(path);
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(opens ? opening : closed));
    }
  }

  private static final class Building {
    private final Path context;
    private final Path folder;
    private final Steps steps;
    private final Map<String, Path> stages = new HashMap<>();
    private final List<Dockerfile.Instruction> taken = new ArrayList<>();
    private Path stage;
    private Path workingFolder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String user = "0";
    private List<String> command = List.of();
    private List<String> health = List.of();

    Building(Path context, Path folder, Steps steps) {
      this.context = context;
      this.folder = folder;
      this.steps = steps;
      this.stage = folder;
      this.workingFolder = folder;
    }

    Image image(Dockerfile dockerfile) throws IOException {
      for (Dockerfile.Instruction each : dockerfile.instructions()) {
        taken.add(each);
        carryOut(each.keyword(), each.rest());
      }
      permit(stage, "r-xr-xr-x", "r--r--r--");
      return new Image(stage, environment, user, command, health);
    }

    private void carryOut(String keyword, String rest) throws IOException {
      switch (keyword) {
        case "FROM" -> begin(rest.split(" ", -1));
        case "WORKDIR" -> workingFolder = Files.createDirectories(Path.of(here(rest)));
        case "COPY" -> copy(List.of(rest.split(" ", -1)));
        case "RUN" -> steps.take(taken, stage, () -> run(rest));
        case "ENV" -> environment.putAll(variables(rest));
        case "USER" -> user = rest;
        case "VOLUME" -> Files.createDirectories(Path.of(here(rest)));
        case "HEALTHCHECK" -> health = words(rest.substring(rest.indexOf("CMD ") + 4));
        case "ENTRYPOINT" -> command = words(rest);
        case "ARG", "EXPOSE" -> {}
        default -> throw new IllegalArgumentException(keyword + " " + rest);
      }
    }

    private void begin(String... words) throws IOException {
      stage = Files.createDirectories(folder.resolve("stage-" + stages.size()));
      stages.put(words.length > 2 ? words[2] : "", stage);
      taken.clear();
      workingFolder = stage;
    }

    private void copy(List<String> words) throws IOException {
      boolean ofStage = words.getFirst().startsWith("--from=");
      Path base =
          ofStage
              ? Objects.requireNonNull(stages.get(words.getFirst().substring("--from=".length())))
              : context;
      Path target = workingFolder.resolve(here(words.getLast())).normalize();
      for (String source : words.subList(ofStage ? 1 : 0, words.size() - 1)) {
        Path from = base.resolve(source.startsWith("/") ? source.substring(1) : source);
        if (Files.isDirectory(from)) {
          Steps.copy(from, target);
        } else {
          Files.createDirectories(target);
          Steps.copyFile(from, target.resolve(from.getFileName()));
        }
      }
    }

    private void run(String line) {
      if (OF_THE_SYSTEM.matcher(line).matches()) {
        return;
      }
      String[] words = Stream.of(line.split(" ", -1)).map(this::here).toArray(String[]::new);
      Path bin = Path.of(System.getProperty("java.home"), "bin");
      Map<String, String> path = Map.of("PATH", bin + ":" + System.getenv("PATH"));
      Program.Result result = new Program(workingFolder, path, STEP_LIMIT).run(words);
      if (result.code() != 0) {
        throw new IllegalStateException(
            line + " ended with " + result.code() + ": " + result.output());
      }
    }

    private static Map<String, String> split(String rest) {
      Map<String, String> variables = new LinkedHashMap<>();
      Matcher each = Pattern.compile("(\\w+)=(\"[^\"]*\"|\\S+)").matcher(rest);
      while (each.find()) {
        variables.put(each.group(1), each.group(2).replace("\"", ""));
      }
      return variables;
    }

    private Map<String, String> variables(String rest) {
      Map<String, String> variables = split(rest);
      variables.replaceAll((_, value) -> here(value));
      return variables;
    }

    private List<String> words(String json) {
      return JsonMapper.shared().readValue(json, new TypeReference<List<String>>() {}).stream()
          .map(this::here)
          .toList();
    }

    /** The same with the stage's folder for the root. */
    private String here(String text) {
      return ABSOLUTE.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(stage + "") + "$2");
    }
  }
}
