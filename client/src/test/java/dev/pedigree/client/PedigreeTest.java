package dev.pedigree.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pedigree.client.query.ArtifactByNameGraphQLQuery;
import dev.pedigree.client.query.ArtifactByNameProjectionRoot;
import dev.pedigree.client.query.DescendsFromGraphQLQuery;
import dev.pedigree.client.query.EdgeTypesGraphQLQuery;
import dev.pedigree.client.query.EdgeTypesProjectionRoot;
import dev.pedigree.client.query.JournalGraphQLQuery;
import dev.pedigree.client.query.JournalProjectionRoot;
import dev.pedigree.client.types.Artifact;
import dev.pedigree.client.types.ArtifactFilter;
import dev.pedigree.client.types.ArtifactInput;
import dev.pedigree.client.types.ArtifactKind;
import dev.pedigree.client.types.Change;
import dev.pedigree.client.types.DatasetInput;
import dev.pedigree.client.types.DeploymentInput;
import dev.pedigree.client.types.EdgeType;
import dev.pedigree.client.types.EdgeTypeDefinition;
import dev.pedigree.client.types.JournalConnection;
import dev.pedigree.client.types.JournalEdge;
import dev.pedigree.client.types.LineageFilter;
import dev.pedigree.client.types.Model;
import dev.pedigree.client.types.ModelInput;
import dev.pedigree.client.types.NameInput;
import dev.pedigree.client.types.ParentInput;
import dev.pedigree.client.types.RecordInput;
import dev.pedigree.client.types.RecordPayload;
import dev.pedigree.client.types.UnhashedReason;
import dev.pedigree.identity.Ids;
import dev.pedigree.localstack.GatewayServer;
import dev.pedigree.localstack.junit.WithGatewayServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@WithGatewayServer
class PedigreeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int WRITERS = 4;
  private static final int RECORDS_EACH = 50;

  private final String namespace = "client-" + UUID.randomUUID();
  private final GatewayServer gateway;
  private final Pedigree pedigree;

  PedigreeTest(GatewayServer gateway) {
    this.gateway = gateway;
    this.pedigree = Pedigree.builder(gateway.uri()).caller(namespace).patience(PATIENCE).open();
  }

  @AfterEach
  void close() {
    pedigree.close();
  }

  @Test
  void answersInTypesWhatWasRecordedInTypes() {
    Instant created = Instant.parse("2026-10-01T12:00:00Z");
    String digest = Ids.ofText(namespace);
    RecordPayload recorded =
        record(
            ArtifactInput.newBuilder()
                .model(
                    ModelInput.newBuilder()
                        .namespace(namespace)
                        .name("a \"quoted\" name { and } $more \\ é 😀")
                        .digest(digest)
                        .createdAt(created)
                        .parameters(7e9)
                        .architecture("decoder")
                        .build())
                .build());

    Model model =
        (Model)
            pedigree
                .execute(
                    ArtifactByNameGraphQLQuery.newRequest()
                        .namespace(namespace)
                        .name("a \"quoted\" name { and } $more \\ é 😀")
                        .build(),
                    new ArtifactByNameProjectionRoot<>()
                        .id()
                        .createdAt()
                        .attributes()
                        .revision()
                        .onModel()
                        .parameters()
                        .parent(),
                    Artifact.class)
                .orElseThrow();

    assertThat(recorded.getChanged()).isTrue();
    assertThat(recorded.getArtifacts())
        .singleElement()
        .satisfies(it -> assertThat(it.getKind()).isEqualTo(ArtifactKind.MODEL));
    assertThat(model.getId()).isEqualTo(digest);
    assertThat(model.getCreatedAt()).isEqualTo(created);
    assertThat(model.getParameters()).isEqualTo(7e9);
    assertThat(model.getRevision()).isEqualTo(recorded.getRevision());
    assertThat(model.getAttributes())
        .isEqualTo(Map.of("architecture", "decoder", "parameters", 7_000_000_000L));
    assertThat(model.getArchitecture()).as("not selected").isNull();
  }

  @Test
  void findsNothingUnderANameThatNobodyHas() {
    assertThat(
            pedigree.execute(
                ArtifactByNameGraphQLQuery.newRequest().namespace(namespace).name("x").build(),
                new ArtifactByNameProjectionRoot<>().id(),
                Artifact.class))
        .isEmpty();
  }

  @Test
  void asksWithFiltersAndForNumbersTruthsAndLists() {
    record(dataset("d"), deployment("live", parent(EdgeType.RETRIEVES_FROM, "d")));
    String dataset = Ids.ofName("DATASET", namespace, "d", null);
    String deployment = Ids.ofName("DEPLOYMENT", namespace, "live", "1");
    var filter =
        LineageFilter.newBuilder()
            .maxDepth(1)
            .where(ArtifactFilter.newBuilder().kinds(List.of(ArtifactKind.DATASET)).build())
            .build();

    Artifact live =
        pedigree
            .execute(
                ArtifactByNameGraphQLQuery.newRequest().namespace(namespace).name("live").build(),
                new ArtifactByNameProjectionRoot<>()
                    .ancestors(filter, 10, null)
                    .totalCount()
                    .nodes()
                    .id()
                    .root(),
                Artifact.class)
            .orElseThrow();

    assertThat(live.getAncestors().getTotalCount()).isEqualTo(1);
    assertThat(live.getAncestors().getNodes()).extracting(Artifact::getId).containsExactly(dataset);
    assertThat(
            pedigree.execute(
                DescendsFromGraphQLQuery.newRequest().child(deployment).ancestor(dataset).build(),
                null,
                Boolean.class))
        .hasValue(true);
    assertThat(
            pedigree.executeForList(
                EdgeTypesGraphQLQuery.newRequest().build(),
                new EdgeTypesProjectionRoot<>().type().root(),
                EdgeTypeDefinition.class))
        .extracting(EdgeTypeDefinition::getType)
        .containsExactlyInAnyOrder(EdgeType.values());
  }

  @Test
  void computesTheIdsThatTheGatewayComputes() {
    RecordPayload recorded =
        record(
            dataset("quote\"back\\slash/ 模型 😀"),
            deployment("é", parent(EdgeType.RETRIEVES_FROM, "quote\"back\\slash/ 模型 😀")));
    String dataset = Ids.ofName("DATASET", namespace, "quote\"back\\slash/ 模型 😀", null);
    String deployment = Ids.ofName("DEPLOYMENT", namespace, "é", "1");

    assertThat(recorded.getArtifacts())
        .extracting(Artifact::getId)
        .containsExactly(dataset, deployment);
    assertThat(recorded.getEdges())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.getId())
                    .isEqualTo(Ids.ofEdge("RETRIEVES_FROM", deployment, dataset)));
  }

  @Test
  void saysWhatWasRefusedWhereAndWhy() {
    RefusedException refused =
        catchThrowableOfType(
            RefusedException.class,
            () -> record(deployment("live", parent(EdgeType.SERVES, "absent"))));

    assertThat(refused.code()).isEqualTo("UNKNOWN_PARENT");
    assertThat(refused.path()).hasValue("input.artifacts[0].deployment.parents[0].name");
    assertThat(refused).hasMessageContaining("absent").hasMessageContaining("UNKNOWN_PARENT");
  }

  @Test
  void repeatsAnAnswerUnderTheSameRequestId() {
    RecordInput input =
        RecordInput.newBuilder()
            .requestId(UUID.randomUUID().toString())
            .artifacts(List.of(dataset("once")))
            .build();

    RecordPayload first = pedigree.record(input);

    assertThat(pedigree.record(input)).isEqualTo(first);
    assertThat(first.getChanged()).isTrue();
  }

  @Test
  void recordsEachOnceThoughTheGatewayIsKilledAndStartedAgain() throws Exception {
    var underWay = new CountDownLatch(WRITERS * RECORDS_EACH / 4);
    List<RecordPayload> answers = new ArrayList<>();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<List<RecordPayload>>> work = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        work.add(writers.submit(writer("writer-" + writer, underWay)));
      }

      underWay.await();
      gateway.kill();
      boolean allAnsweredBefore = work.stream().allMatch(Future::isDone);
      gateway.start(PATIENCE);
      for (var each : work) {
        answers.addAll(each.get());
      }

      assertThat(allAnsweredBefore).isFalse();
    }

    assertThat(answers)
        .hasSize(WRITERS * RECORDS_EACH)
        .allSatisfy(it -> assertThat(it.getChanged()).isTrue());
    assertThat(answers).extracting(RecordPayload::getRevision).doesNotHaveDuplicates();
    assertThat(journal())
        .extracting(Change::getRevision)
        .containsExactlyInAnyOrderElementsOf(
            answers.stream().map(RecordPayload::getRevision).toList());
  }

  private Callable<List<RecordPayload>> writer(String name, CountDownLatch underWay) {
    return () -> {
      List<RecordPayload> answers = new ArrayList<>();
      for (int i = 0; i < RECORDS_EACH; i++) {
        answers.add(record(dataset(name + "-" + i)));
        underWay.countDown();
      }
      return answers;
    };
  }

  private List<Change> journal() {
    return pedigree
        .execute(
            JournalGraphQLQuery.newRequest().by(namespace).first(1000).build(),
            new JournalProjectionRoot<>().edges().node().revision().root(),
            JournalConnection.class)
        .orElseThrow()
        .getEdges()
        .stream()
        .map(JournalEdge::getNode)
        .toList();
  }

  private RecordPayload record(ArtifactInput... artifacts) {
    return pedigree.record(RecordInput.newBuilder().artifacts(List.of(artifacts)).build());
  }

  private ArtifactInput dataset(String name) {
    return ArtifactInput.newBuilder()
        .dataset(
            DatasetInput.newBuilder()
                .namespace(namespace)
                .name(name)
                .unhashed(UnhashedReason.LOST)
                .build())
        .build();
  }

  private ArtifactInput deployment(String name, ParentInput parent) {
    return ArtifactInput.newBuilder()
        .deployment(
            DeploymentInput.newBuilder()
                .namespace(namespace)
                .name(name)
                .version("1")
                .parents(List.of(parent))
                .build())
        .build();
  }

  private ParentInput parent(EdgeType type, String name) {
    return ParentInput.newBuilder()
        .type(type)
        .name(NameInput.newBuilder().namespace(namespace).name(name).build())
        .build();
  }
}
