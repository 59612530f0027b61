package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionTest {
  private static final String ROBOTS =
      """
      "Steers a robot."
      type RobotPolicy implements Artifact @kind(family: "weights", content: true, passesOn: [WEIGHTS, VOCABULARY]) {
        "What it drives. Null: not known."
        body: RobotBody
        "How often it decides, in hertz."
        rate: Float! @range(min: 1, max: 1000)
      }
      "What a policy drives."
      enum RobotBody {
        "One arm."
        ARM
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
      extend type Model {
        "Whether it may leave the house. Null: not known."
        exportable: Boolean
      }
      """;

  @Test
  void addsKindsFieldsEdgeTypesAndMutations() {
    PedigreeSchema schema = PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", ROBOTS)));
    TypeSystem types = schema.typeSystem();
    Kind robot = types.kind("ROBOT_POLICY").orElseThrow();

    assertThat(robot.inputField()).isEqualTo("robotPolicy");
    assertThat(robot.fields()).extracting(Field::name).containsExactly("body", "rate");
    assertThat(types.edgeType("SIMULATED_IN").orElseThrow().joins(robot, kind(types, "CODE")))
        .isTrue();
    assertThat(types.edgeType("BUILT_WITH").orElseThrow().joins(robot, kind(types, "CODE")))
        .isTrue();
    assertThat(robot.sameFamily(kind(types, "MODEL"))).isTrue();
    assertThat(types.mutationType("IMITATION")).isPresent();
    assertThat(kind(types, "MODEL").fields()).extracting(Field::name).endsWith("exportable");
    assertThat(schema.sdl()).contains("input RobotPolicyInput {", "robotPolicy: RobotPolicyInput");
    assertThat(types.version()).isNotEqualTo(PedigreeSchema.load().typeSystem().version());
    UnExecutableSchemaGenerator.makeUnExecutableSchema(schema.registry());
  }

  @Test
  void leavesTheNumbersOfItsOwnTypesAlone() {
    TypeSystem own = PedigreeSchema.load().typeSystem();
    TypeSystem extended =
        PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", ROBOTS))).typeSystem();

    assertThat(extended.kinds()).startsWith(own.kinds().toArray(Kind[]::new));
    assertThat(extended.edgeTypes()).startsWith(own.edgeTypes().toArray(EdgeType[]::new));
  }

  @Test
  void checksTheFieldsOfAnAddedKind() {
    TypeSystem types =
        PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", ROBOTS))).typeSystem();

    assertThat(
            types
                .attributes()
                .check(kind(types, "ROBOT_POLICY"), java.util.Map.of("body", "TRIPOD")))
        .extracting(Violation::message)
        .containsExactly(
            "body: \"TRIPOD\" (expected: one of ARM, BIPED)", "rate: missing (expected: a number)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"x\" type Model implements Artifact @kind(content: true) | Model is declared already (kinds/model.graphqls:1)",
        "\"x\" type Mutation implements Artifact @kind(content: true) | Mutation is declared already (node.graphqls:",
        "\"x\" type Edge implements Artifact @kind(content: true) | Edge is declared already (edge.graphqls:1)",
        "\"x\" type model implements Artifact @kind(content: true) | model differs from Model (kinds/model.graphqls:1) only in case",
        "\"x\" type Robot implements Artifact | Robot has @kind 0 times (expected: once)",
        "type Robot implements Artifact @kind(content: true) | Robot has no description",
        "\"x\" type Robot implements Artifact @kind(content: true) { a: Int } | Robot.a has no description",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" version: Int } | Robot.version: every Artifact has this field already",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Model } | Robot.a (expected: a scalar that is known, an enum, or a list [T!] of one of these)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: [Int] } | Robot.a (expected: a scalar that is known",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a(b: Int): Int } | Robot.a has arguments (expected: none)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @pattern(regex: \"x\") } | Robot.a: @pattern on Int (expected: on [String])",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: String @pattern(regex: \"(\") } | Robot.a: the pattern is wrong: Unclosed group",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @range(min: 2, max: 1) } | Robot.a: min is above max",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: String @length(max: 0) } | Robot.a: the length is 0.0 (expected: 1 or more)",
        "\"x\" type Robot implements Artifact @kind(family: \"data\", content: true) | Robot passes on [] (expected: [DATA], as Corpus of the same family)",
        "\"x\" type Robot implements Artifact @kind(content: true, passesOn: [LOVE]) | LOVE is not a Inheritance (expected: one of",
        "\"x\" type Robot implements Artifact @kind(colour: \"red\", content: true) | colour",
        "\"x\" type Robot implements Artifact & Robot @kind(content: true) | Robot is not an interface",
        "\"x\" type Robot implements ArtifactMutation @mutation | Robot has no flavor (expected: @mutation(flavor: ...))",
        "extend enum EdgeType { \"x\" LOOKS_LIKE @edge(parents: [ROBOT]) } | ROBOT is not a kind (expected: one of [CORPUS,",
        "extend enum EdgeType { \"x\" LOOKS_LIKE } | LOOKS_LIKE has @edge 0 times (expected: once)",
        "\"x\" type Robot implements Artifact @kind(content: true) @expects(anyOf: [SERVES]) | Robot expects any of [SERVES] (expected: edge types that it may start, of [BUILT_WITH, REVISED_FROM])",
        "\"x\" type Robot implements Artifact @kind(content: true, joinsLike: MODELL) | Robot joins like MODELL (expected: a kind that does not itself join like another)",
        "extend enum EdgeType { \"x\" SERVES @edge } | EdgeType.SERVES is declared already (edge.graphqls:",
        "extend enum Stage { \"x\" LOST } | Stage cannot be extended (expected: a kind, a mutation or EdgeType)",
        "extend type Query { \"x\" a: Int } | Query cannot be extended (expected: a kind, a mutation or EdgeType)",
        "extend type Robot { \"x\" a: Int } | Robot cannot be extended",
        "extend type Model { \"x\" License: String } | Model.License is declared already (kinds/model.graphqls:",
        "input ModelInput { a: Int } | a kind, a mutation, an enum, or an extension of one of these was expected",
        "interface A implements A { a: Int } | a kind, a mutation, an enum, or an extension of one of these was expected",
        "type Robot { | Invalid syntax"
      })
  void refusesWithPlaceAndReason(String sdl, String reason) {
    SdlSource source = new SdlSource("robots.graphqls", "\n" + sdl);

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> PedigreeSchema.load(List.of(source)).validate())
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.reason()).contains(reason);
                          assertThat(problem.source()).isEqualTo("robots.graphqls");
                          assertThat(problem.line()).isEqualTo(2);
                        }));
  }

  @Test
  void refusesWhatWouldClashWithSomethingDerived() {
    SdlSource source =
        new SdlSource(
            "robots.graphqls",
            "\"x\" type ModelInput implements Artifact @kind(content: true) { \"x\" a: Int }");

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> PedigreeSchema.load(List.of(source)))
        .withMessageContaining("ModelInput is declared already (robots.graphqls:1)");
  }

  @Test
  void showsEverythingThatIsWrongAtOnce() {
    SdlSource one = new SdlSource("one.graphqls", "extend type Query { a: Int }");
    SdlSource two = new SdlSource("two.graphqls", "\n\nscalar Colour");

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> PedigreeSchema.load(List.of(one, two)))
        .withMessageContainingAll("one.graphqls:1: ", "two.graphqls:3: ");
  }

  private static Kind kind(TypeSystem types, String name) {
    return types.kind(name).orElseThrow();
  }
}
