package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.EdgeMutation;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.artifact.UnhashedReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every fact type, with all that it can hold and with as little as it can hold. */
final class FactSamples {
  private static final ArtifactId ONE = new ArtifactId(new Digest(1, -2, 3, -4));
  private static final ArtifactId TWO = new ArtifactId(new Digest(5, 6, Long.MIN_VALUE, 8));
  private static final ArtifactName FULL_NAME = new ArtifactName("équipe/数据", "name", "v1");
  private static final ArtifactName SHORT_NAME = new ArtifactName("", "", null);
  private static final List<Label> LABELS =
      List.of(new Label("b", "2"), new Label("a", "\uD83D\uDE00"));
  private static final String ATTRIBUTES = "{\"a\":1,\"b\":[null]}";

  private FactSamples() {}

  /** Drafts by name, in a fixed order. */
  static Map<String, Change.Draft> all() {
    Map<String, Change.Draft> samples = new LinkedHashMap<>(version1());
    samples.putAll(version2());
    samples.putAll(version3());
    samples.putAll(version4());
    return samples;
  }

  /** Those that need version 4. */
  static Map<String, Change.Draft> version4() {
    return Map.of(
        "imported",
        new Change.Draft(
            "x",
            null,
            List.of(
                new Fact.DocumentImported(TWO.digest(), "openlineage"),
                new Fact.ArtifactReleased(ONE, "by it")),
            List.of()));
  }

