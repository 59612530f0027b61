package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.ExitCode;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.PolicyApply;
import dev.pedigree.commands.Progress;
import dev.pedigree.commands.Verify;
import dev.pedigree.identity.ContentException;
import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.ServerFailedException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs one command of the launcher and ends with its exit code. */
final class Pedigree {
  static final int OK = ExitCode.OK;
  static final int FAILED = ExitCode.FAILED;
  static final int REFUSED = ExitCode.REFUSED;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  private Pedigree() {}

  /** A command's name, then its arguments. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      return run(arguments.getFirst(), arguments.subList(1, arguments.size()));
    } catch (CommandFailedException
        | ContentException
        | ServerFailedException
        | IllegalStateException e) {
      System.err.println("pedigree: " + e.getMessage());
    } catch (ConnectException e) {
      System.err.println("pedigree: nothing answers (expected: started by `./pedigree up`)");
    } catch (IOException e) {
      System.err.println("pedigree: " + e);
    }
    return FAILED;
  }

  private static int run(String command, List<String> arguments) throws IOException {
    return switch (command) {
      case "up" -> lifecycle().up();
      case "down" -> lifecycle().down();
      case "status" -> lifecycle().status();
      case "logs" -> new Logs(Installation.ofEnvironment()).show(arguments);
      case "import" -> load(Documents.Options.parse(arguments));
      case "demo" -> demo(arguments);
      case "retract" -> retract(arguments);
      case "manifest" -> manifest(arguments);
      case "export" -> export(arguments);
      case "diff" -> diff(arguments);
      case "verify" -> verify(arguments);
      case "checkpoint" -> checkpoint(arguments);
      case "prove" -> prove(arguments);
      case "backup", "restore" ->
          new JournalCopy(Installation.ofEnvironment(), System.err).run(command, arguments);
      case "reindex" -> reindex();
      case "id" -> id(only(arguments, "id FILE, or FOLDER"));
      case "schema" -> schema(arguments);
      case "policy" -> policy(arguments);
      case "suites" -> suites(only(arguments, "suites SECONDS"));
      default ->
          throw new CommandFailedException("command: " + command + " (expected: see --help)");
    };
  }

  private static Lifecycle lifecycle() {
    return new Lifecycle(Installation.ofEnvironment(), System.out);
  }

  private static String only(List<String> arguments, String usage) {
    if (arguments.size() != 1) {
      throw new CommandFailedException("arguments: " + arguments + " (expected: " + usage + ")");
    }
    return arguments.getFirst();
  }

  private static int load(Documents.Options options) throws IOException {
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      return options.isLines()
          ? new Import(gateway, out, Progress.onStandardError(), FIRST_PAUSE)
              .run(options.files().getFirst())
          : new Documents(gateway, out, Progress.onStandardError()).run(options);
    }
  }

  private static int retract(List<String> arguments) throws IOException {
    var options = Retract.Options.parse(arguments);
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      return new Retract(gateway, out).run(options);
    }
  }

  private static int manifest(List<String> arguments) throws IOException {
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      return new Manifests(gateway, out).run(arguments);
    }
  }

  private static int demo(List<String> arguments) throws IOException {
    if (!arguments.isEmpty()) {
      throw new CommandFailedException("arguments: " + arguments + " (expected: none)");
    }
    var address = Installation.ofEnvironment().uri();
    try (var gateway = new GatewayClient(address);
        var out = output()) {
      var load = new Import(gateway, out, Progress.onStandardError(), FIRST_PAUSE);
      return new Demo(gateway, load, out).run(address);
    }
  }

  private static int export(List<String> arguments) throws IOException {
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      var export = new Export(gateway, Progress.onStandardError());
      String file = arguments.isEmpty() ? "-" : only(arguments, "export [FILE|-]");
      return export.to(file, out);
    }
  }

  private static int diff(List<String> arguments) throws IOException {
    var options = DiffOptions.parse(arguments);
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      new LineageDiffs(gateway)
          .ask(
              options,
              options.markdown() ? new DiffReport.Markdown(out) : new DiffReport.Text(out));
    }
    return OK;
  }

  private static int verify(List<String> arguments) throws IOException {
    if (!arguments.isEmpty()
        && !(arguments.size() == 2 && arguments.getFirst().equals("--repair"))) {
      throw new CommandFailedException(
          "arguments: " + arguments + " (expected: verify [--repair PROJECTION])");
    }
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri())) {
      var verify = new Verify(gateway, System.out, Progress.onStandardError());
      return arguments.isEmpty() ? verify.run() : verify.repair(arguments.getLast());
    }
  }

  private static int checkpoint(List<String> arguments) throws IOException {
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      var audit = new Audit(gateway, out);
      return arguments.equals(List.of("key"))
          ? audit.key()
          : audit.checkpoint(Audit.Options.parse(arguments));
    }
  }

  private static int prove(List<String> arguments) throws IOException {
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      return new Audit(gateway, out).prove(arguments);
    }
  }

  private static int reindex() throws IOException {
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri())) {
      return new Reindex(gateway, System.out, Progress.onStandardError()).run();
    }
  }

  private static int id(String path) {
    if (path.isEmpty()) {
      throw new CommandFailedException("path: empty (expected: that of a file or folder)");
    }
    return new Id(System.out, Progress.onStandardError()).run(Path.of(path));
  }

  private static int schema(List<String> arguments) throws IOException {
    if (arguments.size() != 2 || !arguments.getFirst().equals("check")) {
      throw new CommandFailedException("arguments: " + arguments + " (expected: check FOLDER)");
    }
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri())) {
      return new SchemaCheck(gateway, System.out).run(Path.of(arguments.getLast()));
    }
  }

  private static int policy(List<String> arguments) throws IOException {
    var options = PolicyApply.Options.parse(arguments);
    try (var gateway = new GatewayClient(Installation.ofEnvironment().uri());
        var out = output()) {
      return new PolicyApply(gateway, out, Progress.onStandardError()).run(options);
    }
  }

  private static int suites(String sinceSeconds) throws IOException {
    var since = Instant.ofEpochSecond(Long.parseLong(sinceSeconds));
    new TestSuites(Checkout.find().root(), since).print(System.out);
    return OK;
  }

  private static PrintStream output() {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
        false,
        StandardCharsets.UTF_8);
  }
}
