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
    assertThat(SchemaEvolution.brokenForClients(before.sdl(), after)).isEmpty();
  }

  @Test
  void letsPedigreeItselfBeExtended() {
    assertThat(reasons(PedigreeSchema.load(), extended(ROBOTS))).isEmpty();
    assertThat(SchemaEvolution.brokenForClients(PedigreeSchema.load().sdl(), extended(ROBOTS)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "family: \"weights\", content: true, passesOn: [WEIGHTS, VOCABULARY] | family: \"robots\", content: true | robots.graphqls:1: kind ROBOT_POLICY: family becomes robots (expected: weights, as recorded facts have it)",
        "rate: Int | rate: Int! | robots.graphqls:5: RobotPolicy.rate becomes required (expected: it stays optional)",
        "max: 1000 | max: 100 | robots.graphqls:5: RobotPolicy.rate: @range becomes 1 to 100 (expected: no narrower than 1 to 1000)",
        "max: 80 | max: 8 | robots.graphqls:7: RobotPolicy.nickname: @length becomes 8 (expected: 80 or more)",
        "@length(max: 80) | @length(min: 2, max: 80) | robots.graphqls:7: RobotPolicy.nickname: @length(min) becomes 2 (expected: at most 0)",
        "[a-z]+ | [a-f]+ | robots.graphqls:7: RobotPolicy.nickname: @pattern becomes [a-f]+ (expected: [a-z]+, or none)",
        "body: RobotBody | body: String | robots.graphqls:3: RobotPolicy.body: RobotBody becomes String (expected: a type that takes what is recorded)",
        "\"One arm.\" ARM | | robots.graphqls:3: RobotPolicy.body: RobotBody loses [ARM] (expected: they stay, what is recorded may have them)",
        "episodes: Int | episodes: Int \"n\" more: Int! | robots.graphqls:19: Imitation.more: Int! is new (expected: optional, what is recorded does not have it)",
        "episodes: Int | others: Int | Imitation.episodes is gone (expected: it stays, what is recorded has it)",
        "inherits: [BEHAVIOUR] | inherits: [DATA] | robots.graphqls:22: edge type SIMULATED_IN: inherits becomes [DATA] (expected: [BEHAVIOUR], as recorded facts have it)",
        "flavor: INSERTION | flavor: POINT | robots.graphqls:16: mutation IMITATION: flavor becomes POINT (expected: INSERTION, as recorded facts have it)",
        "[CODE, DATASET] | [CODE] | robots.graphqls:22: edge type SIMULATED_IN: parents lose [DATASET] (expected: they stay, edges may join them)",
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
                extended(changed),
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
    assertThat(SchemaEvolution.brokenForClients(extended(ROBOTS).sdl(), PedigreeSchema.load()))
        .containsExactlyInAnyOrder(
            "ArtifactKind: The new API is missing an enum value 'ROBOT_POLICY'",
            "EdgeType: The new API is missing an enum value 'SIMULATED_IN'",
            "MutationKind: The new API is missing an enum value 'IMITATION'",
            "ArtifactInput: The new API is missing an input field 'ArtifactInput.robotPolicy'",
            "MutationInput: The new API is missing an input field 'MutationInput.imitation'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate: Int! | rate: Int | robots.graphqls:5: RobotPolicy.rate becomes optional (expected: it stays required, clients count on its value)",
        "episodes: Int! | episodes: Int | robots.graphqls:18: Imitation.episodes becomes optional (expected: it stays required, clients count on its value)",
        "ARM | LEG | robots.graphqls:10: RobotBody: The new API is missing an enum value 'ARM'",
        "rate: Int! | rate: Float! | robots.graphqls:5: RobotPolicyInput: The new API has changed input field 'rate' from type 'Int!' to 'Float!'"
      })
  void tellsWhatClientsCouldNoLongerRelyOn(String what, String by, String reason) {
    String before =
        ROBOTS.replace("rate: Int", "rate: Int!").replace("episodes: Int", "episodes: Int!");

    assertThat(
            SchemaEvolution.brokenForClients(
                extended(before).sdl(), extended(before.replace(what, by))))
        .contains(reason);
  }

  @Test
  void letsChangeWhatNothingIsRecordedOf() {
    PedigreeSchema changed =
        extended(
            ROBOTS
                .replace("max: 1000", "max: 10")
                .replace("nickname: String", "callsign: String!")
                .replace("flavor: INSERTION", "flavor: POINT"));

    assertThat(SchemaEvolution.orphaned(extended(ROBOTS).typeSystem(), changed, usage(Map.of())))
        .isEmpty();
  }

  @Test
  void countsOneAsOne() {
    assertThat(
            SchemaEvolution.orphaned(
                extended(ROBOTS).typeSystem(),
                PedigreeSchema.load(),
                usage(Map.of("ROBOT_POLICY", 1L))))
        .containsExactly("kind ROBOT_POLICY is gone (expected: it stays, 1 artifact is of it)");
  }

  private static List<String> reasons(PedigreeSchema before, PedigreeSchema after) {
    return SchemaEvolution.orphaned(before.typeSystem(), after, usage(RECORDED));
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
