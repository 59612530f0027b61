package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.error.Failure;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.recording.AmendRequest;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.recording.Refusal;
import dev.pedigree.graph.recording.StandingRequest;
import dev.pedigree.graph.service.GraphService;
import dev.pedigree.graph.service.ImportedDocument;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import tools.jackson.core.JsonGenerator;

/**
 * Takes back what a document brought: each edge, check and artifact is a change of its own. Whoever
 * asks again goes on where it ended.
 */
final class Retraction {
  /** So many are asked for before the first of them is answered. */
  private static final int WINDOW = 1_000;

  private final GraphService graph;
  private final Caller caller;
  private final String reason;
  private final boolean dryRun;
  private final JsonGenerator out;
  private final Queue<Asked> open = new ArrayDeque<>();
  private long retracted;
  private long kept;
  private long refused;

  Retraction(GraphService graph, Caller caller, String reason, boolean dryRun, JsonGenerator out) {
    this.graph = graph;
    this.caller = caller;
    this.reason = reason;
    this.dryRun = dryRun;
    this.out = out;
  }

  private record Asked(Fact fact, CompletableFuture<RecordAnswer> answer) {}

  /**
   * Takes back all that does not have to stay.
   *
   * @param revision up to which the journal was read for it
   */
  void run(Digest document, List<ImportedDocument.Said> said, long revision)
      throws InterruptedException {
    for (ImportedDocument.Said it : said) {
      String stays = it.stays();
      if (stays != null) {
        drain(0);
        stays(it.fact(), stays);
      } else if (dryRun) {
        retracted++;
        begin("WOULD_RETRACT", it.fact());
        end();
      } else {
        open.add(new Asked(it.fact(), ask(it.fact())));
        drain(WINDOW);
      }
    }
    drain(0);
    last(document, revision);
  }

  private CompletableFuture<RecordAnswer> ask(Fact fact) {
    try {
      return switch (fact) {
        case Fact.EdgeRecorded f ->
            graph.change(
                new StandingRequest.RetractEdge(null, f.edge().toString(), reason), caller);
        case Fact.CheckRecorded f -> graph.amend(revocation(f), caller);
        case Fact.ArtifactRecorded f ->
            graph.change(
                new StandingRequest.RetractArtifact(null, f.artifact().toString(), reason), caller);
        default -> throw new IllegalArgumentException(fact + " (expected: something that can go)");
      };
    } catch (UnavailableException e) {
      return CompletableFuture.completedFuture(new RecordAnswer.Refused(Failure.refusals(e)));
    }
  }

  private AmendRequest revocation(Fact.CheckRecorded check) {
    return new AmendRequest(
        null,
        check.artifact().toString(),
        List.of(),
        List.of(),
        null,
        null,
        Map.of(),
        null,
        new AmendRequest.CheckRef(check.name(), check.version()),
        reason);
  }

  /** Writes the answers until at most {@code most} are open. */
  private void drain(int most) throws InterruptedException {
    while (open.size() > most) {
      Asked asked = open.remove();
      switch (await(asked.answer())) {
        case RecordAnswer.Recorded answer -> {
          retracted++;
          begin("RETRACTED", asked.fact());
          out.writeNumberProperty("revision", answer.revision());
          end();
        }
        case RecordAnswer.Refused answer -> refused(asked.fact(), answer.refusals().getFirst());
      }
    }
  }

  private static RecordAnswer await(CompletableFuture<RecordAnswer> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return new RecordAnswer.Refused(Failure.refusals(e));
    }
  }

  private void stays(Fact fact, String why) {
    kept++;
    begin("KEPT", fact);
    out.writeStringProperty("message", why);
    end();
  }

  private void refused(Fact fact, Refusal refusal) {
    refused++;
    begin("REFUSED", fact);
    out.writeStringProperty("code", refusal.code().name());
    out.writeStringProperty("message", refusal.message());
    end();
  }

  private void begin(String status, Fact fact) {
    out.writeStartObject();
    out.writeStringProperty("status", status);
    switch (fact) {
      case Fact.EdgeRecorded f -> out.writeStringProperty("edge", f.edge().toString());
      case Fact.CheckRecorded f -> {
        out.writeStringProperty("artifact", f.artifact().toString());
        out.writeStringProperty("check", f.name());
        out.writeNumberProperty("version", f.version());
      }
      case Fact.AboutArtifact f -> out.writeStringProperty("artifact", f.artifact().toString());
      default -> {}
    }
  }

  private void last(Digest document, long revision) {
    out.writeStartObject();
    out.writeStringProperty("document", document.toString());
    out.writeNumberProperty("retracted", retracted);
    out.writeNumberProperty("kept", kept);
    out.writeNumberProperty("refused", refused);
    out.writeNumberProperty("readTo", revision);
    end();
    out.flush();
  }

  private void end() {
    out.writeEndObject();
    out.writeRaw('\n');
  }
}
