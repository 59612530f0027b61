package dev.pedigree.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.Checkout;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.junit.Program.Result;
import dev.pedigree.localstack.junit.WithGatewayServer;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;

@WithGatewayServer
@EnabledIf(
    value = "dev.pedigree.localstack.junit.NpmPackages#canBeInstalled",
    disabledReason = "no node or npm on the PATH")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TypescriptTest {
  private final TypescriptProject project;

  TypescriptTest() throws IOException {
    project = TypescriptProject.make();
  }

  @BeforeAll
  void compilesStrictlyWhatWasGeneratedFromTheSchema() {
    assertThat(project.generate()).satisfies(it -> assertThat(it.code()).as(it.output()).isZero());
    assertThat(project.compile()).isEqualTo(new Result(0, ""));
  }

  @Test
  void recordsAndAsks(GatewayServer gateway) {
    Result result =
        project.run("lineage.js", gateway.uri().toString(), "typescript-" + UUID.randomUUID());

    assertThat(result)
        .isEqualTo(
            new Result(
                0, "1 PROMPT system system PROMPTED_BY\nrefused INVALID_EDGE input.edges[0]\n"));
  }

  @Test
  void passesTheAuditOfGraphQLOverHttp(GatewayServer gateway) {
    assertThat(project.run("audit.js", gateway.uri().toString()))
        .isEqualTo(new Result(0, "61 audits\n"));
  }

  @Test
  void followsTheJournalWithTheClientsThatPeopleUse(GatewayServer gateway) {
    Result result =
        project.run(
            "subscriptions.js", gateway.uri().toString(), "subscriptions-" + UUID.randomUUID());

    assertThat(result)
        .isEqualTo(
            new Result(
                0,
                """
                before while meanwhile
                before while meanwhile
                while meanwhile
                INVALID_VALUE
                3
                """));
  }

  @Test
  void computesIdsAsEveryoneDoes() {
    Result result =
        project.run(
            "check-ids.js",
            Checkout.find().root().resolve("docs/identity-vectors.json").toString());

    assertThat(result).isEqualTo(new Result(0, "15 ids are as expected\n"));
  }

  @Test
  void neitherGeneratesNorCompilesAQueryForAFieldThatIsNone() throws IOException {
    project.write(
        "wrong.ts",
        """
        import { graphql } from "./generated/gql.js";
        import { Pedigree } from "./gateway.js";

        const Wrong = graphql(`query Wrong($id: ID!) { artifact(id: $id) { nmae } }`);
        await new Pedigree("http://127.0.0.1").ask(Wrong, { id: "x" });
        """);
    try {
      Result generated = project.generate();
      Result checked = project.check();

      assertThat(generated.code()).isNotZero();
      assertThat(generated.output()).contains("Cannot query field \"nmae\" on type \"Artifact\"");
      assertThat(checked.code()).isNotZero();
      assertThat(checked.output().lines()).allMatch(it -> it.startsWith("src/wrong.ts(5,"));
    } finally {
      project.delete("wrong.ts");
    }
  }

  @Test
  void doesNotCompileWhatReadsAFieldThatWasNotAskedFor() throws IOException {
    project.write(
        "wrong.ts",
        """
        import { Pedigree } from "./gateway.js";

        const answer = await new Pedigree("http://127.0.0.1").record({});
        console.log(answer.artifacts[0]?.name, answer.artifacts[0]?.stage);
        """);
    try {
      Result checked = project.check();

      assertThat(checked.code()).isNotZero();
      assertThat(checked.output())
          .startsWith("src/wrong.ts(4,")
          .contains("Property 'stage' does not exist");
    } finally {
      project.delete("wrong.ts");
    }
  }

  @Test
  void doesNotCompileAnArtifactOfTwoKinds() throws IOException {
    project.write(
        "wrong.ts",
        """
        import type { ArtifactInput } from "./generated/graphql.js";

        const named = { namespace: "default", name: "x" };
        export const one: ArtifactInput = { model: named };
        export const two: ArtifactInput = { model: named, dataset: named };
        """);
    try {
      Result checked = project.check();

      assertThat(checked.code()).isNotZero();
      assertThat(checked.output()).startsWith("src/wrong.ts(5,").doesNotContain("(4,");
    } finally {
      project.delete("wrong.ts");
    }
  }
}
