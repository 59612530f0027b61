package dev.pedigree.graph.recording;

import static dev.pedigree.graph.recording.ErrorCode.INVALID_VALUE;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.PolicyViolation;
import dev.pedigree.graph.topology.Topology;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges one request to record: first its artifacts, then what refers to them. */
final class RecordJudge {
  private static final int MAX_REASONS = 3;

  private final RecordRequest request;
  private final Caller caller;
  private final Draft draft;
  private final ArtifactJudge artifacts;
  private final EdgeJudge edges;
  private final Expectations expectations;
  private final Gate gate;

  RecordJudge(
      TypeSystem types,
      Topology topology,
      Lookup lookup,
      Gate gate,
      RecordRequest request,
      Caller caller,
      long revision) {
    this.gate = gate;
    this.request = request;
    this.caller = caller;
    this.draft = new Draft(topology, revision, caller.name());
    boolean byDocument = request.source() != null;
    this.artifacts = new ArtifactJudge(types, lookup, caller, draft, byDocument);
    this.edges = new EdgeJudge(types, caller, draft, byDocument);
    this.expectations = new Expectations(types);
  }

  Judgement judge() {
    if (request.requestId() != null) {
      draft.refusals.check(Limits.REQUEST_ID, "requestId", request.requestId(), "input");
    }
    List<ArtifactJudge.Judged> judged = new ArrayList<>();
    for (RecordRequest.Artifact artifact : request.artifacts()) {
      artifacts.judge(artifact).ifPresent(judged::add);
    }
    if (draft.refusals.none()) {
      for (int i = 0; i < judged.size(); i++) {
        relations(request.artifacts().get(i), judged.get(i));
      }
      request.edges().forEach(edges::judge);
      for (int i = 0; i < judged.size(); i++) {
        expected(request.artifacts().get(i), judged.get(i));
      }
      request.checks().forEach(this::check);
      request.stages().forEach(this::stage);
    }
    return judgement(judged);
  }

  private void relations(RecordRequest.Artifact artifact, ArtifactJudge.Judged node) {
    for (RecordRequest.InlineCheck check : artifact.checks()) {
      check(
          node.id(),
          new Fact.CheckRecorded(
              node.id(), check.name(), check.version(), check.outcome(), check.evidence()),
          check.path());
    }
    for (RecordRequest.Parent parent : artifact.parents()) {
      edges.judge(node, parent);
    }
  }

  /** Warns of a record that lacks parents; nothing is guessed from it. */
  private void expected(RecordRequest.Artifact artifact, ArtifactJudge.Judged node) {
    if (!node.isNew()) {
      return;
    }
    List<Set<String>> lacking =
        draft.read(graph -> expectations.lacking(graph, graph.artifact(node.id()).orElseThrow()));
    if (!lacking.isEmpty()) {
      draft.warn(
          WarningCode.INCOMPLETE_PROVENANCE,
          artifact.name()
              + " has no parent along "
              + lacking.stream()
                  .map(any -> String.join(", ", any))
                  .collect(Collectors.joining(", and none along "))
              + " (expected: one, or provenance ORIGIN)",
          artifact.path());
    } else if (artifact.provenance() == null
        && artifact.parents().isEmpty()
        && !isChild(node.id())) {
      draft.warn(
          WarningCode.UNKNOWN_PROVENANCE,
          artifact.name() + " has no parents and does not say whether it is an ORIGIN",
          artifact.path());
    }
  }

  private boolean isChild(ArtifactId id) {
    String text = id.toString();
    return request.edges().stream().anyMatch(edge -> edge.child().equals(text));
  }

  private void check(RecordRequest.Check check) {
    OptionalInt artifact =
        draft.find(check.artifact(), check.path() + ".artifact", ErrorCode.NOT_FOUND, caller);
    if (artifact.isPresent()) {
      ArtifactId id = draft.read(graph -> graph.artifactId(artifact.getAsInt()));
      draft.requireWriter(artifact.getAsInt(), caller, check.path());
      check(
          id,
          new Fact.CheckRecorded(
              id, check.name(), check.version(), check.outcome(), check.evidence()),
          check.path());
    }
  }

