package dev.pedigree.interop.mlflow;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.identity.Ids;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what {@link MlflowRegistry} copied. Source: <a
 * href="https://mlflow.org/docs/latest/rest-api.html">MLflow's REST API</a>, {@code ModelVersion}
 * and {@code Run}.
 *
 * <p>A version is told by its name and number; MLflow has no digest of it. Of what a run was given,
 * only what it says was for training is a parent.
 */
public final class RegistryReader implements DocumentReader {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "version",
          "creation_timestamp",
          "description",
          "source",
          "user_id",
          "tags",
          "last_updated_timestamp");

  /** It is read piece by piece; most are small. */
  @Override
  public int bytesAtATime() {
    return 8 << 20;
  }

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    try (JsonParser parser = JsonTree.parser(document)) {
      RecentRuns runs = new RecentRuns();
      int line = 0;
      while (parser.nextToken() != null) {
        String path = "[" + line++ + "]";
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new Place(parser.getString(), path).unexpected("a run or a model_version");
        }
        long start = parser.currentLocation().getByteOffset();
        Place entry = new Place(JsonTree.bounded(parser), path);
        long size = parser.currentLocation().getByteOffset() - start;
        if (entry.at("run").isGiven()) {
          runs.add(entry.at("run").at("info").at("run_id").need(), entry.at("run"), size);
        } else if (entry.at("model_version").isGiven()) {
          Place version = entry.at("model_version");
          Place its = runs.find(String.valueOf(version.at("run_id").text()));
          Recording recording = new Recording(context, out);
          recording.attempt(() -> new Version(version, its, recording, out).read());
          recording.submit();
        } else {
          throw entry.unexpected("a run or a model_version");
        }
      }
      if (line == 0) {
        throw new UnreadableDocumentException("nothing (expected: a copy of a registry)", null);
      }
    } catch (JacksonException e) {
      throw JsonTree.broken(e);
    }
  }

  /** The runs that were read last: a run comes shortly before its versions. */
  private static final class RecentRuns {
    private static final long MAX_BYTES = 4L * 1024 * 1024;

    private final Map<String, Place> runs = new LinkedHashMap<>();
    private final Map<String, Long> sizes = new LinkedHashMap<>();
    private long bytes;

    void add(String id, Place run, long size) {
      forget(id);
      runs.put(id, run);
      sizes.put(id, size);
      bytes += size;
      while (bytes > MAX_BYTES && runs.size() > 1) {
        forget(runs.keySet().iterator().next());
      }
    }

    private void forget(String id) {
      runs.remove(id);
      Long size = sizes.remove(id);
      bytes -= size == null ? 0 : size;
    }

    /** Without a value: it was not told, or is forgotten. */
    Place find(String id) {
      return runs.getOrDefault(id, new Place(null, "run"));
    }
  }

  /** One version. */
  private static final class Version {
    private final Place version;
    private final Place run;
    private final Recording recording;
    private final Statements out;

    Version(Place version, Place run, Recording recording, Statements out) {
      this.version = version;
      this.run = run;
      this.recording = recording;
      this.out = out;
    }

    void read() {
      ArtifactDraft model =
          recording.artifact(
              version.path(),
              "MODEL",
              recording.name(version.at("name").need(), version.at("version").need()));
      model.createdAt(time(version.at("creation_timestamp")));
      model.description(version.at("description").text(), version.path() + ".description");
      model.attribute("location", version.at("source").text(), version.path() + ".source");
      model.owner(version.at("user_id").text());
      for (Place tag : version.at("tags").elements()) {
        String value = tag.at("value").text();
        model.label(tag.at("key").need(), value == null ? "" : value, tag.path());
      }
      version
          .members()
          .forEach(
              (key, value) -> {
                if (!KNOWN.contains(key) && !"".equals(value.value())) {
                  model.extra(key, value.value(), value.path());
                }
              });
      for (String part : new String[] {"params", "metrics"}) {
        model.extra(part, pairs(run.at("data").at(part)), run.at("data").at(part).path());
      }
      ArtifactId id = recording.add(model);
      code(id);
      data(id);
    }

    private static @Nullable Instant time(Place place) {
      String millis = place.text();
      if (millis == null) {
        return null;
      }
      try {
        return Instant.ofEpochMilli(Long.parseLong(millis));
      } catch (NumberFormatException e) {
        throw place.unexpected("milliseconds since 1970");
      }
    }

    private static Map<String, Object> pairs(Place list) {
      Map<String, Object> pairs = new LinkedHashMap<>();
      for (Place pair : list.elements()) {
        Object value = pair.at("value").value();
        if (value != null) {
          pairs.put(pair.at("key").need(), value);
        }
      }
      return pairs;
    }

    private void code(ArtifactId model) {
      Map<String, Object> tags = pairs(run.at("data").at("tags"));
      Object commit = tags.get("mlflow.source.git.commit");
      String path = run.at("data").at("tags").path();
      if (!(commit instanceof String hash)) {
        return;
      }
      if (!COMMIT.matcher(hash).matches()) {
        out.lost(path, "mlflow.source.git.commit is no whole hash");
        return;
      }
      Object repository = tags.get("mlflow.source.git.repoURL");
      String name = repository instanceof String url && !url.isBlank() ? url : "git";
      ArtifactDraft code =
          recording
              .artifact(path, "CODE", recording.name(name, hash))
              .digest(Digest.parse(Ids.ofGitCommit(hash)).orElseThrow());
      code.attribute("commit", hash, path);
      code.attribute("repository", repository, path);
      code.attribute("entryPoint", tags.get("mlflow.source.name"), path);
      recording.edge(path, "BUILT_WITH", model, recording.add(code), Map.of());
    }

    private void data(ArtifactId model) {
      for (Place input : run.at("inputs").at("dataset_inputs").elements()) {
        Object use = pairs(input.at("tags")).get("mlflow.data.context");
        if (!"training".equals(use) && !"train".equals(use)) {
          out.lost(
              input.path(),
              "what the run did with it: "
                  + (use == null ? "not told" : Place.shown(use.toString())));
          continue;
        }
        Place dataset = input.at("dataset");
        ArtifactDraft data =
            recording.artifact(
                dataset.path(),
                "DATASET",
                recording.name(dataset.at("name").need(), dataset.at("digest").text()));
        for (String member : new String[] {"source_type", "source", "schema", "profile"}) {
          data.extra(member, dataset.at(member).value(), dataset.path() + "." + member);
        }
        recording.edge(input.path(), "TRAINED_ON", model, recording.add(data), Map.of());
      }
    }
  }
}
