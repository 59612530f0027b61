package dev.pedigree.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.client.Pedigree;
import dev.pedigree.client.query.ArtifactGraphQLQuery;
import dev.pedigree.client.query.ArtifactProjectionRoot;
import dev.pedigree.client.types.Artifact;
import dev.pedigree.client.types.ArtifactFilter;
import dev.pedigree.client.types.ArtifactKind;
import dev.pedigree.client.types.EvalRun;
import dev.pedigree.client.types.LineageFilter;
import dev.pedigree.identity.Ids;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.junit.WithGatewayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithGatewayServer
class OneGraphTest {
  private static final Instant EVALUATED = Instant.parse("2026-11-24T12:00:00Z");
  private static final double ENOUGH = 0.8;

  private final String namespace = "one-graph-" + UUID.randomUUID();
  private final String commit = Ids.ofText(namespace).substring(7, 47);
  private final Pedigree pedigree;
  private final PromptRegistry prompts;
  private final EvalHarness harness;
  private final DeploymentController controller;

  @TempDir private Path disk;

  OneGraphTest(GatewayServer gateway) {
    pedigree = Pedigree.open(gateway.uri());
    prompts = new PromptRegistry(pedigree, namespace);
    harness = new EvalHarness(pedigree, namespace, ENOUGH);
    controller = new DeploymentController(pedigree, namespace, "regression.jsonl");
  }

  @AfterEach
  void close() {
    pedigree.close();
  }

  @Test
  void tellsWhereADeploymentComesFrom() throws IOException {
    Path model = train();
    harness.ran(suite(), model, 0.91, EVALUATED);
    prompts.publish("answer", 1, "Answer briefly. " + namespace, "chat");
    prompts.publish("answer", 2, "Answer politely. " + namespace, "chat");
    String deployment = controller.deploy("support", "2026-11-24", "chat", "answer");

    Artifact live = ask(deployment, null);

    assertThat(live.getAncestors().getTotalCount()).isEqualTo(8);
    assertThat(live.getAncestors().getEdges())
        .extracting(it -> it.getDepth() + " " + describe(it.getNode()))
        .containsExactly(
            "1 MODEL chat@final",
            "1 PROMPT answer@2",
            "2 DATASET tickets",
            "2 CODE trainer@" + commit,
            "2 CHECKPOINT chat@step-200",
            "2 PROMPT answer@1",
            "3 CHECKPOINT chat@step-100",
            "4 MODEL base.safetensors");
  }

  @Test
  void tellsWhatAModelWasJudgedBy() throws IOException {
    Path model = train();
    harness.ran(suite(), model, 0.91, EVALUATED);
    var runs = ArtifactFilter.newBuilder().kinds(List.of(ArtifactKind.EVAL_RUN)).build();

    Artifact judged = ask(Ids.ofPath(model), LineageFilter.newBuilder().where(runs).build());

    assertThat(judged.getDescendants().getNodes())
        .singleElement()
        .isInstanceOfSatisfying(
            EvalRun.class,
            it -> {
              assertThat(it.getVersion()).isEqualTo("2026-11-24T12:00:00Z");
              assertThat(it.getScore()).isEqualTo(0.91);
            });
  }

  @Test
  void deploysNothingThatHasNotPassed() throws IOException {
    Path model = train();
    prompts.publish("answer", 1, "Answer briefly. " + namespace, "chat");

    assertThatThrownBy(() -> controller.deploy("support", "1", "chat", "answer"))
        .hasMessage("chat has not passed regression.jsonl");
    harness.ran(suite(), model, 0.5, EVALUATED);
    assertThatThrownBy(() -> controller.deploy("support", "1", "chat", "answer"))
        .hasMessage("chat has not passed regression.jsonl");
  }

  @Test
  void knowsWordsThatAPromptHadBefore() throws IOException {
    Path _ = train();

    assertThat(prompts.publish("answer", 1, "Answer briefly. " + namespace, "chat")).isFalse();
    assertThat(prompts.publish("answer", 2, "Answer politely. " + namespace, "chat")).isFalse();
    assertThat(prompts.publish("answer", 3, "Answer briefly. " + namespace, "chat")).isTrue();
  }

  /** Trains a model; everything has content of its own. */
  private Path train() throws IOException {
    write("tickets/part-1.jsonl");
    write("tickets/part-2.jsonl");
    var hook =
        new TrainerHook(
            pedigree,
            namespace,
            "chat",
            write("base.safetensors"),
            disk.resolve("tickets"),
            commit);
    hook.onSave(write("checkpoint-100"), 100, 2.1);
    hook.onSave(write("checkpoint-200"), 200, 1.7);
    Path model = write("chat.safetensors");
    hook.onTrainEnd(model, 250);
    return model;
  }

  private Path suite() throws IOException {
    return write("regression.jsonl");
  }

  private Path write(String name) throws IOException {
    Path file = disk.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, namespace + " " + name);
  }

  private Artifact ask(String id, @Nullable LineageFilter filter) {
    return pedigree
        .execute(
            ArtifactGraphQLQuery.newRequest().id(id).build(),
            new ArtifactProjectionRoot<>()
                .ancestors()
                .totalCount()
                .edges()
                .depth()
                .node()
                .name()
                .version()
                .kind()
                .root()
                .descendants(filter, 50, null)
                .nodes()
                .version()
                .onEvalRun()
                .score()
                .root(),
            Artifact.class)
        .orElseThrow();
  }

  private static String describe(Artifact artifact) {
    String version = artifact.getVersion();
    return artifact.getKind() + " " + artifact.getName() + (version == null ? "" : "@" + version);
  }
}
