package dev.pedigree.graph.policy;

import dev.pedigree.graph.artifact.ArtifactName;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.JsonObject;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.state.ArtifactState;
import dev.pedigree.graph.topology.TopologyReader;
import dev.pedigree.schema.Field;
import dev.pedigree.schema.FieldType;
import dev.pedigree.schema.Inheritance;
import dev.pedigree.schema.Kind;
import dev.pedigree.schema.TypeSystem;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.doubles.DoubleList;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as an expression sees it; what is not known of it is not there. Nothing is looked up
 * before it is read. For one thread, inside one read of a topology.
 */
final class ArtifactValues extends AbstractMap<String, Object> {
  private final int artifact;
  private final TopologyReader graph;
  private final TypeSystem types;
  private final Contents contents;
  private final Instant now;

  ArtifactValues(
      int artifact, TopologyReader graph, TypeSystem types, Contents contents, Instant now) {
    this.artifact = artifact;
    this.graph = graph;
    this.types = types;
    this.contents = contents;
    this.now = now;
  }

  /** Whether the check of that name passed, at that version or a later one: the latest decides. */
  static boolean passed(Map<?, ?> artifact, String check, long minVersion) {
    return artifact.get("checks") instanceof Map<?, ?> checks
        && checks.get(check) instanceof Map<?, ?> latest
        && latest.get("version") instanceof Long version
        && version >= minVersion
        && Boolean.TRUE.equals(latest.get("passed"));
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable Object get(Object key) {
    return key instanceof String field ? value(field) : null;
  }

  private @Nullable Object value(String field) {
    return switch (field) {
      case "id" -> graph.artifactId(artifact).toString();
      case "kind" -> kind(graph.firstKind(artifact)).name();
      case "kinds" -> graph.kinds(artifact).stream().map(kind -> kind(kind).name()).toList();
      case "namespace" -> graph.names(artifact).getFirst().namespace();
      case "name" -> graph.names(artifact).getFirst().name();
      case "version" -> graph.names(artifact).getFirst().version();
      case "namespaces" ->
          graph.names(artifact).stream().map(ArtifactName::namespace).distinct().toList();
      case "stage" -> graph.stage(artifact).name();
      case "provenance" ->
          Provenance.of(graph.provenance(artifact), graph.hasParents(artifact)).name();
      case "recordedBy" -> graph.recordedBy(artifact);
      case "owners" -> graph.owners(artifact);
      case "labels" -> labels();
      case "checks" -> checks();
      case "quarantined" -> graph.quarantined(artifact);
      case "hasParents" -> graph.hasParents(artifact);
      case "base" -> weightParents().isEmpty();
      case "opaqueShare" -> opaqueShare();
      case "hashed" -> contents().digest() != null;
      case "age" -> age();
      case "attributes" -> attributes();
      default -> null;
    };
  }

  private ArtifactState contents() {
    try {
      return contents.of(artifact);
    } catch (RuntimeException e) {
      throw new ContentsException(e);
    }
  }

  private Kind kind(int ordinal) {
    return types.kinds().get(ordinal);
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    for (Label label : graph.labels(artifact)) {
      labels.put(label.key(), label.value());
    }
    return labels;
  }

  /** By name the one of the highest version that is not revoked. */
  private Map<String, Map<String, Object>> checks() {
    Map<String, Map<String, Object>> latest = new LinkedHashMap<>();
    Map<String, Integer> versions = new HashMap<>();
    for (TopologyReader.CheckMark mark : graph.checks(artifact)) {
      if (!mark.revoked()
          && mark.version() == versions.merge(mark.name(), mark.version(), Math::max)) {
        latest.put(
            mark.name(),
            Map.of(
                "version", (long) mark.version(), "passed", mark.outcome() == CheckOutcome.PASSED));
      }
    }
    return latest;
  }

  /** The shares of parents whose weights it inherits, standing or not; NaN: it is not known. */
  private DoubleList weightParents() {
    DoubleList shares = new DoubleArrayList();
    Kind kind = kind(graph.firstKind(artifact));
    graph.recordedParents(
        artifact,
        (edge, type, parent) -> {
          if (types.edgeTypes().get(type).inheritedAlong(kind).contains(Inheritance.WEIGHTS)) {
            Double share = graph.weight(edge);
            shares.add(share == null ? Double.NaN : share);
          }
        });
    return shares;
  }

  /** How much of its weights comes from parents of unknown shares, if there are several. */
  private double opaqueShare() {
    DoubleList shares = weightParents();
    double known = shares.doubleStream().filter(share -> !Double.isNaN(share)).sum();
    boolean unknown = shares.doubleStream().anyMatch(Double::isNaN);
    return shares.size() > 1 && unknown ? Math.max(0, 1 - known) : 0;
  }

  private @Nullable Duration age() {
    Instant made = graph.createdAt(artifact);
    return made == null ? null : Duration.between(made, now);
  }

  private Map<String, Object> attributes() {
    Map<String, Object> values = new LinkedHashMap<>();
    JsonObject.parse(contents().attributes())
        .forEach(
            (name, value) -> {
              if (value != null) {
                values.put(name, typed(name, value));
              }
            });
    return values;
  }

  private Object typed(String name, Object value) {
    for (int kind : graph.kinds(artifact)) {
      for (Field field : kind(kind).fields()) {
        if (field.name().equals(name)) {
          return typed(field.type(), value);
        }
      }
    }
    return typed(FieldType.Scalar.JSON, value);
  }

  /**
   * A whole number is one of both in JSON; in an expression it is of its field's type, and inside
   * of JSON a fraction, as everywhere in CEL. What is null is not there.
   */
  private static Object typed(FieldType type, Object value) {
    return switch (value) {
      case Number number ->
          type == FieldType.Scalar.INT
              ? (Object) number.longValue()
              : (Object) number.doubleValue();
      case Map<?, ?> members -> {
        Map<Object, Object> typed = new LinkedHashMap<>();
        members.forEach(
            (key, member) -> {
              if (member != null) {
                typed.put(key, typed(type, member));
              }
            });
        yield typed;
      }
      case List<?> elements -> {
        FieldType element = type instanceof FieldType.ListOf list ? list.element() : type;
        yield elements.stream().filter(Objects::nonNull).map(it -> typed(element, it)).toList();
      }
      default -> value;
    };
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    throw new UnsupportedOperationException("fields are read one by one");
  }
}
