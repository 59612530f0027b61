package dev.pedigree.interop.huggingface;

import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.reading.ArtifactDraft;
import dev.pedigree.interop.reading.Place;
import dev.pedigree.interop.reading.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code model-index}: an evaluation run per result. A run is told from others by the hash of
 * its result, so that another score is another run.
 */
final class Results {
  private final ReadingContext context;
  private final Statements out;
  private final ArtifactDraft model;

  Results(ReadingContext context, Statements out, ArtifactDraft model) {
    this.context = context;
    this.out = out;
    this.model = model;
  }

  void read(Place index) {
    for (Place entry : index.oneOrMany()) {
      Place name = entry.at("name");
      if (name.isGiven() && index.oneOrMany().size() > 1 && !isOfModel(name)) {
        out.lost(name.path(), "results of another model than the card's");
        continue;
      }
      for (Place result : entry.at("results").elements()) {
        Recording recording = new Recording(context, out);
        recording.attempt(() -> read(result, recording));
        recording.submit();
      }
    }
  }

  private boolean isOfModel(Place name) {
    String own = model.name().name();
    return own.equals(name.text()) || own.endsWith("/" + name.text());
  }

  private void read(Place result, Recording recording) {
    Place dataset = result.at("dataset");
    String on =
        Stream.of("type", "config", "split")
            .map(part -> dataset.at(part).text())
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining("/"));
    ArtifactDraft run =
        recording.artifact(
            result.path(),
            "EVAL_RUN",
            recording.name(
                model.name().name() + " on " + (on.isEmpty() ? "unnamed data" : on),
                ArtifactDraft.shortHash(result.members().isEmpty() ? Map.of() : raw(result))));
    scores(result.at("metrics"), run);
    run.attribute("location", result.at("source").at("url").text(), result.path() + ".source.url");
    run.extra("task", result.at("task").value(), result.path() + ".task");
    run.extra("dataset", dataset.value(), dataset.path());
    ArtifactId id = recording.add(run);
    recording.suppose(model.id(), Set.of(model.kind()));
    recording.edge(result.path(), "EVALUATES", id, model.id(), Map.of());
    if (dataset.at("type").isGiven()) {
      ArtifactId parent =
          recording.mention(
              dataset.path(),
              "DATASET",
              ModelCardReader.datasetName(
                  recording, dataset.at("type"), dataset.at("revision").text()));
      recording.edge(dataset.path(), "EVALUATED_AGAINST", id, parent, Map.of());
    }
  }

  private static Object raw(Place place) {
    return Objects.requireNonNull(place.value());
  }

  private void scores(Place metrics, ArtifactDraft run) {
    Map<String, @Nullable Object> scores = new LinkedHashMap<>();
    List<Place> all = metrics.elements();
    for (Place metric : all) {
      String name = metric.at("type").need();
      Place value = metric.at("value");
      if (!(value.value() instanceof Number) || scores.containsKey(name)) {
        out.lost(value.path(), "no score: " + name + " is no number, or was given before");
      } else {
        scores.put(name, value.number());
      }
    }
    if (!scores.isEmpty()) {
      run.attribute("scores", scores, metrics.path());
    }
    if (all.size() == 1 && scores.size() == 1) {
      run.attribute("primaryMetric", scores.keySet().iterator().next(), metrics.path());
      run.attribute("score", scores.values().iterator().next(), metrics.path());
    }
  }
}
