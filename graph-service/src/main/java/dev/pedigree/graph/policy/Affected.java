package dev.pedigree.graph.policy;

import dev.pedigree.graph.lineage.Meter;
import dev.pedigree.graph.lineage.Progeny;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * Collects the artifacts about which the rules of a policy that look further may decide otherwise
 * than before. For one thread, inside one read of a topology.
 */
final class Affected {
  private final List<Rule> rules;
  private final TopologyReader graph;
  private final TypeSystem types;
  private final Tester tester;

  /** Themselves. */
  private final BitSet alone = new BitSet();

  /** With all that descends from them. */
  private final BitSet withDescendants = new BitSet();

  Affected(Policy policy, TopologyReader graph, TypeSystem types, Tester tester) {
    this.rules = policy.furtherRules();
    this.graph = graph;
    this.types = types;
    this.tester = tester;
  }

  /** Something of this artifact has changed, or its age has passed a limit. */
  void changed(int artifact, Aspect aspect) {
    if (artifact >= graph.artifactCount()) {
      return;
    }
    alone.set(artifact);
    switch (aspect) {
      case PARENTS, STANDING -> withDescendants.set(artifact);
      case STAGE, RECORDED, DESCRIPTION, CHECKS, QUARANTINE -> {}
    }
    for (Rule rule : rules) {
      if (decides(rule, aspect)) {
        changed(rule, artifact);
      }
    }
  }

  private static boolean decides(Rule rule, Aspect aspect) {
    return switch (aspect) {
      case PARENTS, STANDING, RECORDED -> true;
      case STAGE, DESCRIPTION, CHECKS, QUARANTINE ->
          rule.expressions().anyMatch(it -> it.aspects().contains(aspect));
    };
  }

  private void changed(Rule rule, int artifact) {
    if (rule instanceof Rule.OfEvidence evidence) {
      evidenceChanged(evidence, artifact);
      parentOfEvidenceChanged(evidence, artifact);
      if (evidence.of() != null) {
        withDescendants.set(artifact);
      }
    } else {
      withDescendants.set(artifact);
    }
  }

  private void evidenceChanged(Rule.OfEvidence rule, int artifact) {
    if (tester.isOf(rule.evidence().kinds(), artifact)) {
      graph.parents(
          artifact,
          (edge, type, target) -> {
            if (rule.evidence().isAlong(types.edgeTypes().get(type))) {
              (rule.of() == null ? alone : withDescendants).set(target);
            }
          });
    }
  }

  private void parentOfEvidenceChanged(Rule.OfEvidence rule, int artifact) {
    Rule.Relatives parents = rule.parents();
    if (parents != null && tester.isOf(parents.kinds(), artifact)) {
      graph.children(
          artifact,
          (edge, type, evidence) -> {
            if (parents.isAlong(types.edgeTypes().get(type))) {
              evidenceChanged(rule, evidence);
            }
          });
    }
  }

  /** All of them. */
  BitSet artifacts(Instant now, Meter meter) {
    BitSet all =
        withDescendants.isEmpty()
            ? new BitSet()
            : Progeny.of(withDescendants, Steps.ALL, graph, types, now, meter);
    all.or(withDescendants);
    all.or(alone);
    return all;
  }
}
