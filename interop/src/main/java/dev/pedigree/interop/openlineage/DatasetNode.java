package dev.pedigree.interop.openlineage;

import dev.pedigree.graph.artifact.Label;
import dev.pedigree.interop.json.Members;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the facets of a dataset say about a node. What has no field, or does not fit into it, is
 * kept in {@code extra}.
 */
final class DatasetNode {
  private static final int MAX_OWNERS = 64;
  private static final int MAX_LABELS = 256;
  private static final int MAX_NAME = 256;
  private static final int MAX_DESCRIPTION = 65_536;

  private final TypeSystem types;
  private final Kind kind;
  private final Map<String, Map<String, @Nullable Object>> facets;
  private final Map<String, Map<String, @Nullable Object>> outputFacets;
  private final Map<String, @Nullable Object> attributes = new LinkedHashMap<>();

  DatasetNode(
      TypeSystem types,
      Kind kind,
      Map<String, Map<String, @Nullable Object>> facets,
      Map<String, Map<String, @Nullable Object>> outputFacets) {
    this.types = types;
    this.kind = kind;
    this.facets = facets;
    this.outputFacets = outputFacets;
  }

  private Members facet(String name) {
    return Members.of(facets.getOrDefault(name, Map.of()), name);
  }

  /** The version that the facet names; null: there is none. */
  @Nullable String version() {
    String version = facet("version").text("datasetVersion");
    return version == null || version.isBlank() ? null : version;
  }

  @Nullable String description() {
    String description = facet("documentation").text("description");
    return description == null || description.length() > MAX_DESCRIPTION ? null : description;
  }

  List<String> owners() {
    List<String> owners =
        facet("ownership").objects("owners").stream().map(it -> it.needText("name")).toList();
    return owners.size() > MAX_OWNERS || owners.stream().anyMatch(it -> !isName(it))
        ? List.of()
        : owners;
  }

  /** Tags of the whole; those of a column are none. */
  List<Label> labels() {
    List<Label> labels = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (Object element : list(facet("tags").value("tags"))) {
      if (element instanceof Map<?, ?> tag
          && tag.get("field") == null
          && tag.get("key") instanceof String key
          && isName(key)
          && keys.add(key)) {
        labels.add(
            new Label(key, tag.get("value") instanceof String value && fits(value) ? value : ""));
      }
    }
    return labels.size() > MAX_LABELS ? List.of() : labels;
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MAX_NAME
        && text.chars().noneMatch(Character::isISOControl);
  }

  private static boolean fits(String text) {
    return text.length() <= 4_096 && text.chars().noneMatch(Character::isISOControl);
  }

  /**
   * The fields of its kind.
   *
   * @param room for facets
   * @param about what else is kept, in what is left of it: the run, the job
   */
  Map<String, @Nullable Object> attributes(Kept room, Supplier<Map<String, Object>> about) {
    put("location", facet("dataSource").text("uri"));
    put("format", facet("storage").text("fileFormat"));
    put("snapshot", version());
    List<String> columns =
        facet("schema").objects("fields").stream().map(it -> it.needText("name")).toList();
    put("columns", columns.isEmpty() ? null : columns);
    Members statistics =
        Members.of(outputFacets.getOrDefault("outputStatistics", Map.of()), "outputStatistics");
    put("rows", statistics.number("rowCount"));
    put("sizeBytes", statistics.number("size"));
    Map<String, @Nullable Object> extra = new LinkedHashMap<>();
    Map<String, Object> kept = new LinkedHashMap<>(facets);
    kept.remove("version");
    if (description() != null) {
      kept.remove("documentation");
    }
    if (!kept.isEmpty()) {
      extra.put("facets", room.of(kept));
    }
    if (!outputFacets.isEmpty()) {
      extra.put("outputFacets", room.of(outputFacets));
    }
    extra.putAll(about.get());
    if (!extra.isEmpty()) {
      put("extra", Map.of("openlineage", extra));
    }
    return attributes;
  }

  /** Sets a field that the kind has and whose value it takes. */
  private void put(String name, @Nullable Object value) {
    if (value != null && types.attributes().check(kind, Map.of(name, value)).isEmpty()) {
      attributes.put(name, value);
    }
  }
}
