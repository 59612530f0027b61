package dev.pedigree.interop.openlineage;

import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.json.Members;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of OpenLineage: of a run, of a job, or of a dataset.
 *
 * @param runId in lower case; null: it is not of a run
 * @param type of a run's event; null: it is not of a run, or does not say
 * @param time of the event
 * @param parts what it tells, with their values as JSON
 */
public record LineageEvent(
    @Nullable String runId,
    @Nullable Type type,
    Instant time,
    Map<Part, Map<String, @Nullable Object>> parts) {
  /** How long names and versions of artifacts may be. */
  static final int MAX_NAME = 512;

  public LineageEvent {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** What happened to a run. */
  public enum Type {
    START,
    RUNNING,
    COMPLETE,
    ABORT,
    FAIL,
    OTHER;

    /** Whether nothing follows. */
    boolean ends() {
      return this == COMPLETE || this == ABORT || this == FAIL;
    }
  }

  /**
   * Reads one.
   *
   * @throws UnreadableDocumentException if it is none
   */
  public static LineageEvent of(Members event) {
    Instant time = event.time("eventTime");
    if (time == null) {
      throw event.wrong("eventTime", null, "a time");
    }
    event.needText("producer");
    event.needText("schemaURL");
    Reading reading = new Reading();
    if (event.has("run")) {
      return reading.run(event, time);
    }
    if (event.has("job")) {
      reading.job(event);
      return new LineageEvent(null, null, time, reading.parts);
    }
    if (event.has("dataset")) {
      reading.dataset(event.needObject("dataset"), Part.OUTPUT);
      return new LineageEvent(null, null, time, reading.parts);
    }
    throw new UnreadableDocumentException(
        "neither run nor job nor dataset (expected: one of them)",
        event.path().isEmpty() ? null : event.path());
  }

  /** Whether it ends a run in success. */
  public boolean completes() {
    return type == Type.COMPLETE;
  }

  /** Takes an event apart. */
  private static final class Reading {
    private final Map<Part, Map<String, @Nullable Object>> parts = new LinkedHashMap<>();

    LineageEvent run(Members event, Instant time) {
      Members run = event.needObject("run");
      String runId = Facets.runId(run);
      Type type = event.word("eventType", Type.class);
      parts.put(new Part(Part.RUN, null, null), Map.of("runId", runId));
      facets(run, "facets", Part.RUN, null);
      job(event);
      if (type != null && type.ends()) {
        parts.put(
            new Part(Part.END, null, null), Map.of("type", type.name(), "time", time.toString()));
      }
      return new LineageEvent(runId, type, time, parts);
    }

    void job(Members event) {
      Members job = event.needObject("job");
      parts.put(
          new Part(Part.JOB, null, null),
          Map.of(
              "namespace",
              job.needText("namespace"),
              "name",
              job.needText("name"),
              "producer",
              event.needText("producer")));
      facets(job, "facets", Part.JOB, null);
      event.objects("inputs").forEach(input -> dataset(input, Part.INPUT));
      event.objects("outputs").forEach(output -> dataset(output, Part.OUTPUT));
    }

    void dataset(Members dataset, String of) {
      DatasetName name = new DatasetName(name(dataset, "namespace"), name(dataset, "name"));
      parts.put(new Part(of, name, null), Map.of());
      facets(dataset, "facets", of, name);
      facets(dataset, of + "Facets", of, name);
    }

    /**
     * A name that an artifact can have. Once it is kept nobody takes it back: it would have the end
     * of the run refused, whatever is told later.
     */
    private static String name(Members dataset, String member) {
      String name = dataset.needText(member);
      if (name.isBlank()
          || name.length() > MAX_NAME
          || name.chars().anyMatch(Character::isISOControl)) {
        throw dataset.wrong(
            member, name, "at least one character, at most " + MAX_NAME + ", no controls");
      }
      return name;
    }

    private void facets(Members holder, String member, String of, @Nullable DatasetName dataset) {
      Members facets = holder.object(member);
      if (facets == null) {
        return;
      }
      for (String name : facets.names()) {
        if (facets.has(name)) {
          if (name.length() > MAX_NAME) {
            throw holder.wrong(member, name, "names of at most " + MAX_NAME + " characters");
          }
          Members facet = facets.needObject(name);
          Facets.check(name, facet);
          parts.put(new Part(of, dataset, new Part.Facet(member, name)), facet.values());
        }
      }
    }
  }
}
