package dev.pedigree.interop.dvc;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Bytes;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import dev.pedigree.interop.reading.YamlTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code dvc.lock}. Source: <a
 * href="https://dvc.org/doc/user-guide/project-structure/dvcyaml-files#dvclock-file">DVC's
 * documentation</a>, schemas 1.0 and 2.0.
 *
 * <p>A file is told by its path and its hash, which is no SHA-256: it is unhashed, its version is
 * the hash. What kind of thing it is DVC does not say, beyond the ending of source code. The
 * command of a stage is code of its own, hashed with its parameters.
 */
public final class LockReader implements DocumentReader {
  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    Place root = YamlTree.parse(Bytes.textOf(document, YamlTree.MAX_BYTES));
    Place stages = stages(root);
    out.lost(
        stages.path().isEmpty() ? "stages" : stages.path(),
        "kinds are not told: what is no source code is recorded as DATASET");
    root.at("datasets")
        .oneOrMany()
        .forEach(
            it -> out.lost(it.path(), "datasets of DVC are read from the stages that use them"));
    stages
        .members()
        .forEach(
            (name, stage) -> {
              Recording recording = new Recording(context, out);
              recording.attempt(() -> new Stage(name, stage, recording, out).read());
            });
  }

  private static Place stages(Place root) {
    if (!root.isObject()) {
      throw root.unexpected("a lock file of DVC");
    }
    Place schema = root.at("schema");
    if (schema.isGiven()) {
      if (!"2.0".equals(schema.text())) {
        throw schema.unexpected("2.0");
      }
      return root.at("stages");
    }
    for (Place stage : root.members().values()) {
      if (!stage.isObject() || !stage.at("cmd").isGiven()) {
        throw root.unexpected("a lock file of DVC: a schema, or stages with a cmd");
      }
    }
    return root;
  }

  /** One stage; it is recorded output by output. */
  private static final class Stage {
    private final String name;
    private final Place stage;
    private final Recording recording;
    private final Statements out;

    Stage(String name, Place stage, Recording recording, Statements out) {
      this.name = name;
      this.stage = stage;
      this.recording = recording;
      this.out = out;
    }

    void read() {
      String command = command();
      List<LockedFile> dependencies = files("deps");
      List<LockedFile> outputs = files("outs");
      if (outputs.isEmpty()) {
        out.lost(stage.path(), "a stage without outputs makes nothing that could be recorded");
      }
      for (LockedFile output : outputs) {
        ArtifactId made = recording.add(output.draft());
        ArtifactId run = addRun(command);
        recording.edge(stage.path(), "BUILT_WITH", made, run, Map.of());
        for (LockedFile dependency : dependencies) {
          ArtifactId from = recording.add(dependency.draft());
          if (output.isCode() && !dependency.isCode()) {
            out.lost(
                dependency.place().path(), "how code is made from data: there is no such edge");
          } else {
            recording.edge(
                dependency.place().path(),
                dependency.isCode() ? "BUILT_WITH" : "DERIVED_FROM",
                made,
                from,
                Map.of());
          }
        }
        recording.submit();
      }
    }

    private String command() {
      return stage.at("cmd").oneOrMany().stream()
          .map(Place::need)
          .collect(Collectors.joining("\n"));
    }

    private List<LockedFile> files(String member) {
      List<LockedFile> files = new ArrayList<>();
      for (Place file : stage.at(member).elements()) {
        recording.attempt(() -> files.add(LockedFile.of(file, recording)));
      }
      return files;
    }

    private ArtifactId addRun(String command) {
      Map<String, @Nullable Object> content = new LinkedHashMap<>();
      content.put("cmd", command);
      Place params = stage.at("params");
      if (params.isGiven()) {
        content.put("params", params.value());
      }
      Digest digest = Digest.of(CanonicalJson.of(content));
      ArtifactDraft run =
          recording.artifact(
              stage.path(), "CODE", recording.name(name, digest.hex().substring(0, 16)));
      run.digest(digest);
      run.attribute("entryPoint", command, stage.path() + ".cmd");
      run.extra("params", params.value(), params.path());
      return recording.add(run);
    }
  }
}
