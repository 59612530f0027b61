package dev.pedigree.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void readsWhatAFieldIsHeldToAndWhyItIsDeprecated() {
    TypeSystem types =
        PedigreeSchema.load(
                List.of(
                    new SdlSource(
                        "robots.graphqls",
                        """
                        "x"
                        type Robot implements Artifact @kind(content: true, joinsLike: MODEL) {
                          "x"
                          serial: String @length(min: 3, max: 5) @deprecated(reason: "use labels")
                          "x"
                          mass: Float @deprecated
                        }
                        """)))
            .typeSystem();
    Kind robot = kind(types, "ROBOT");

    assertThat(robot.joinsLike()).isEqualTo("MODEL");
    assertThat(robot.fields())
        .extracting(Field::minLength, Field::maxLength, Field::deprecated)
        .containsExactly(
            tuple(3, 5, "use labels"), tuple(0, Field.DEFAULT_MAX_LENGTH, "No longer supported"));
    assertThat(types.attributes().check(robot, java.util.Map.of("serial", "ab")))
        .extracting(Violation::message)
        .containsExactly("serial: \"ab\" (expected: at least 3 characters)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"x\" type Model implements Artifact @kind(content: true) | Model is declared already (pedigree/kinds/model.graphqls:1)",
        "\"x\" type Mutation implements Artifact @kind(content: true) | Mutation is declared already (pedigree/node.graphqls:",
        "\"x\" type Edge implements Artifact @kind(content: true) | Edge is declared already (pedigree/edge.graphqls:1)",
        "\"x\" type model implements Artifact @kind(content: true) | model differs from Model (pedigree/kinds/model.graphqls:1) only in case",
        "\"x\" type Robot implements Artifact | Robot has no @kind (expected: one)",
        "type Robot implements Artifact @kind(content: true) | Robot has no description",
        "\"x\" type Robot implements Artifact @kind(content: true) { a: Int } | Robot.a has no description",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" version: Int } | Robot.version: every Artifact has this field already",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Model } | Robot.a (expected: a scalar that is known, an enum, or a list [T!] of one of these)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: [Int] } | Robot.a (expected: a scalar that is known",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a(b: Int): Int } | Robot.a has arguments (expected: none)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @pattern(regex: \"x\") } | Robot.a: @pattern on Int (expected: on [String])",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: String @pattern(regex: \"(\") } | Robot.a: the pattern is wrong: Unclosed group",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @range(min: 2, max: 1) } | Robot.a: min is above max",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: String @length(max: 0) } | Robot.a: @length: max: 0 (expected: 1 or more)",
        "\"x\" type Robot implements Artifact @kind(family: \"data\", content: true) | Robot passes on [] (expected: [DATA], as Corpus of the same family)",
        "\"x\" type Robot implements Artifact @kind(content: true, passesOn: [LOVE]) | LOVE is not an Inheritance (expected: one of",
        "\"x\" type Robot implements Artifact @kind(colour: \"red\", content: true) | Robot: @kind has no argument colour (expected: one of family, content, passesOn, joinsLike)",
        "\"x\" type Robot implements Artifact & Robot @kind(content: true) | Robot is not an interface",
        "\"x\" type Robot implements ArtifactMutation @mutation | Robot: @mutation: flavor: missing (expected: a value of MutationFlavor)",
        "extend enum EdgeType { \"x\" LOOKS_LIKE @edge(parents: [ROBOT]) } | ROBOT is not a kind (expected: one of [CORPUS,",
        "extend enum EdgeType { \"x\" LOOKS_LIKE } | LOOKS_LIKE has no @edge (expected: one)",
        "\"x\" type Robot implements Artifact @kind(content: true) @expects(anyOf: [SERVES]) | Robot expects any of [SERVES] (expected: edge types that it may start, of [BUILT_WITH, REVISED_FROM])",
        "\"x\" type Robot implements Artifact @kind(content: true, joinsLike: MODELL) | Robot joins like MODELL (expected: a kind that does not itself join like another)",
        "extend enum EdgeType { \"x\" SERVES @edge } | EdgeType.SERVES is declared already (pedigree/edge.graphqls:",
        "extend enum Stage { \"x\" LOST } | Stage cannot be extended (expected: a kind, a mutation or EdgeType)",
        "extend type Query { \"x\" a: Int } | Query cannot be extended (expected: a kind, a mutation or EdgeType)",
        "extend type Robot { \"x\" a: Int } | Robot cannot be extended",
        "extend type Model { \"x\" License: String } | Model.License is declared already (pedigree/kinds/model.graphqls:",
        "input ModelInput { a: Int } | input ModelInput (expected: a kind, a mutation, an enum, or an extension of one of these)",
        "interface Shape { a: Int } | interface Shape (expected: a kind, a mutation, an enum, or an extension of one of these)",
        "type Robot { | Invalid syntax",
        "interface A implements B { a: Int } interface B implements A { a: Int } | interface A, which implements itself: A, B, A (expected: a kind,",
        "scalar Colour | scalar Colour (expected: a kind,",
        "union Machine = Model | union Machine (expected: a kind,",
        "directive @shiny on OBJECT | directive @shiny (expected: a kind,",
        "schema { query: Query } | schema (expected: a kind,",
        "extend schema @shiny | extend schema (expected: a kind,",
        "query Robots { kinds { kind } } | query Robots (expected: a kind,",
        "{ kinds { kind } } | query (expected: a kind,",
        "\"x\" type Robot @kind(content: true) | Robot has @kind and does not implement Artifact (expected: type Robot implements Artifact @kind)",
        "\"x\" type Robot @mutation(flavor: POINT) | Robot has @mutation and does not implement ArtifactMutation (expected: type Robot implements ArtifactMutation @mutation)",
        "\"x\" type Robot { \"x\" a: Int } | type Robot, which implements neither Artifact nor ArtifactMutation (expected: a kind,",
        "\"x\" type Robot implements Artifact & ArtifactMutation @kind(content: true) | Robot implements Artifact and ArtifactMutation (expected: one of the two)",
        "\"x\" type String implements Artifact @kind(content: true) | String is reserved (expected: another name)",
        "\"x\" type Int implements Artifact @kind(content: true) | Int is reserved (expected: another name)",
        "\"x\" type Float implements Artifact @kind(content: true) | Float is reserved (expected: another name)",
        "\"x\" type Boolean implements Artifact @kind(content: true) | Boolean is reserved (expected: another name)",
        "\"x\" type ID implements Artifact @kind(content: true) | ID is reserved (expected: another name)",
        "\"x\" type Subscription implements Artifact @kind(content: true) | Subscription is reserved (expected: another name)",
        "\"x\" type Policy implements Artifact @kind(content: true) | Policy is reserved (expected: another name)",
        "\"x\" type LineageGraph implements Artifact @kind(content: true) | LineageGraph is reserved (expected: another name)",
        "\"x\" type Violation implements Artifact @kind(content: true) | Violation is reserved (expected: another name)",
        "\"x\" enum Waiver { \"x\" A } | Waiver is reserved (expected: another name)",
        "\"x\" type ModelInput implements Artifact @kind(content: true) | ModelInput is reserved (expected: a name that does not end in Input)",
        "\"x\" type ArtifactInput implements Artifact @kind(content: true) | ArtifactInput is reserved (expected: a name that does not end in Input)",
        "\"x\" type MutationInput implements Artifact @kind(content: true) | MutationInput is reserved (expected: a name that does not end in Input)",
        "\"x\" type RobotConnection implements Artifact @kind(content: true) | RobotConnection is reserved (expected: a name that does not end in Connection)",
        "\"x\" type RobotPayload implements Artifact @kind(content: true) | RobotPayload is reserved (expected: a name that does not end in Payload)",
        "\"x\" type ArtifactKind implements Artifact @kind(content: true) | ArtifactKind is reserved (expected: another name)",
        "\"x\" type __Type implements Artifact @kind(content: true) | __Type is reserved (expected: a name that begins with a letter)",
        "\"x\" type __Foo implements Artifact @kind(content: true) | __Foo is reserved (expected: a name that begins with a letter)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" __x: Int } | Robot.__x is reserved (expected: a name that begins with a letter)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" __typename: Int } | Robot.__typename is reserved (expected: a name that begins with a letter)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" tainted: Boolean } | Robot.tainted is reserved (expected: another name)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int! @deprecated } | Robot.a is required and deprecated (expected: it may be left out once it is)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int \"x\" A: Int } | Robot.A is declared already (robots.graphqls:2)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @range(min: 1.5, max: 1.7) } | Robot.a: no Int lies in 1.5 to 1.7 (expected: bounds that leave some)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: [Int!] @range(min: 1e300) } | Robot.a: no Int lies in 1.0E300 or more (expected: bounds that leave some)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Float @range(min: 1e400) } | Robot.a: no Float lies in",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @range } | Robot.a: @range without min and max (expected: one of them)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @range(min: null, max: null) } | Robot.a: @range without min and max (expected: one of them)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @range(min: 1) @range(max: 2) } | Robot.a: @range twice (expected: once)",
        "\"x\" type Robot implements Artifact @kind(content: true) @key(fields: \"name\") | Robot: @key (expected: one of @kind, @expects,",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @colour } | Robot.a: @colour (expected: one of @range, @pattern, @length, @shareable, @tag, @inaccessible, @override, @deprecated)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: Int @kind(content: true) } | Robot.a: @kind (expected: one of @range, @pattern, @length, @shareable, @tag, @inaccessible, @override, @deprecated)",
        "\"x\" type Robot implements Artifact @kind(content: \"yes\") | Robot: @kind: content: \"yes\" (expected: true or false)",
        "\"x\" type Robot implements Artifact @kind | Robot: @kind: content: missing (expected: true or false)",
        "\"x\" type Robot implements Artifact @kind(content: true, passesOn: [\"DATA\"]) | Robot: @kind: passesOn: [\"DATA\"] (expected: a list, each a value of Inheritance)",
        "extend type Model @kind(content: true) | Model: @kind on an extension (expected: on the type itself)",
        "extend type Model @expects(anyOf: [SERVES]) | Model expects any of [SERVES] (expected: edge types that it may start, of [TRAINED_ON,",
        "extend enum EdgeType { \"x\" LOOKS_LIKE @edge(children: [], parents: [MODEL]) } | children: [] (expected: at least one kind, or none of the argument for any kind)",
        "extend enum EdgeType { \"x\" __LIKE @edge } | EdgeType.__LIKE is reserved (expected: a name that begins with a letter)",
        "\"x\" type Robot implements Artifact @kind(content: true) { \"x\" a: String @length(min: 5, max: 2) } | Robot.a: @length: min is above max",
        "\"x\" enum Gait | enum Gait has no values (expected: at least one)"
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
  void refusesNamesThatAreTooLong() {
    String name = "Robot".repeat(120);

    assertThat(reasons("\"x\" type %s implements Artifact @kind(content: true)".formatted(name)))
        .containsExactly(
            "robots.graphqls:1: RobotRobotRobotRobot…: 600 characters (expected: at most 64)");
    assertThat(reasons("extend type Model { \"x\" %s: Int }".formatted("a".repeat(65))))
        .containsExactly(
            "robots.graphqls:1: Model.aaaaaaaaaaaaaaaaaaaa…: 65 characters (expected: at most 64)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n  \n", "# only this"})
  void refusesAFileThatDeclaresNothing(String sdl) {
    assertThat(reasons(sdl))
        .containsExactly(
            "robots.graphqls:1: nothing is declared in it (expected: a kind, a mutation, an enum,"
                + " or an extension of one of these)");
  }

  @Test
  void looksAtBracketsOnlyWhereTheyAreSome() {
    String deep = "[".repeat(200);
    String text =
        "\"%1$s \\\" %1$s\" # %1$s\n\"\"\"\n%1$s \\\"\"\" \" %1$s\n\"\"\" type".formatted(deep);

    assertThat(Brackets.tooDeepAt(text)).isZero();
    assertThat(Brackets.tooDeepAt(text + "\n" + deep)).isEqualTo(5);
  }

  @Test
  void refusesATypeThatIsNestedTooDeeply() {
    String lists = "[".repeat(100_000) + "Int" + "]".repeat(100_000);

    assertThat(reasons("\n\nextend type Model { \"x\" a: %s }".formatted(lists)))
        .containsExactly("robots.graphqls:3: nested too deeply (expected: a few levels)");
  }

  @Test
  void tellsOfWhatIsWrongInDifferentWaysAtOnce() {
    assertThat(
            reasons(
                """
                "x"
                type Robot implements Artifact @kind(content: "yes", colour: RED) {
                  "x"
                  a: Int @range(min: 2, max: 1)
                  "x"
                  b: Model
                }
                input RobotFilter { a: Int }
                extend type Model @shiny { "x" Query: Colour }
                """))
        .containsExactly(
            "robots.graphqls:8: input RobotFilter (expected: a kind, a mutation, an enum, or an"
                + " extension of one of these)",
            "robots.graphqls:2: Robot: @kind: content: \"yes\" (expected: true or false)",
            "robots.graphqls:2: Robot: @kind has no argument colour (expected: one of family,"
                + " content, passesOn, joinsLike)",
            "robots.graphqls:9: Model: @shiny (expected: one of @kind, @expects, @mutation, @shareable, @tag, @inaccessible)",
            "robots.graphqls:9: Model.Query (expected: a scalar that is known, an enum, or a list"
                + " [T!] of one of these)",
            "robots.graphqls:4: Robot.a: min is above max",
            "robots.graphqls:5: Robot.b (expected: a scalar that is known, an enum, or a list"
                + " [T!] of one of these)");
  }

  @Test
  void showsEverythingThatIsWrongAtOnce() {
    SdlSource one = new SdlSource("one.graphqls", "extend type Query { a: Int }");
    SdlSource two = new SdlSource("two.graphqls", "\n\nscalar Colour");

    assertThatExceptionOfType(SchemaException.class)
        .isThrownBy(() -> PedigreeSchema.load(List.of(one, two)))
        .withMessageContainingAll("one.graphqls:1: ", "two.graphqls:3: ");
  }

  /** All problems of an extension, in the words that a user sees. */
  private static List<String> reasons(String sdl) {
    try {
      PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", sdl))).validate();
      return List.of();
    } catch (SchemaException refused) {
      return refused.problems().stream().map(SchemaException.Problem::toString).toList();
    }
  }

  private static Kind kind(TypeSystem types, String name) {
    return types.kind(name).orElseThrow();
  }
}
