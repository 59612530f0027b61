package dev.pedigree.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.junit.Program.Result;
import dev.pedigree.localstack.junit.WithGatewayServer;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.SdlSource;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What the composers of Apollo, the Guild and WunderGraph make of our SDL. */
@WithGatewayServer
@EnabledIf(
    value = "dev.pedigree.localstack.junit.NpmPackages#canBeInstalled",
    disabledReason = "no node or npm on the PATH")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompositionTest {
  private static final List<String> COMPOSERS = List.of("apollo", "guild", "wundergraph");
  private static final String ROBOT =
      """
      "Steers a robot."
      type Robot implements Artifact @kind(content: true) @tag(name: "robots") {
        "How often it decides, in hertz. Null: not known."
        rate: Int @tag(name: "fast") @override(from: "robots")
        "Who built it. Null: not known."
        builder: String @inaccessible
        "How heavy it is, in grams. Null: not known."
        weight: Int @shareable
      }
      """;
  private static final String ROBOTS =
      """
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])
      type Robot @key(fields: "id") {
        id: ID!
        rate: Int
        weight: Int @shareable
        batteries: Int
      }
      """;

  @TempDir private Path folder;

  @BeforeAll
  void install() throws IOException {
    FederatedGraph.install();
  }

  @Test
  void allTakeWhatAGatewayServesTogetherWithTheExamples(GatewayServer gateway) throws IOException {
    Result result =
        FederatedGraph.run(
            "compose.mjs", gateway.uri().resolve("/graphql").toString(), folder.toString());

    assertThat(result).isEqualTo(new Result(0, told("composed")));
    for (String composer : COMPOSERS) {
      TypeDefinitionRegistry types = seenByClients(composer);
      assertThat(fields(types, "Model")).contains("id", "generation", "pulls", "reviews");
      assertThat(fields(types, "Corpus")).contains("reviews").doesNotContain("pulls");
      assertThat(fields(types, "Artifact")).contains("reviews");
      assertThat(fields(types, "Query"))
          .contains("artifact", "pulled", "reviews")
          .doesNotContain("_entities", "_service");
    }
  }

  @Test
  void allTakeAnOrganisationsKindsAndWhatItSaysOfThem() throws IOException {
    Result result = compose(ROBOT, ROBOTS);

    assertThat(result).isEqualTo(new Result(0, told("composed")));
    for (String composer : COMPOSERS) {
      assertThat(fields(seenByClients(composer), "Robot"))
          .contains("rate", "weight", "batteries", "reviews")
          .doesNotContain("builder");
    }
  }

  @Test
  void allRefuseWhatDoesNotFit() throws IOException {
    assertRefused(
        compose(ROBOT.replace("@override(from: \"robots\")", ""), ROBOTS), "Robot", "rate");
    assertRefused(
        compose(ROBOT, ROBOTS.replace("weight: Int", "weight: String")), "Robot", "weight");
  }

  private static void assertRefused(Result result, String... about) {
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.output()).doesNotContain("composed").contains(COMPOSERS).contains(about);
  }

  private Result compose(String extension, String subgraph) throws IOException {
    Path sdl = folder.resolve("pedigree.sdl");
    var schema = PedigreeSchema.load(List.of(new SdlSource("robots.graphqls", extension)));
    Files.writeString(sdl, schema.subgraphSdl());
    Path robots = Files.writeString(folder.resolve("robots.graphqls"), subgraph);
    return FederatedGraph.run("compose.mjs", sdl.toString(), folder.toString(), robots.toString());
  }

  private static String told(String what) {
    return COMPOSERS.stream().map(it -> it + ": " + what + "\n").reduce("", String::concat);
  }

  private TypeDefinitionRegistry seenByClients(String composer) throws IOException {
    return new SchemaParser().parse(Files.readString(folder.resolve(composer + ".graphqls")));
  }

  private static Stream<String> fields(TypeDefinitionRegistry types, String name) {
    var type = (ImplementingTypeDefinition<?>) Objects.requireNonNull(types.getTypeOrNull(name));
    return type.getFieldDefinitions().stream().map(FieldDefinition::getName);
  }
}
