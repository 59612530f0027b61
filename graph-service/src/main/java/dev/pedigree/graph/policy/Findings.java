package dev.pedigree.graph.policy;

import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is found against one artifact under one policy, and what of it is waived. */
final class Findings {
  private static final int MAX_SHOWN = 10;

  private final Policy policy;
  private final int subject;
  private final TopologyReader graph;
  private final Map<Integer, Waiver> waivers = new HashMap<>();

  /** By message, which offenders were found; 0: none in particular, else one more than each. */
  private final Map<String, BitSet> found = new HashMap<>();

  private final List<Violation> shown = new ArrayList<>();
  private int count;
  private boolean blocks;

  /**
   * Finds nothing yet.
   *
   * @param waivers those of the policy that have not ended
   */
  Findings(Policy policy, int subject, TopologyReader graph, List<Waiver> waivers) {
    this.policy = policy;
    this.subject = subject;
    this.graph = graph;
    for (Waiver waiver : waivers) {
      graph.artifact(waiver.artifact()).ifPresent(artifact -> this.waivers.put(artifact, waiver));
    }
  }

  /** Something cannot be decided, which counts as a violation. */
  void undecided(String what, Exception why) {
    add(null, what, why);
  }

  /** Whether what is found now will be among what is shown. */
  boolean showsMore() {
    return shown.size() < MAX_SHOWN;
  }

  void add(@Nullable Integer offender, String message) {
    add(offender, message, null);
  }

  /**
   * Found once, however often it is added.
   *
   * @param why it could not be decided; null: it was
   */
  void add(@Nullable Integer offender, String message, @Nullable Exception why) {
    BitSet offenders = found.computeIfAbsent(message, _ -> new BitSet());
    int mark = offender == null ? 0 : offender + 1;
    if (offenders.get(mark)) {
      return;
    }
    offenders.set(mark);
    count++;
    Waiver waiver = waiver(offender);
    blocks |= policy.severity() == Severity.BLOCK && waiver == null;
    if (showsMore()) {
      String shownMessage =
          why == null ? message : message + " (not decided: " + why.getMessage() + ")";
      shown.add(
          new Violation(
              policy,
              graph.artifactId(subject),
              offender == null ? null : graph.artifactId(offender),
              shownMessage,
              waiver));
    }
  }

  private @Nullable Waiver waiver(@Nullable Integer offender) {
    Waiver own = waivers.get(subject);
    return own != null || offender == null ? own : waivers.get(offender);
  }

  /** The first that were found. */
  List<Violation> shown() {
    return shown;
  }

  int count() {
    return count;
  }

  /** Whether something of it stands in a promotion's way. */
  boolean blocks() {
    return blocks;
  }
}
