package dev.pedigree.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What brings exactly the policies of a folder into force.
 *
 * @param steps of the folder's policies in the order of their files, then of the others in force
 * @param problems why it must not be done; empty: nothing is against it
 */
record PolicyPlan(List<Step> steps, List<PolicyProblem> problems) {
  PolicyPlan {
    steps = List.copyOf(steps);
    problems = List.copyOf(problems);
  }

  /** A file whose text is a policy. */
  record Offered(PolicyFile file, String name, int version) {}

  /** A policy as the gateway has it, in its highest version; it may be retired. */
  record Published(String name, int version, String source, boolean active) {}

  /** What becomes of one policy. */
  sealed interface Step {
    String name();

    int version();

    /** Brings it into force; {@code before} is null if no version of it was ever published. */
    record Publish(PolicyFile file, String name, int version, @Nullable Published before)
        implements Step {}

    /** It is in force as it is in the folder. */
    record Unchanged(String name, int version) implements Step {}

    /** Takes it out of force. */
    record Retire(String name, int version) implements Step {}

    /** It is not in the folder, and stays in force all the same. */
    record Keep(String name, int version) implements Step {}
  }

  /**
   * Compares a folder with what the gateway has.
   *
   * @param keepOthers whether what is not in the folder stays in force
   */
  static PolicyPlan of(List<Offered> folder, List<Published> gateway, boolean keepOthers) {
    Map<String, Published> known = new HashMap<>();
    gateway.forEach(it -> known.put(it.name(), it));
    Map<String, Offered> seen = new HashMap<>();
    var steps = new ArrayList<Step>();
    var problems = new ArrayList<PolicyProblem>();
    for (Offered it : folder) {
      Published before = known.get(it.name());
      Offered twin = seen.putIfAbsent(it.name(), it);
      if (twin == null) {
        steps.add(step(it, before));
      } else {
        problems.add(
            it.file()
                .problem(
                    "name",
                    it.name() + " is in " + twin.file().path() + " too (expected: in one)"));
      }
    }
    for (Published it : gateway) {
      if (it.active() && !seen.containsKey(it.name())) {
        steps.add(
            keepOthers
                ? new Step.Keep(it.name(), it.version())
                : new Step.Retire(it.name(), it.version()));
      }
    }
    return new PolicyPlan(steps, problems);
  }

  private static Step step(Offered it, @Nullable Published before) {
    return before != null && before.active() && before.version() == it.version()
        ? new Step.Unchanged(it.name(), it.version())
        : new Step.Publish(it.file(), it.name(), it.version(), before);
  }
}
