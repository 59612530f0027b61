package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaEvolutionTest {
  private static final String ROBOTS =
      """
      "Steers a robot."
      type RobotPolicy implements Artifact @kind(family: "weights", content: true, passesOn: [WEIGHTS, VOCABULARY], joinsLike: MODEL) {
        "What it drives. Null: not known."
        body: RobotBody
        "How often it decides, in hertz. Null: not known."
        rate: Int @range(min: 1, max: 1000)
        "What it is called on the shop floor. Null: not told."
        nickname: String @length(max: 80) @pattern(regex: "[a-z]+")
      }
      "What a policy drives."
      enum RobotBody {
        "One arm." ARM
        "Two legs."
        BIPED
      }
      "Learned by watching."
      type Imitation implements ArtifactMutation @mutation(flavor: INSERTION) {
        "How many episodes were watched. Null: not known."
        episodes: Int
      }
      extend enum EdgeType {
        "Was trained in the parent's world."
        SIMULATED_IN @edge(children: [ROBOT_POLICY], parents: [CODE, DATASET], inherits: [BEHAVIOUR])
      }
      """;

  private static final Map<String, Long> RECORDED = Map.of("ROBOT_POLICY", 3L, "SIMULATED_IN", 2L);

  @Test
  void readsWhatWasPublishedAsItWas() {
    PedigreeSchema schema = extended(ROBOTS);
    TypeSystem published = PedigreeSchema.published(schema.sdl());

    assertThat(published.version()).isEqualTo(schema.typeSystem().version());
    assertThat(published.kinds()).isEqualTo(schema.typeSystem().kinds());
    for (Kind kind : schema.typeSystem().kinds()) {
      assertThat(published.kind(kind.name()).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(kind);
    }
    for (EdgeType type : schema.typeSystem().edgeTypes()) {
      assertThat(published.edgeType(type.name()).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(type);
    }
    for (MutationType type : schema.typeSystem().mutationTypes()) {
      assertThat(published.mutationType(type.name()).orElseThrow())
          .usingRecursiveComparison()
          .isEqualTo(type);
    }
  }

  @Test
  void letsAdditionsAndDeprecationsPass() {
    PedigreeSchema before = extended(ROBOTS);
    PedigreeSchema after =
        extended(
            ROBOTS
                    .replace(
                        "  rate: Int", "  gait: String\n  \"New. Null: not known.\"\n  rate: Int")
                    .replace("  BIPED", "  BIPED\n  \"Four legs.\"\n  QUADRUPED")
                    .replace("max: 1000", "max: 2000")
                    .replace("max: 80", "max: 90")
                    .replace(" @pattern(regex: \"[a-z]+\")", " @deprecated(reason: \"use labels\")")
                    .replace("parents: [CODE, DATASET]", "parents: [CODE, DATASET, CORPUS]")
                + "\"A map.\" type RobotMap implements Artifact @kind(content: true) { \"m\" a: Int! }");

    assertThat(reasons(before, after)).isEmpty();
    assertThat(SchemaEvolution.brokenForClients(before.sdl(), after.sdl())).isEmpty();
  }

  @Test
  void letsPedigreeItselfBeExtended() {
    assertThat(reasons(PedigreeSchema.load(), extended(ROBOTS))).isEmpty();
    assertThat(
            SchemaEvolution.brokenForClients(PedigreeSchema.load().sdl(), extended(ROBOTS).sdl()))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "family: \"weights\", content: true, passesOn: [WEIGHTS, VOCABULARY] | family: \"robots\", content: true | kind ROBOT_POLICY: family becomes robots (expected: weights, as recorded facts have it)",
        "rate: Int | rate: Int! | RobotPolicy.rate becomes required (expected: it stays optional)",
        "max: 1000 | max: 100 | RobotPolicy.rate: @range becomes 1 to 100 (expected: no narrower than 1 to 1000)",
        "max: 80 | max: 8 | RobotPolicy.nickname: @length becomes 8 (expected: 80 or more)",
        "[a-z]+ | [a-f]+ | RobotPolicy.nickname: @pattern becomes [a-f]+ (expected: [a-z]+, or none)",
        "body: RobotBody | body: String | RobotPolicy.body: RobotBody becomes String (expected: a type that takes what is recorded)",
        "\"One arm.\" ARM | | RobotPolicy.body: RobotBody becomes RobotBody (expected: a type that takes what is recorded)",
        "episodes: Int | episodes: Int \"n\" more: Int! | Imitation.more: Int! is new (expected: optional, what is recorded does not have it)",
        "episodes: Int | others: Int | Imitation.episodes is gone (expected: it stays, artifacts may have it)",
        "inherits: [BEHAVIOUR] | inherits: [DATA] | edge type SIMULATED_IN: inherits becomes [DATA] (expected: [BEHAVIOUR], as recorded facts have it)",
        "[CODE, DATASET] | [CODE] | edge type SIMULATED_IN: parents lose [DATASET] (expected: they stay, edges may join them)",
        "SIMULATED_IN | IMAGINED_IN | edge type SIMULATED_IN is gone (expected: it stays, 2 edges are of it)",
        "type Imitation | type Watching | mutation IMITATION is gone (expected: it stays, edges may have it)",
        ", joinsLike: MODEL | | edge type TRAINED_ON: children lose [ROBOT_POLICY] (expected: they stay, edges may join them)"
      })
  void refusesWhatWouldOrphanFacts(
      String what, @org.jspecify.annotations.Nullable String by, String reason) {
    String changed = ROBOTS.replace(what, by == null ? "" : by);

    assertThat(changed).isNotEqualTo(ROBOTS);
    assertThat(
            SchemaEvolution.orphaned(
                extended(ROBOTS).typeSystem(),
                extended(changed).typeSystem(),
                usage(Map.of("ROBOT_POLICY", 3L, "SIMULATED_IN", 2L, "TRAINED_ON", 1L))))
        .contains(reason);
  }

  @Test
  void countsWhatIsRecordedOfAKindThatIsGone() {
    assertThat(reasons(extended(ROBOTS), PedigreeSchema.load()))
        .containsExactly(
            "kind ROBOT_POLICY is gone (expected: it stays, 3 artifacts are of it)",
            "edge type SIMULATED_IN is gone (expected: it stays, 2 edges are of it)",
            "mutation IMITATION is gone (expected: it stays, edges may have it)");
  }

  @Test
  void tellsWhatClientsWouldMiss() {
    assertThat(
            SchemaEvolution.brokenForClients(extended(ROBOTS).sdl(), PedigreeSchema.load().sdl()))
        .containsExactlyInAnyOrder(
            "The new API is missing an enum value 'ROBOT_POLICY'",
            "The new API is missing an enum value 'SIMULATED_IN'",
            "The new API is missing an enum value 'IMITATION'",
            "The new API is missing an input field 'ArtifactInput.robotPolicy'",
            "The new API is missing an input field 'MutationInput.imitation'");
  }

  private static List<String> reasons(PedigreeSchema before, PedigreeSchema after) {
    return SchemaEvolution.orphaned(before.typeSystem(), after.typeSystem(), usage(RECORDED));
  }

  private static SchemaEvolution.Usage usage(Map<String, Long> recorded) {
    return new SchemaEvolution.Usage() {
      @Override
      public long artifacts(String kind) {
        return recorded.getOrDefault(kind, 0L);
      }

      @Override
      public long edges(String edgeType) {
        return recorded.getOrDefault(edgeType, 0L);
      }
    };
  }

  private static PedigreeSchema extended(String sdl) {
    return PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", sdl)));
  }
}
