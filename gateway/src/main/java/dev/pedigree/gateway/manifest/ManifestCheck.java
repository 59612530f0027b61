package dev.pedigree.gateway.manifest;

import dev.pedigree.graph.artifact.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says, line by line, whether a manifest that was found somewhere still tells the truth. */
final class ManifestCheck {
  private static final String REVISION = "revision";

  /** Members that are of the document, not of the artifact. */
  private static final Set<String> NOT_COMPARED = Set.of("pedigreeManifest", REVISION, "signature");

  private ManifestCheck() {}

  /** What became of something that the manifest says. */
  enum Status {
    /** It was so, and is so. */
    OK,
    /** It was so, and has changed since. */
    SINCE,
    /** It never was so: whoever wrote the file, or changed it, said something else. */
    WRONG
  }

  /**
   * One thing that the manifest says, or should say.
   *
   * @param place such as {@code parents[TRAINED_ON sha256:…]}
   * @param message what differs; null: nothing
   */
  record Line(Status status, String place, @Nullable String message) {}

  /**
   * Compares.
   *
   * @param found the file
   * @param then the artifact at the file's revision; empty: it was not recorded
   * @param now the artifact as it stands
   */
  static List<Line> compare(
      Map<String, ? extends @Nullable Object> found,
      Map<String, ? extends @Nullable Object> then,
      Map<String, ? extends @Nullable Object> now) {
    Map<String, String> file = places(found);
    Map<String, String> before = places(then);
    Map<String, String> present = places(now);
    Set<String> all = new LinkedHashSet<>(file.keySet());
    all.addAll(before.keySet());
    all.addAll(present.keySet());
    List<Line> lines = new ArrayList<>();
    lines.add(revision(found.get(REVISION), then.get(REVISION)));
    for (String place : all) {
      lines.add(line(place, file.get(place), before.get(place), present.get(place)));
    }
    return lines;
  }

  /** Later changes have later ones; one that the artifact never had is of another journal. */
  private static Line revision(@Nullable Object file, @Nullable Object then) {
    String said = CanonicalJson.of(file);
    String was = then == null ? null : CanonicalJson.of(then);
    return said.equals(was)
        ? new Line(Status.OK, REVISION, null)
        : new Line(
            Status.WRONG,
            REVISION,
            "the file says " + shown(said) + ", the artifact's was " + shown(was));
  }

  private static Line line(
      String place, @Nullable String file, @Nullable String then, @Nullable String now) {
    if (!same(file, then)) {
      return new Line(
          Status.WRONG,
          place,
          "the file says "
              + shown(file)
              + ", at its revision it was "
              + (then == null ? "nothing that you may know of" : shown(then)));
    }
    if (same(then, now)) {
      return new Line(Status.OK, place, null);
    }
    return new Line(
        Status.SINCE, place, then == null ? "recorded since: " + shown(now) : "now " + shown(now));
  }

  private static boolean same(@Nullable String a, @Nullable String b) {
    return a == null ? b == null : a.equals(b);
  }

  private static String shown(@Nullable String value) {
    if (value == null) {
      return "nothing";
    }
    return value.length() > 120 ? value.substring(0, 120) + "…" : value;
  }

  /** The values by where they stand; elements of lists by what identifies them. */
  private static Map<String, String> places(Map<String, ? extends @Nullable Object> manifest) {
    Map<String, String> places = new LinkedHashMap<>();
    manifest.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            list.forEach(it -> add(places, name + "[" + key(name, it) + "]", it));
          } else if (value instanceof Map<?, ?> map && name.equals("attributes")) {
            map.forEach((key, it) -> add(places, name + "." + key, it));
          } else if (!NOT_COMPARED.contains(name)) {
            add(places, name, value);
          }
        });
    return places;
  }

  /** What a file says twice of one thing is not what it was, whichever is true. */
  private static void add(Map<String, String> places, String place, @Nullable Object value) {
    places.merge(place, CanonicalJson.of(value), (a, b) -> a + " and " + b);
  }

  private static String key(String name, @Nullable Object element) {
    if (!(element instanceof Map<?, ?> map)) {
      return String.valueOf(element);
    }
    return switch (name) {
      case "parents" -> map.get("type") + " " + map.get("id");
      case "checks" -> map.get("name") + " " + map.get("version");
      case "labels" -> String.valueOf(map.get("key"));
      default ->
          map.get("namespace")
              + "/"
              + map.get("name")
              + (map.get("version") == null ? "" : "@" + map.get("version"));
    };
  }
}
