package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.CanonicalJson;
import dev.pedigree.graph.artifact.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the events of one run told so far. Of what several tell the newest counts, by the times
 * of the events: in whichever order and however often they come, it says the same in the end. For
 * one thread.
 */
public final class RunParts {
  /** The name of the part that says that a run is over. */
  public static final String END = new Part(Part.END, null, null).key();

  private final Map<Part, Told> parts = new LinkedHashMap<>();

  private record Told(Map<String, @Nullable Object> value, Instant at) {}

  /** Takes in an event. */
  public void add(LineageEvent event) {
    event.parts().forEach((part, value) -> add(part, new Told(value, event.time())));
  }

  /** Takes in parts as {@link #texts} gave them. */
  public void add(Map<String, String> texts) {
    texts.forEach(
        (part, value) -> add(Part.parse(part), new Told(JsonObject.parse(value), Instant.MIN)));
  }

  /** What counts may not depend on the order: equally new ones are told apart by what they say. */
  private void add(Part part, Told told) {
    parts.merge(
        part,
        told,
        (a, b) -> {
          int order = a.at().compareTo(b.at());
          if (order == 0) {
            order = CanonicalJson.of(a.value()).compareTo(CanonicalJson.of(b.value()));
          }
          return order >= 0 ? a : b;
        });
  }

  /** What an event tells, as texts to be kept until the run is over. */
  public static Map<String, String> texts(LineageEvent event) {
    Map<String, String> texts = new LinkedHashMap<>();
    event.parts().forEach((part, value) -> texts.put(part.key(), CanonicalJson.of(value)));
    return texts;
  }

  /** Whether the run is over, and well. */
  public boolean complete() {
    return "COMPLETE".equals(value(new Part(Part.END, null, null)).get("type"));
  }

  /** When it was over. */
  Optional<Instant> end() {
    return value(new Part(Part.END, null, null)).get("time") instanceof String time
        ? Optional.of(Instant.parse(time))
        : Optional.empty();
  }

  /** The run's id; empty: it is no run, what is told holds of a job whenever it runs. */
  String runId() {
    return text(Part.RUN, "runId");
  }

  String jobNamespace() {
    return text(Part.JOB, "namespace");
  }

  String jobName() {
    return text(Part.JOB, "name");
  }

  String producer() {
    return text(Part.JOB, "producer");
  }

  private String text(String of, String member) {
    return value(new Part(of, null, null)).get(member) instanceof String text ? text : "";
  }

  private Map<String, @Nullable Object> value(Part part) {
    Told told = parts.get(part);
    return told == null ? Map.of() : told.value();
  }

  /** The datasets that are told of, by name, so that the order of events does not matter. */
  List<DatasetName> datasets(String of) {
    List<DatasetName> names = new ArrayList<>();
    for (Part part : parts.keySet()) {
      DatasetName name = part.dataset();
      if (part.of().equals(of) && name != null && part.facet() == null) {
        names.add(name);
      }
    }
    names.sort(
        (a, b) ->
            a.namespace().equals(b.namespace())
                ? a.name().compareTo(b.name())
                : a.namespace().compareTo(b.namespace()));
    return names;
  }

  /**
   * The facets of something, by name, without those that are taken back.
   *
   * @param of what, as {@link Part} has it
   * @param dataset null: of the job or the run
   * @param member that they stand in
   */
  Map<String, Map<String, @Nullable Object>> facets(
      String of, @Nullable DatasetName dataset, String member) {
    Map<String, Map<String, @Nullable Object>> facets = new TreeMap<>();
    parts.forEach(
        (part, told) -> {
          Part.Facet facet = part.facet();
          if (facet != null
              && part.of().equals(of)
              && Objects.equals(part.dataset(), dataset)
              && facet.member().equals(member)
              && !Boolean.TRUE.equals(told.value().get("_deleted"))) {
            facets.put(facet.name(), told.value());
          }
        });
    return facets;
  }
}
