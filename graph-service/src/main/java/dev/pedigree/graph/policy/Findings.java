package dev.pedigree.graph.policy;

import dev.pedigree.graph.topology.TopologyReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what is found against one artifact under one policy, and what of it is waived. */
final class Findings {
  /** With one message. */
  private static final int MAX_SHOWN = 10;

  private final Policy policy;
  private final int subject;
  private final TopologyReader graph;
  private final Map<Integer, Waiver> waivers = new HashMap<>();

  /** By message, in the order of the first finding. */
  private final Map<String, OfMessage> found = new LinkedHashMap<>();

  private int count;
  private boolean blocks;

  /** What was found with one message. */
  private static final class OfMessage {
    /** 0: none in particular, else one more than each. */
    final BitSet offenders = new BitSet();

    /** The first of those that are not waived. */
    final List<Violation> standing = new ArrayList<>();

    /** The first of those that are. */
    final List<Violation> waived = new ArrayList<>();
  }

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

  /** Whether another finding with that message may be among what is shown. */
  boolean showsMore(String message) {
    OfMessage known = found.get(message);
    return known == null || known.standing.size() < MAX_SHOWN;
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
    OfMessage known = found.computeIfAbsent(message, _ -> new OfMessage());
    int mark = offender == null ? 0 : offender + 1;
    if (known.offenders.get(mark)) {
      return;
    }
    known.offenders.set(mark);
    count++;
    Waiver waiver = waiver(offender);
    blocks |= policy.severity() == Severity.BLOCK && waiver == null;
    List<Violation> shown = waiver == null ? known.standing : known.waived;
    if (shown.size() < MAX_SHOWN) {
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

  /** The first that were found of each message: those that are not waived, then others. */
  List<Violation> shown() {
    List<Violation> all = new ArrayList<>();
    for (OfMessage each : found.values()) {
      each.standing.stream().limit(MAX_SHOWN).forEach(all::add);
    }
    for (OfMessage each : found.values()) {
      each.waived.stream().limit(MAX_SHOWN - each.standing.size()).forEach(all::add);
    }
    return all;
  }

  int count() {
    return count;
  }

  /** Whether something of it stands in a promotion's way. */
  boolean blocks() {
    return blocks;
  }
}