  private void check(ArtifactId id, Fact.CheckRecorded check, String path) {
    draft.refusals.check(Limits.NAME, "name", check.name(), path);
    draft.refusals.check(Limits.REMARK, "evidence", check.evidence(), path);
    if (check.version() < 1) {
      draft.refusals.add(
          INVALID_VALUE,
          "version: " + check.version() + " (expected: 1 or more)",
          path + ".version");
    }
    TopologyReader.CheckMark known =
        draft.read(
            graph -> graph.check(graph.artifact(id).orElseThrow(), check.name(), check.version()));
    TopologyReader.CheckMark asked =
        new TopologyReader.CheckMark(
            check.name(), check.version(), check.outcome(), check.evidence(), false);
    if (!asked.equals(known) && draft.refusals.none()) {
      draft.add(check);
    }
  }

  private void stage(RecordRequest.FirstStage first) {
    draft.refusals.check(Limits.REMARK, "reason", first.reason(), first.path());
    OptionalInt found =
        draft.find(first.artifact(), first.path() + ".artifact", ErrorCode.NOT_FOUND, caller);
    if (found.isEmpty()) {
      return;
    }
    int artifact = found.getAsInt();
    draft.requirePromoter(artifact, caller, first.path());
    Stage known = draft.read(graph -> graph.stage(artifact));
    if (known == first.stage()) {
      return;
    }
    if (draft.read(graph -> graph.staged(artifact))) {
      draft.warn(
          WarningCode.STAGE_KEPT,
          "stage: " + first.stage() + " (left as it was set before: " + known + ")",
          first.path() + ".stage");
      return;
    }
    draft.requireUsable(artifact, first.path() + ".artifact");
    if (draft.refusals.none()) {
      arrive(artifact, first);
    }
  }

  /** Where an artifact arrives is judged by the policies, as if it had been promoted to there. */
  private void arrive(int artifact, RecordRequest.FirstStage first) {
    ArtifactId id = draft.read(graph -> graph.artifactId(artifact));
    Optional<Fact.PromotionJudged> verdict =
        draft.read(graph -> gate.judge(graph, artifact, first.stage()));
    verdict
        .filter(it -> !it.allowed())
        .ifPresent(
            it ->
                draft.refusals.add(
                    ErrorCode.POLICY_VIOLATED,
                    "stage: " + first.stage() + ": " + reason(it),
                    first.path() + ".stage"));
    if (draft.refusals.none()) {
      draft.add(new Fact.StageChanged(id, first.stage(), first.reason()));
      verdict.ifPresent(draft::add);
    }
  }

  private String reason(Fact.PromotionJudged verdict) {
    return verdict.violations().stream()
            .filter(it -> !it.waived())
            .map(it -> "%s %d: %s".formatted(it.policy(), it.policyVersion(), shown(it)))
            .limit(MAX_REASONS)
            .collect(Collectors.joining("; "))
        + " ("
        + verdict.violationCount()
        + " violations in all)";
  }

  private String shown(PolicyViolation violation) {
    ArtifactId offender = violation.offender();
    if (offender == null) {
      return violation.message();
    }
    return draft.mayRead(draft.read(graph -> graph.artifact(offender)).orElseThrow(), caller)
        ? offender + " " + violation.message()
        : "an artifact that you may not read does not meet it";
  }

  private Judgement judgement(List<ArtifactJudge.Judged> judged) {
    if (!draft.refusals.none()) {
      return new Judgement.Refused(draft.refusals.list());
    }
    boolean changed = !draft.facts.isEmpty();
    RecordAnswer.Recorded answer =
        new RecordAnswer.Recorded(
            changed ? draft.revision : draft.revision - 1,
            changed,
            judged.stream().map(ArtifactJudge.Judged::id).toList(),
            edges.judged(),
            draft.warnings);
    return changed
        ? new Judgement.Accepted(
            new Change.Draft(caller.name(), stamp(), facts(), draft.warnings), answer)
        : new Judgement.Unchanged(answer);
  }

  /** Where they come from goes before them. */
  private List<Fact> facts() {
    RecordRequest.Source source = request.source();
    if (source == null) {
      return draft.facts;
    }
    List<Fact> facts = new ArrayList<>(draft.facts.size() + 1);
    facts.add(new Fact.DocumentImported(source.document(), source.format()));
    facts.addAll(draft.facts);
    return facts;
  }

  private Change.@Nullable Request stamp() {
    String id = request.requestId();
    return id == null ? null : new Change.Request(id, RequestFingerprint.of(request));
  }
}
