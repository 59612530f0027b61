package dev.pedigree.interop.openlineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.identity.Ids;
import dev.pedigree.interop.Standing;
import dev.pedigree.schema.PedigreeSchema;
import dev.pedigree.schema.TypeSystem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunRecordTest {
  private static final TypeSystem TYPES = PedigreeSchema.load().typeSystem();
  private static final String AT_EIGHT = "2026-10-01T08:00:00Z";
  private static final String AT_NINE = "2026-10-01T09:00:00Z";

  private final Graph graph = new Graph();

  @Test
  void makesANodeOfWhatARunWroteAndAnEdgeToWhatItRead() {
    RecordRequest request =
        record(Events.of(Events.RUN, "COMPLETE", AT_NINE, Events.reads("a", "b")));

    RecordRequest.Artifact input = artifact(request, "a");
    RecordRequest.Artifact output = artifact(request, "b");
    assertThat(input.version()).isNull();
    assertThat(input.unhashed()).isEqualTo(UnhashedReason.TABLE_WITHOUT_SNAPSHOT);
    assertThat(output.version()).isEqualTo(Events.RUN);
    assertThat(output.createdAt()).hasToString(AT_NINE);
    assertThat(output.provenance()).isEqualTo(Provenance.PARTIAL);
    assertThat(request.edges()).hasSize(1);
    assertThat(request.edges().getFirst().type()).isEqualTo("DERIVED_FROM");
    assertThat(request.edges().getFirst().parent()).isEqualTo(id("a", null));
    assertThat(CanonicalJson.of(request.edges().getFirst().attributes()))
        .isEqualTo(
            "{\"job\":{\"name\":\"nightly\",\"namespace\":\"jobs\"},\"parentVersion\":\"assumed\",\"run\":{\"runId\":\"%s\"}}"
                .formatted(Events.RUN));
  }

  @Test
  void takesVersionsFromTheirFacets() {
    RecordRequest request =
        record(
            Events.of(
                Events.RUN,
                "COMPLETE",
                AT_NINE,
                ",\"inputs\":[%s],\"outputs\":[%s]"
                    .formatted(
                        Events.dataset("t", Events.version("4")),
                        Events.dataset("t", Events.version("5")))));

    assertThat(request.edges().getFirst().child()).isEqualTo(id("t", "5"));
    assertThat(request.edges().getFirst().parent()).isEqualTo(id("t", "4"));
    assertThat(request.edges().getFirst().attributes()).doesNotContainKey("parentVersion");
    assertThat(request.artifacts())
        .filteredOn(it -> "5".equals(it.version()))
        .allSatisfy(it -> assertThat(it.attributes()).containsEntry("snapshot", "5"));
  }

  @Test
  void readsTheNewestVersionThatIsRecorded() {
    graph.add(record(Events.of(Events.RUN, "COMPLETE", AT_EIGHT, Events.reads("", "b"))));

    RecordRequest request =
        record(Events.of(Events.OTHER_RUN, "COMPLETE", AT_NINE, Events.reads("b", "c")));

    assertThat(request.edges().getFirst().parent()).isEqualTo(id("b", Events.RUN));
    assertThat(request.artifacts()).extracting(RecordRequest.Artifact::name).containsExactly("c");
  }

  @Test
  void readsTheDatasetAsSuchWhereTheNewestVersionCannotBeIt() {
    graph.add(record(Events.of(Events.RUN, "COMPLETE", AT_EIGHT, Events.reads("", "b"))));
    RunParts late = new RunParts();
    late.add(Events.of(Events.OTHER_RUN, "COMPLETE", AT_NINE, Events.reads("b", "c")));

    RecordRequest request = RunRecord.of(late, TYPES, graph, false);

    assertThat(request.edges().getFirst().parent()).isEqualTo(id("b", null));
  }

  @Test
  void readsTheVersionBeforeWhereARunWritesWhatItReads() {
    graph.add(record(Events.of(Events.RUN, "COMPLETE", AT_EIGHT, Events.reads("t", "t"))));

    RecordRequest again =
        record(Events.of(Events.RUN, "COMPLETE", AT_EIGHT, Events.reads("t", "t")));
    RecordRequest next =
        record(Events.of(Events.OTHER_RUN, "COMPLETE", AT_NINE, Events.reads("t", "t")));

    assertThat(again.edges().getFirst().parent()).isEqualTo(id("t", null));
    assertThat(next.edges().getFirst().child()).isEqualTo(id("t", Events.OTHER_RUN));
    assertThat(next.edges().getFirst().parent()).isEqualTo(id("t", Events.RUN));
  }

  @Test
  void saysTheSameWhenItIsToldAgainAfterOthersWroteWhatItRead() {
    graph.add(record(Events.of(Events.RUN, "COMPLETE", AT_EIGHT, Events.reads("a", "b"))));
    graph.add(record(Events.of(Events.OTHER_RUN, "COMPLETE", AT_NINE, Events.reads("", "a"))));

    RecordRequest again =
        record(Events.of(Events.RUN, "COMPLETE", AT_EIGHT, Events.reads("a", "b")));

    assertThat(again.edges()).hasSize(1);
    assertThat(again.edges().getFirst().parent()).isEqualTo(id("a", null));
  }

  @Test
  void putsTogetherWhatSeveralEventsTellInWhicheverOrder() {
    LineageEvent start =
        Events.of(
            Events.RUN,
            "START",
            AT_EIGHT,
            ",\"inputs\":[%s],\"outputs\":[%s]"
                .formatted(
                    Events.dataset("a", ""),
                    Events.dataset("b", "\"documentation\":{\"description\":\"old\"}")));
    LineageEvent end =
        Events.of(
            Events.RUN,
            "COMPLETE",
            AT_NINE,
            ",\"outputs\":["
                + Events.dataset("b", "\"documentation\":{\"description\":\"new\"}")
                + "]");

    RecordRequest one = record(start, end);
    RecordRequest other = record(end, start, end);

    assertThat(artifact(one, "b").description()).isEqualTo("new");
    assertThat(one.edges()).hasSize(1);
    assertThat(other).isEqualTo(one);
  }

  @Test
  void keepsWhatItDoesNotKnow() {
    RecordRequest request =
        record(
            Events.of(
                Events.RUN,
                "COMPLETE",
                AT_NINE,
                ",\"inputs\":[],\"outputs\":["
                    + Events.dataset(
                        "b",
                        "\"schema\":{\"fields\":[{\"name\":\"id\",\"type\":\"int\"}]},\"custom\":{\"deep\":[1]},"
                            + "\"dataSource\":{\"uri\":\"s3://b\"},\"gone\":{\"_deleted\":true}")
                    + "]"));

    RecordRequest.Artifact output = artifact(request, "b");
    assertThat(output.attributes())
        .containsEntry("columns", List.of("id"))
        .containsEntry("location", "s3://b");
    assertThat(CanonicalJson.of(output.attributes().get("extra")))
        .contains("\"custom\":{\"deep\":[1]}")
        .contains("\"type\":\"int\"")
        .doesNotContain("gone");
    assertThat(output.provenance()).isNull();
  }

  @Test
  void keepsColumnLineageOnTheEdgesThatItIsOf() {
    RecordRequest request =
        record(
            Events.of(
                Events.RUN,
                "COMPLETE",
                AT_NINE,
                ",\"inputs\":[%s,%s],\"outputs\":[%s]"
                    .formatted(
                        Events.dataset("a", ""),
                        Events.dataset("z", ""),
                        Events.dataset(
                            "b",
                            "\"columnLineage\":{\"fields\":{\"id\":{\"inputFields\":[{\"namespace\":\"db\",\"name\":\"a\",\"field\":\"key\"}]}}}"))));

    assertThat(request.edges())
        .filteredOn(it -> it.parent().equals(id("a", null)))
        .allSatisfy(
            it ->
                assertThat(CanonicalJson.of(it.attributes().get("columns")))
                    .isEqualTo("{\"id\":[{\"field\":\"key\"}]}"));
    assertThat(request.edges())
        .filteredOn(it -> it.parent().equals(id("z", null)))
        .hasSize(1)
        .allSatisfy(it -> assertThat(it.attributes()).doesNotContainKey("columns"));
  }

  @Test
  void makesNodesOfSourceCode() {
    LineageEvent event =
        Events.event(
            """
            {"eventType":"COMPLETE","eventTime":"2026-10-01T09:00:00Z","producer":"p","schemaURL":"s",
             "run":{"runId":"%s"},
             "job":{"namespace":"jobs","name":"nightly","facets":{
               "sql":{"query":"select 1"},
               "sourceCodeLocation":{"type":"git","url":"https://example.org/r/blob/abc/x.py","repoUrl":"https://example.org/r","path":"x.py","version":"abc"}}},
             "outputs":[{"namespace":"db","name":"b"}]}
            """
                .formatted(Events.RUN));

    RecordRequest request = record(event);

    assertThat(request.edges())
        .extracting(RecordRequest.Edge::type, RecordRequest.Edge::parent)
        .containsExactly(
            tuple("BUILT_WITH", new ArtifactId(Digest.of("select 1")).toString()),
            tuple(
                "BUILT_WITH",
                ArtifactId.ofIdentity(
                        "CODE", new ArtifactName("jobs", "https://example.org/r#x.py", "abc"))
                    .toString()));
  }

  @Test
  void takesACommitForTheSameCodeWhereverItIsNamed() {
    String commit = "9fceb02d0ae598e95dc970b74767f19372d61af8";
    LineageEvent event =
        Events.event(
            """
            {"eventType":"COMPLETE","eventTime":"2026-10-01T09:00:00Z","producer":"p","schemaURL":"s",
             "run":{"runId":"%s"},
             "job":{"namespace":"jobs","name":"nightly","facets":{
               "sourceCodeLocation":{"type":"git","url":"https://example.org/r","path":"x.py","version":"%s"}}},
             "outputs":[{"namespace":"db","name":"b"}]}
            """
                .formatted(Events.RUN, commit));

    RecordRequest request = record(event);

    assertThat(request.edges().getFirst().parent()).isEqualTo(Ids.ofGitCommit(commit));
    assertThat(artifact(request, "https://example.org/r").digest())
        .isEqualTo(Ids.ofGitCommit(commit));
  }

  @Test
  void usesWhatIsRecordedUnderTheNameWithADigest() {
    ArtifactId hashed = new ArtifactId(Digest.of("bytes"));
    graph.name(new ArtifactName("db", "a", "7"), hashed);

    RecordRequest request =
        record(
            Events.of(
                Events.RUN,
                "COMPLETE",
                AT_NINE,
                ",\"inputs\":[%s],\"outputs\":[%s]"
                    .formatted(Events.dataset("a", Events.version("7")), Events.dataset("b", ""))));

    assertThat(request.edges().getFirst().parent()).isEqualTo(hashed.toString());
    assertThat(request.artifacts()).extracting(RecordRequest.Artifact::name).containsExactly("b");
  }

  @Test
  void dropsTheLargestFacetsWhereTheyAreTooLong() {
    String huge = "x".repeat(450_000);
    RecordRequest request =
        record(
            Events.of(
                Events.RUN,
                "COMPLETE",
                AT_NINE,
                ",\"outputs\":["
                    + Events.dataset(
                        "b", "\"plan\":{\"text\":\"" + huge + "\"},\"small\":{\"x\":1}")
                    + "]"));

    assertThat(CanonicalJson.of(artifact(request, "b").attributes().get("extra")))
        .contains("\"_dropped\":[\"plan\"]")
        .contains("\"small\":{\"x\":1}");
  }

  private RecordRequest record(LineageEvent... events) {
    RunParts run = new RunParts();
    for (LineageEvent event : events) {
      run.add(event);
    }
    RunParts kept = new RunParts();
    for (LineageEvent event : events) {
      kept.add(RunParts.texts(event));
    }
    assertThat(kept.complete()).isEqualTo(run.complete());
    return RunRecord.of(run, TYPES, graph, true);
  }

  private static RecordRequest.Artifact artifact(RecordRequest request, String name) {
    return request.artifacts().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String id(String name, @Nullable String version) {
    return ArtifactId.ofIdentity("DATASET", new ArtifactName("db", name, version)).toString();
  }

  /** What was recorded before. */
  private static final class Graph implements Standing {
    private final Map<ArtifactName, ArtifactId> names = new LinkedHashMap<>();
    private final Map<ArtifactId, Map<ArtifactId, List<ArtifactName>>> parents = new HashMap<>();

    void name(ArtifactName name, ArtifactId id) {
      names.remove(name);
      names.put(name, id);
    }

    void add(RecordRequest request) {
      for (RecordRequest.Artifact artifact : request.artifacts()) {
        ArtifactName name =
            new ArtifactName(artifact.namespace(), artifact.name(), artifact.version());
        name(name, ArtifactId.ofIdentity(artifact.kind(), name));
      }
      for (RecordRequest.Edge edge : request.edges()) {
        ArtifactId parent = ArtifactId.parse(edge.parent()).orElseThrow();
        parents
            .computeIfAbsent(
                ArtifactId.parse(edge.child()).orElseThrow(), _ -> new LinkedHashMap<>())
            .put(
                parent,
                names.entrySet().stream()
                    .filter(it -> it.getValue().equals(parent))
                    .map(Map.Entry::getKey)
                    .toList());
      }
    }

    @Override
    public Optional<Known> named(ArtifactName name) {
      return Optional.ofNullable(names.get(name)).map(id -> new Known(id, Set.of("DATASET")));
    }

    @Override
    public Optional<ArtifactId> newest(String namespace, String name) {
      return names.entrySet().stream()
          .filter(it -> it.getKey().namespace().equals(namespace))
          .filter(it -> it.getKey().name().equals(name))
          .map(Map.Entry::getValue)
          .reduce((_, newer) -> newer);
    }

    @Override
    public Map<ArtifactId, List<ArtifactName>> parents(ArtifactId id) {
      return parents.getOrDefault(id, Map.of());
    }
  }
}
