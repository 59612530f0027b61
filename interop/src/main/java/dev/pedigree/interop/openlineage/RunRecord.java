package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.UnhashedReason;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.identity.Ids;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.json.Members;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of a run that is over, or of a job or dataset without one: a node for each
 * version of a dataset, edges from what was written to what was read, and to the code.
 *
 * <p>A version is what its facet says, else the run that wrote it; of what was read without a
 * version the newest that is recorded. What was read when the same run was recorded before stays
 * what was read. For one thread, once.
 */
public final class RunRecord {
  private static final String DERIVED_FROM = "DERIVED_FROM";
  private static final String BUILT_WITH = "BUILT_WITH";
  private static final String DATASET = "DATASET";
  private static final String CODE = "CODE";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int MAX_NAME = 512;
  private static final int SHOWN_DIGITS = 12;

  private final RunParts run;
  private final TypeSystem types;
  private final Standing standing;
  private final boolean newest;
  private final Kind dataset;
  private final Map<ArtifactId, RecordRequest.Artifact> artifacts = new LinkedHashMap<>();
  private final List<RecordRequest.Edge> edges = new ArrayList<>();

  /** What was read, by name. */
  private final Map<DatasetName, Read> inputs = new LinkedHashMap<>();

  /** Parents that were asked for. */
  private final Map<ArtifactId, Map<ArtifactId, List<ArtifactName>>> asked = new HashMap<>();

  /** What was written. */
  private final Set<ArtifactId> outputs = new LinkedHashSet<>();

  /**
   * What was read.
   *
   * @param assumed whether no event says which version it was
   * @param facets what is told of it and lies on no node
   */
  private record Read(ArtifactId id, boolean assumed, Map<String, Object> facets) {}

  private RunRecord(RunParts run, TypeSystem types, Standing standing, boolean newest) {
    this.run = run;
    this.types = types;
    this.standing = standing;
    this.newest = newest;
    this.dataset = types.kind(DATASET).orElseThrow();
  }

  /**
   * The request; empty of artifacts and edges if there is nothing to record.
   *
   * @param standing asked for what is recorded already
   * @param newest whether what was read without a version is the newest that is recorded; else it
   *     is the dataset, whichever version: for events that come so late that the newest already
   *     descends from what they tell of
   */
  public static RecordRequest of(
      RunParts run, TypeSystem types, Standing standing, boolean newest) {
    RunRecord record = new RunRecord(run, types, standing, newest);
    record.build();
    return new RecordRequest(null, List.copyOf(record.artifacts.values()), record.edges, List.of());
  }

  /** What stands for the document that a run is: all of it can be found and retracted by that. */
  public static Digest document(String runId) {
    return Digest.of("openlineage run " + runId);
  }

  /** What the run wrote, by the names that its parts have: for those that come after it. */
  static Map<DatasetName, ArtifactId> written(RunParts run, TypeSystem types, Standing standing) {
    RunRecord record = new RunRecord(run, types, standing, false);
    Map<DatasetName, ArtifactId> written = new LinkedHashMap<>();
    for (DatasetName name : run.datasets(Part.OUTPUT)) {
      written.put(name, record.id(record.outputName(name, record.output(name))));
    }
    return written;
  }

  private void build() {
    List<DatasetName> written = run.datasets(Part.OUTPUT);
    for (DatasetName name : written) {
      outputs.add(id(outputName(name, output(name))));
    }
    for (DatasetName name : run.datasets(Part.INPUT)) {
      inputs.put(name, read(name));
    }
    List<ArtifactId> code = written.isEmpty() ? List.of() : code();
    boolean first = true;
    for (DatasetName name : written) {
      write(name, code, first);
      first = false;
    }
  }

  private DatasetNode output(DatasetName name) {
    return new DatasetNode(
        types,
        dataset,
        run.facets(Part.OUTPUT, name, "facets"),
        run.facets(Part.OUTPUT, name, "outputFacets"));
  }

  private ArtifactName outputName(DatasetName name, DatasetNode node) {
    String version = node.version();
    String runId = run.runId();
    return new ArtifactName(
        name.namespace(), name.name(), version != null ? version : runId.isEmpty() ? null : runId);
  }

  /** What has the name, or will have it. */
  private ArtifactId id(ArtifactName name) {
    return standing
        .named(name)
        .map(Standing.Known::id)
        .orElseGet(() -> ArtifactId.ofIdentity(DATASET, name));
  }

  private Read read(DatasetName name) {
    Map<String, Map<String, @Nullable Object>> facets = run.facets(Part.INPUT, name, "facets");
    DatasetNode node = new DatasetNode(types, dataset, facets, Map.of());
    Map<String, Object> told = new LinkedHashMap<>();
    Kept room = Kept.withEdge();
    Map<String, Map<String, @Nullable Object>> inputFacets =
        run.facets(Part.INPUT, name, "inputFacets");
    if (!inputFacets.isEmpty()) {
      told.put("inputFacets", room.of(inputFacets));
    }
    String version = node.version();
    ArtifactId known = version == null ? assumed(name) : null;
    ArtifactName exact = new ArtifactName(name.namespace(), name.name(), version);
    if (known == null) {
      known = standing.named(exact).map(Standing.Known::id).orElse(null);
    }
    if (known != null) {
      if (!facets.isEmpty()) {
        told.put("facets", room.of(facets));
      }
      return new Read(known, version == null, told);
    }
    ArtifactId id = ArtifactId.ofIdentity(DATASET, exact);
    artifacts.put(
        id,
        artifact(
            "inputs",
            exact,
            node,
            node.attributes(Kept.withArtifact(), Map::of),
            null,
            null,
            reason(version)));
    return new Read(id, version == null, told);
  }