  /** Those that need version 3. */
  static Map<String, Change.Draft> version3() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    facts.put("policy", new Fact.PolicyPublished("pii", 7, "name: pii\n"));
    facts.put("policy-retired", new Fact.PolicyRetired("pii", "replaced"));
    facts.put(
        "policy-waived",
        new Fact.PolicyWaived("pii", ONE, "legacy", Instant.parse("2030-01-01T00:00:00.5Z")));
    facts.put(
        "judged-full",
        new Fact.PromotionJudged(
            ONE,
            Stage.PRODUCTION,
            false,
            List.of(
                new PolicyViolation("pii", 7, TWO, "not filtered", true),
                new PolicyViolation("age", 1, null, "", false)),
            300));
    facts.put("judged-minimal", new Fact.PromotionJudged(ONE, Stage.STAGING, true, List.of(), 0));
    Map<String, Change.Draft> samples = new LinkedHashMap<>();
    facts.forEach(
        (name, fact) -> samples.put(name, new Change.Draft("x", null, List.of(fact), List.of())));
    return samples;
  }

  /** Those that need version 2. */
  static Map<String, Change.Draft> version2() {
    return Map.of(
        "schema",
        new Change.Draft(
            "x",
            null,
            List.of(
                new Fact.SchemaPublished("0123456789abcdef", "type Query { a: Int }\n"),
                new Fact.ArtifactReleased(ONE, "after it")),
            List.of()));
  }

  /** Those that version 1 has. */
  static Map<String, Change.Draft> version1() {
    Map<String, Change.Draft> samples = new LinkedHashMap<>();
    samples.put(
        "draft-full",
        new Change.Draft(
            "someone",
            new Change.Request("r-1", ONE.digest()),
            List.of(
                new Fact.ArtifactReleased(ONE, "first"), new Fact.ArtifactRetracted(TWO, "second")),
            List.of(
                new Change.Warning("SAME_CONTENT", "why", "input.artifacts[0]"),
                new Change.Warning("REVERTED", "", null))));
    samples.put("draft-minimal", new Change.Draft("", null, List.of(), List.of()));
    facts()
        .forEach(
            (name, fact) ->
                samples.put(name, new Change.Draft("x", null, List.of(fact), List.of())));
    return samples;
  }

  private static Map<String, Fact> facts() {
    Map<String, Fact> facts = new LinkedHashMap<>();
    artifactFacts(facts);
    markFacts(facts);
    edgeFacts(facts);
    facts.put(
        "erasure-full",
        new Fact.ErasurePerformed(Map.of(300L, ONE.digest(), 7L, TWO.digest()), "because"));
    facts.put("erasure-minimal", new Fact.ErasurePerformed(Map.of(), ""));
    for (UnhashedReason reason : UnhashedReason.values()) {
      facts.put("unhashed-" + reason, recorded(reason, Provenance.UNKNOWN));
    }
    for (Provenance provenance : Provenance.values()) {
      facts.put("provenance-" + provenance, recorded(UnhashedReason.OTHER, provenance));
    }
    for (Stage stage : Stage.values()) {
      facts.put("stage-" + stage, new Fact.StageChanged(ONE, stage, null));
    }
    return facts;
  }

  private static Fact recorded(UnhashedReason reason, Provenance provenance) {
    return new Fact.ArtifactRecorded(
        ONE, "MODEL", SHORT_NAME, null, reason, null, provenance, List.of(), null, List.of(), "{}");
  }

  private static void artifactFacts(Map<String, Fact> facts) {
    facts.put(
        "recorded-full",
        new Fact.ArtifactRecorded(
            ONE,
            "MODEL",
            FULL_NAME,
            ONE.digest(),
            UnhashedReason.LOST,
            Instant.parse("1969-12-31T23:59:58.999999999Z"),
            Provenance.COMPLETE,
            List.of("o1", "o2", "o1"),
            "",
            LABELS,
            ATTRIBUTES));
    facts.put(
        "recorded-minimal",
        new Fact.ArtifactRecorded(
            TWO, "", SHORT_NAME, null, null, null, null, List.of(), null, List.of(), "{}"));
    facts.put("extended-full", new Fact.ArtifactExtended(ONE, "MODEL", FULL_NAME, ATTRIBUTES));
    facts.put("extended-minimal", new Fact.ArtifactExtended(ONE, "", SHORT_NAME, "{}"));
    facts.put(
        "amended-full",
        new Fact.ArtifactAmended(
            ONE,
            LABELS,
            List.of("old"),
            List.of("o1"),
            "d",
            ATTRIBUTES,
            Provenance.PARTIAL,
            "reason"));
    facts.put(
        "amended-no-owners",
        new Fact.ArtifactAmended(ONE, List.of(), List.of(), List.of(), null, "{}", null, null));
    facts.put(
        "amended-minimal",
        new Fact.ArtifactAmended(ONE, List.of(), List.of(), null, null, "{}", null, null));
  }

  private static void markFacts(Map<String, Fact> facts) {
    facts.put("retracted", new Fact.ArtifactRetracted(ONE, "reason"));
    facts.put("quarantined", new Fact.ArtifactQuarantined(ONE, ""));
    facts.put("released", new Fact.ArtifactReleased(ONE, "reason"));
    facts.put("stage-full", new Fact.StageChanged(ONE, Stage.PRODUCTION, "reason"));
    facts.put(
        "check-full", new Fact.CheckRecorded(ONE, "licence", 3, CheckOutcome.PASSED, "evidence"));
    facts.put("check-minimal", new Fact.CheckRecorded(ONE, "", -1, CheckOutcome.FAILED, null));
    facts.put("check-revoked-full", new Fact.CheckRevoked(ONE, "licence", 0, "reason"));
    facts.put("check-revoked-minimal", new Fact.CheckRevoked(ONE, "", Integer.MAX_VALUE, null));
  }

  private static void edgeFacts(Map<String, Fact> facts) {
    facts.put(
        "edge-full",
        new Fact.EdgeRecorded(
            "TRAINED_ON",
            ONE,
            TWO,
            0.1,
            List.of(
                new EdgeMutation("QUANTIZATION", "to 4 bits", "{\"bits\":4}"),
                new EdgeMutation("MERGE", null, "{}")),
            ATTRIBUTES));
    facts.put("edge-minimal", new Fact.EdgeRecorded("", ONE, TWO, null, List.of(), "{}"));
    facts.put("edge-weightless", new Fact.EdgeRecorded("T", ONE, TWO, 0.0, List.of(), "{}"));
    facts.put("edge-retracted", new Fact.EdgeRetracted("TRAINED_ON", ONE, TWO, "reason"));
  }
}
