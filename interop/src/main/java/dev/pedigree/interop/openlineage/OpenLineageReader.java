package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.recording.RecordRequest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Standing;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.json.Members;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads events that were kept in a file: one, or a list of them. Runs that are over in the file are
 * recorded in the order of their ends; of those that are not nothing is.
 */
public final class OpenLineageReader implements DocumentReader {
  private static final long MAX_BYTES = 32 << 20;

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    Map<String, RunParts> runs = new LinkedHashMap<>();
    Map<String, String> paths = new HashMap<>();
    Written written = new Written(out);
    List<Members> events = Members.listOf(document, MAX_BYTES);
    for (Members members : events) {
      LineageEvent event = LineageEvent.of(members);
      String runId = event.runId();
      if (runId == null) {
        RunParts parts = new RunParts();
        parts.add(event);
        record(RunRecord.of(parts, context.types(), written, false), out);
      } else {
        paths.put(runId, members.path().isEmpty() ? "run" : members.path());
        runs.computeIfAbsent(runId, _ -> new RunParts()).add(event);
      }
    }
    runs.values().stream()
        .filter(RunParts::complete)
        .sorted((a, b) -> a.end().orElseThrow().compareTo(b.end().orElseThrow()))
        .forEach(
            run -> {
              record(RunRecord.of(run, context.types(), written, true), out);
              written.add(RunRecord.written(run, context.types(), out));
            });
    runs.forEach(
        (runId, run) -> {
          if (!run.complete()) {
            out.lost(paths.getOrDefault(runId, "run"), "run " + runId + " is not complete");
          }
        });
  }

  private static void record(RecordRequest request, Statements out) {
    if (!request.artifacts().isEmpty() || !request.edges().isEmpty()) {
      out.record(request);
    }
  }

  /** What is recorded, and what earlier runs of the file wrote. */
  private static final class Written implements Standing {
    private final Standing before;
    private final Map<DatasetName, ArtifactId> newest = new HashMap<>();

    Written(Standing before) {
      this.before = before;
    }

    void add(Map<DatasetName, ArtifactId> written) {
      newest.putAll(written);
    }

    @Override
    public Optional<Known> named(ArtifactName name) {
      return before.named(name);
    }

    @Override
    public Optional<Known> known(ArtifactId id) {
      return before.known(id);
    }

    @Override
    public Optional<ArtifactId> newest(String namespace, String name) {
      ArtifactId own = newest.get(new DatasetName(namespace, name));
      return own != null ? Optional.of(own) : before.newest(namespace, name);
    }

    @Override
    public Map<ArtifactId, List<ArtifactName>> parents(ArtifactId id) {
      return before.parents(id);
    }
  }
}