  private static UnhashedReason reason(@Nullable String version) {
    return version == null ? UnhashedReason.TABLE_WITHOUT_SNAPSHOT : UnhashedReason.OTHER;
  }

  /** Which version of it was read, if none is told; null: none is recorded. */
  private @Nullable ArtifactId assumed(DatasetName name) {
    for (ArtifactId output : outputs) {
      for (Map.Entry<ArtifactId, List<ArtifactName>> parent : parents(output).entrySet()) {
        if (parent.getValue().stream()
            .anyMatch(
                it -> it.namespace().equals(name.namespace()) && it.name().equals(name.name()))) {
          return parent.getKey();
        }
      }
    }
    return newest
        ? standing
            .newest(name.namespace(), name.name())
            .filter(it -> !outputs.contains(it))
            .orElse(null)
        : null;
  }

  private Map<ArtifactId, List<ArtifactName>> parents(ArtifactId output) {
    return asked.computeIfAbsent(output, standing::parents);
  }

  private void write(DatasetName name, List<ArtifactId> code, boolean first) {
    DatasetNode node = output(name);
    ArtifactName versioned = outputName(name, node);
    ArtifactId id = id(versioned);
    if (id.equals(ArtifactId.ofIdentity(DATASET, versioned))) {
      Kept room = Kept.withArtifact();
      Provenance provenance = inputs.isEmpty() ? null : Provenance.PARTIAL;
      artifacts.put(
          id,
          artifact(
              "outputs",
              versioned,
              node,
              node.attributes(room, () -> about(first, room)),
              run.end().orElse(null),
              provenance,
              reason(versioned.version())));
    }
    inputs.forEach(
        (input, read) -> {
          if (!read.id().equals(id)) {
            edges.add(edge(name, input, read, id, first));
          }
        });
    for (ArtifactId source : code) {
      edges.add(
          new RecordRequest.Edge(
              path("outputs", name),
              BUILT_WITH,
              id.toString(),
              source.toString(),
              null,
              List.of(),
              identity()));
    }
  }

  private static String path(String member, DatasetName name) {
    return member + "[" + name.namespace() + " " + name.name() + "]";
  }

  private RecordRequest.Artifact artifact(
      String member,
      ArtifactName name,
      DatasetNode node,
      Map<String, @Nullable Object> attributes,
      @Nullable Instant createdAt,
      @Nullable Provenance provenance,
      UnhashedReason reason) {
    String path = path(member, new DatasetName(name.namespace(), name.name()));
    return new RecordRequest.Artifact(
        path,
        path + ".facets",
        DATASET,
        null,
        reason,
        name.namespace(),
        name.name(),
        name.version(),
        createdAt,
        node.description(),
        provenance,
        node.owners(),
        node.labels(),
        attributes,
        List.of(),
        List.of());
  }

  /** Which job and which run, for every edge. */
  private Map<String, @Nullable Object> identity() {
    Map<String, @Nullable Object> identity = new LinkedHashMap<>();
    if (!run.jobName().isEmpty()) {
      identity.put("job", Map.of("namespace", run.jobNamespace(), "name", run.jobName()));
    }
    if (!run.runId().isEmpty()) {
      identity.put("run", Map.of("runId", run.runId()));
    }
    return identity;
  }

  /** All that is told of the job and the run: with the first of what was written. */
  private Map<String, Object> about(boolean first, Kept room) {
    Map<String, Object> about = new LinkedHashMap<>();
    if (!run.jobName().isEmpty()) {
      Map<String, Object> job = new LinkedHashMap<>();
      job.put("namespace", run.jobNamespace());
      job.put("name", run.jobName());
      job.put("producer", run.producer());
      facets(job, Part.JOB, first, room);
      about.put("job", job);
    }
    if (!run.runId().isEmpty()) {
      Map<String, Object> of = new LinkedHashMap<>();
      of.put("runId", run.runId());
      facets(of, Part.RUN, first, room);
      about.put("run", of);
    }
    return about;
  }

  private void facets(Map<String, Object> out, String of, boolean wanted, Kept room) {
    Map<String, Map<String, @Nullable Object>> facets = run.facets(of, null, "facets");
    if (wanted && !facets.isEmpty()) {
      out.put("facets", room.of(facets));
    }
  }

