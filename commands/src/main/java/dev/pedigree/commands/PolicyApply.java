package dev.pedigree.commands;

import dev.pedigree.commands.PolicyPlan.Step;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings exactly the policies of a folder into force: publishes what is new in it, and retires what
 * is not in it.
 */
public final class PolicyApply {
  private final PolicyClient gateway;
  private final PrintStream out;
  private final Progress progress;

  /** Tells {@code out} what is done, and {@code progress} how far it is. */
  public PolicyApply(GatewayClient gateway, PrintStream out, Progress progress) {
    this.gateway = new PolicyClient(gateway);
    this.out = out;
    this.progress = progress;
  }

  /**
   * What is asked for.
   *
   * @param dryRun whether to end with the plan
   * @param keepOthers whether policies that are not in the folder stay in force
   */
  public record Options(Path folder, boolean dryRun, boolean keepOthers) {
    /** From {@code apply FOLDER}, with flags wherever they stand. */
    public static Options parse(List<String> arguments) {
      var words = new ArrayList<>(arguments);
      boolean dryRun = words.remove("--dry-run");
      boolean keepOthers = words.remove("--keep-others");
      if (words.size() != 2 || !words.getFirst().equals("apply") || !isPath(words.getLast())) {
        throw new CommandFailedException(
            "arguments: "
                + arguments
                + " (expected: apply FOLDER, and --dry-run or --keep-others if wanted)");
      }
      return new Options(Path.of(words.getLast()), dryRun, keepOthers);
    }

    private static boolean isPath(String word) {
      return !word.isEmpty() && !word.startsWith("-");
    }

    private String reason() {
      return "not in " + folder.toAbsolutePath().normalize().getFileName() + " any more";
    }
  }

  /**
   * Has everything checked, shows the plan, and carries it out. What would newly violate a policy
   * is as the graph stood when the plan was made.
   *
   * @return 0 if it is done, 2 if any file was refused: then nothing was changed
   * @throws CommandFailedException if it stopped on the way; says what was done until then
   */
  public int run(Options options) throws IOException {
    PolicyPlan plan;
    Map<Step, NewViolations> effects;
    try {
      plan = plan(options);
      effects = plan.problems().isEmpty() ? effects(plan.steps()) : Map.of();
    } finally {
      progress.clear();
    }
    if (!plan.problems().isEmpty()) {
      return refused(plan.problems());
    }
    show(plan.steps(), effects);
    if (options.dryRun()) {
      out.println("Dry run: nothing was changed.");
    } else {
      apply(plan.steps(), options.reason());
      out.println(done(plan.steps()));
    }
    return ExitCode.OK;
  }

  /** With what is wrong with any of the files. */
  private PolicyPlan plan(Options options) throws IOException {
    PolicyFolder folder = PolicyFolder.read(options.folder());
    var problems = new ArrayList<>(folder.problems());
    var offered = check(folder.files(), problems);
    PolicyPlan plan = PolicyPlan.of(offered, gateway.published(), options.keepOthers());
    problems.addAll(plan.problems());
    return new PolicyPlan(plan.steps(), problems);
  }

  private List<PolicyPlan.Offered> check(List<PolicyFile> files, List<PolicyProblem> problems)
      throws IOException {
    var offered = new ArrayList<PolicyPlan.Offered>();
    for (int index = 0; index < files.size(); index++) {
      gateway.check(files.get(index), problems).ifPresent(offered::add);
      showProgress("checked", index + 1, files.size());
    }
    return offered;
  }

  private Map<Step, NewViolations> effects(List<Step> steps) throws IOException {
    var effects = new LinkedHashMap<Step, NewViolations>();
    for (int index = 0; index < steps.size(); index++) {
      if (steps.get(index) instanceof Step.Publish it) {
        effects.put(it, gateway.newViolations(it.file()));
      }
      showProgress("tried on the graph", index + 1, steps.size());
    }
    return effects;
  }

  private void showProgress(String what, int count, int total) {
    progress.show(() -> "%d of %d policies %s".formatted(count, total, what));
  }

  private int refused(List<PolicyProblem> problems) {
    problems.stream()
        .sorted(
            Comparator.comparing(PolicyProblem::file)
                .thenComparingInt(PolicyProblem::line)
                .thenComparingInt(PolicyProblem::column))
        .forEach(out::println);
    out.println("Refused: nothing was changed.");
    return ExitCode.REFUSED;
  }

  private void show(List<Step> steps, Map<Step, NewViolations> effects) {
    for (Step step : steps) {
      out.println(describe(step));
      NewViolations effect = effects.get(step);
      if (effect != null) {
        out.println("             newly violating: " + effect.count());
        effect.first().forEach(line -> out.println("               " + line));
      }
    }
    out.flush();
  }

  private static String describe(Step step) {
    String before = step instanceof Step.Publish it ? before(it.before()) : "";
    return "  %-9s  %s%s".formatted(verb(step), title(step), before);
  }

  private static String verb(Step step) {
    return switch (step) {
      case Step.Publish _ -> "publish";
      case Step.Unchanged _ -> "unchanged";
      case Step.Retire _ -> "retire";
      case Step.Keep _ -> "keep";
    };
  }

  private static String before(PolicyPlan.@Nullable Published before) {
    if (before == null) {
      return " (new)";
    }
    return " (" + before.version() + (before.active() ? " is in force)" : " was retired)");
  }

  private static String title(Step step) {
    return step.name() + " " + step.version();
  }

  private void apply(List<Step> steps, String reason) {
    for (int index = 0; index < steps.size(); index++) {
      try {
        carryOut(steps.get(index), reason);
      } catch (IOException | CommandFailedException e) {
        progress.clear();
        throw new CommandFailedException(stopped(steps, index, e));
      }
      showProgress("applied", index + 1, steps.size());
    }
    progress.clear();
  }

  private void carryOut(Step step, String reason) throws IOException {
    switch (step) {
      case Step.Publish it -> gateway.publish(it.file());
      case Step.Retire it -> gateway.retire(it.name(), reason);
      case Step.Unchanged _, Step.Keep _ -> {}
    }
  }

  private static String stopped(List<Step> steps, int at, Exception e) {
    String why = e.getMessage() == null ? "nothing answers" : e.getMessage();
    return """
    stopped at %s: %s
      applied: %s
      not applied, or not known to be: %s
      Running it again goes on from there."""
        .formatted(
            title(steps.get(at)),
            why,
            changes(steps.subList(0, at)),
            changes(steps.subList(at, steps.size())));
  }

  private static String changes(List<Step> steps) {
    String changes =
        steps.stream()
            .filter(step -> step instanceof Step.Publish || step instanceof Step.Retire)
            .map(step -> verb(step) + " " + title(step))
            .collect(Collectors.joining(", "));
    return changes.isEmpty() ? "none" : changes;
  }

  private static String done(List<Step> steps) {
    return "Done: %d published, %d retired, %d unchanged, %d kept."
        .formatted(
            count(steps, Step.Publish.class),
            count(steps, Step.Retire.class),
            count(steps, Step.Unchanged.class),
            count(steps, Step.Keep.class));
  }

  private static long count(List<Step> steps, Class<? extends Step> kind) {
    return steps.stream().filter(kind::isInstance).count();
  }
}