  private RecordRequest.Edge edge(
      DatasetName output, DatasetName input, Read read, ArtifactId child, boolean first) {
    Map<String, @Nullable Object> attributes = identity();
    Map<String, Object> columns = columns(output, input);
    if (!columns.isEmpty()) {
      attributes.put("columns", Kept.withEdge().of(columns));
    }
    if (read.assumed()) {
      attributes.put("parentVersion", "assumed");
    }
    if (first && !read.facets().isEmpty()) {
      attributes.put("input", read.facets());
    }
    return new RecordRequest.Edge(
        path("outputs", output),
        DERIVED_FROM,
        child.toString(),
        read.id().toString(),
        null,
        List.of(),
        attributes);
  }

  /** By column of the output: which columns of the input it was made of. */
  private Map<String, Object> columns(DatasetName output, DatasetName input) {
    Map<String, @Nullable Object> facet =
        run.facets(Part.OUTPUT, output, "facets").getOrDefault("columnLineage", Map.of());
    if (!facet.containsKey("fields")) {
      return Map.of();
    }
    Members fields = Members.of(facet.get("fields"), "columnLineage.fields");
    Map<String, Object> columns = new LinkedHashMap<>();
    for (String column : fields.names()) {
      List<Map<String, @Nullable Object>> of = new ArrayList<>();
      for (Members source : fields.needObject(column).objects("inputFields")) {
        if (input.equals(new DatasetName(source.needText("namespace"), source.needText("name")))) {
          Map<String, @Nullable Object> kept = new LinkedHashMap<>(source.values());
          kept.remove("namespace");
          kept.remove("name");
          of.add(kept);
        }
      }
      if (!of.isEmpty()) {
        columns.put(column, of);
      }
    }
    return columns;
  }

  /** The code that facets of the job tell of. */
  private List<ArtifactId> code() {
    Map<String, Map<String, @Nullable Object>> facets = run.facets(Part.JOB, null, "facets");
    List<ArtifactId> code = new ArrayList<>();
    text(facets, "sourceCode", "sourceCode", code);
    text(facets, "sql", "query", code);
    location(facets, code);
    return code;
  }

  private void text(
      Map<String, Map<String, @Nullable Object>> facets,
      String facet,
      String member,
      List<ArtifactId> code) {
    Map<String, @Nullable Object> told = facets.get(facet);
    if (told == null || !(told.get(member) instanceof String text) || text.isEmpty()) {
      return;
    }
    ArtifactId id = new ArtifactId(Digest.of(text));
    Object language = facet.equals("sql") ? "SQL" : told.get("language");
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    put(attributes, "language", language);
    put(attributes, "extra", Map.of("openlineage", Kept.withArtifact().of(Map.of(facet, told))));
    String version = facet + "-" + id.digest().hex().substring(0, SHOWN_DIGITS);
    artifacts.put(
        id, code("job.facets." + facet, id.toString(), run.jobName(), version, attributes));
    code.add(id);
  }

  /** A commit of git is the same node wherever it is named, see docs/identity.md. */
  private void location(Map<String, Map<String, @Nullable Object>> facets, List<ArtifactId> code) {
    Map<String, @Nullable Object> told = facets.get("sourceCodeLocation");
    if (told == null) {
      return;
    }
    Members facet = Members.of(told, "sourceCodeLocation");
    String repository = Objects.requireNonNullElse(facet.text("repoUrl"), facet.text("url"));
    String version = facet.text("version");
    boolean commit = version != null && COMMIT.matcher(version).matches();
    String path = facet.text("path");
    String name = commit || path == null || path.isBlank() ? repository : repository + "#" + path;
    if (name.isBlank()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      return;
    }
    String branch = facet.text("branch");
    Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
    put(attributes, "repository", repository);
    put(attributes, "commit", version);
    put(attributes, "ref", branch != null ? branch : facet.text("tag"));
    if (!commit) {
      put(attributes, "path", path);
    }
    put(attributes, "extra", Map.of("openlineage", Map.of("sourceCodeLocation", told)));
    String exact = version == null || version.isBlank() ? null : version;
    String digest = commit && version != null ? Ids.ofGitCommit(version) : null;
    ArtifactId id =
        digest != null
            ? ArtifactId.parse(digest).orElseThrow()
            : ArtifactId.ofIdentity(CODE, new ArtifactName(run.jobNamespace(), name, exact));
    artifacts.put(id, code("job.facets.sourceCodeLocation", digest, name, exact, attributes));
    code.add(id);
  }

  private void put(Map<String, @Nullable Object> attributes, String name, @Nullable Object value) {
    Kind kind = types.kind(CODE).orElseThrow();
    if (value != null && types.attributes().check(kind, Map.of(name, value)).isEmpty()) {
      attributes.put(name, value);
    }
  }

  private RecordRequest.Artifact code(
      String path,
      @Nullable String digest,
      String name,
      @Nullable String version,
      Map<String, @Nullable Object> attributes) {
    return new RecordRequest.Artifact(
        path,
        path,
        CODE,
        digest,
        digest == null ? UnhashedReason.EXTERNAL_SERVICE : null,
        run.jobNamespace(),
        name,
        version,
        null,
        null,
        null,
        List.of(),
        List.<Label>of(),
        attributes,
        List.of(),
        List.of());
  }
}
