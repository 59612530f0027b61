package dev.pedigree.gateway.artifact;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.scalar.DateTime;
import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.graph.artifact.Label;
import dev.pedigree.graph.artifact.Provenance;
import dev.pedigree.graph.artifact.Stage;
import dev.pedigree.graph.lineage.ArtifactFilter;
import dev.pedigree.graph.lineage.Steps;
import dev.pedigree.graph.recording.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An {@code ArtifactFilter} as it comes in an argument: GraphQL has checked its form. */
public final class ArtifactFilterInput {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_CONDITIONS = 200;

  private final String argument;
  private int conditions;

  private ArtifactFilterInput(String argument) {
    this.argument = argument;
  }

  /**
   * The filter that {@code input} means.
   *
   * @param input null: any artifact
   * @param path of the argument, such as {@code filter.where}
   * @throws RefusedException with TOO_LARGE or INVALID_VALUE
   */
  public static ArtifactFilter filter(@Nullable Object input, String path) {
    return new ArtifactFilterInput(path).filter(input, path, 1);
  }

  private ArtifactFilter filter(@Nullable Object input, String path, int depth) {
    if (!(input instanceof Map<?, ?> fields)) {
      return ArtifactFilter.ALL;
    }
    if (depth > MAX_DEPTH) {
      throw tooLarge("nested deeper (expected: at most " + MAX_DEPTH + " deep)");
    }
    List<ArtifactFilter> all = new ArrayList<>();
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            count();
            all.add(condition(name.toString(), value, path + "." + name, depth));
          }
        });
    return new ArtifactFilter.All(all);
  }

  private void count() {
    conditions++;
    if (conditions > MAX_CONDITIONS) {
      throw tooLarge("more fields (expected: at most " + MAX_CONDITIONS + " in all)");
    }
  }

  private RefusedException tooLarge(String what) {
    return new RefusedException(ErrorCode.TOO_LARGE, argument + ": " + what, argument);
  }

  private ArtifactFilter condition(String field, Object value, String path, int depth) {
    return switch (field) {
      case "kinds" -> new ArtifactFilter.Kinds(Inputs.words(value));
      case "namespaces" -> new ArtifactFilter.Namespaces(Inputs.words(value));
      case "stages" -> new ArtifactFilter.Stages(Inputs.set(value, Stage::valueOf));
      case "owners" -> new ArtifactFilter.Owners(Inputs.words(value));
      case "base" -> new ArtifactFilter.Base((Boolean) value);
      case "provenance" -> new ArtifactFilter.Provenances(Inputs.set(value, Provenance::valueOf));
      case "quarantined" -> new ArtifactFilter.Quarantined((Boolean) value);
      case "tainted" -> new ArtifactFilter.Tainted((Boolean) value);
      case "createdBefore" -> new ArtifactFilter.CreatedBefore(((DateTime) value).instant());
      case "createdAfter" -> new ArtifactFilter.CreatedAfter(((DateTime) value).instant());
      case "olderThan" -> olderThan((Duration) value, path);
      case "labels" -> labels((List<?>) value);
      case "check" -> check((Map<?, ?>) value);
      case "descendsFrom" ->
          new ArtifactFilter.DescendsFrom(where(value, path, depth), steps(value, path));
      case "shapes" -> new ArtifactFilter.Shapes(where(value, path, depth), steps(value, path));
      case "and" -> new ArtifactFilter.All(filters(value, path, depth));
      case "or" -> new ArtifactFilter.Any(filters(value, path, depth));
      case "not" -> new ArtifactFilter.Not(filter(value, path, depth + 1));
      default -> throw new IllegalStateException("ArtifactFilter." + field);
    };
  }

  private static ArtifactFilter olderThan(Duration age, String path) {
    if (age.isNegative()) {
      throw RefusedException.invalid(path, age, "PT0S or longer");
    }
    return new ArtifactFilter.OlderThan(age);
  }

  private ArtifactFilter labels(List<?> labels) {
    List<ArtifactFilter> all = new ArrayList<>();
    for (Object label : labels) {
      count();
      Map<?, ?> fields = (Map<?, ?>) label;
      all.add(
          new ArtifactFilter.Labelled(
              new Label(String.valueOf(fields.get("key")), String.valueOf(fields.get("value")))));
    }
    return new ArtifactFilter.All(all);
  }

  private static ArtifactFilter check(Map<?, ?> check) {
    return new ArtifactFilter.Checked(
        String.valueOf(check.get("name")),
        check.get("minVersion") instanceof Integer version ? version : null,
        check.get("outcome") instanceof String outcome ? CheckOutcome.valueOf(outcome) : null,
        Boolean.TRUE.equals(check.get("absent")));
  }

  private ArtifactFilter where(Object relatives, String path, int depth) {
    return filter(((Map<?, ?>) relatives).get("where"), path + ".where", depth + 1);
  }

  private static Steps steps(Object relatives, String path) {
    Map<?, ?> fields = (Map<?, ?>) relatives;
    return new Steps(
        Inputs.wordsIfGiven(fields.get("edgeTypes")),
        Inputs.inheritancesIfGiven(fields.get("inherits")),
        null,
        Inputs.maxDepth(fields.get("maxDepth"), path + ".maxDepth"),
        ArtifactFilter.ALL);
  }

  private List<ArtifactFilter> filters(Object input, String path, int depth) {
    List<?> elements = (List<?>) input;
    List<ArtifactFilter> filters = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      filters.add(filter(elements.get(i), path + "[" + i + "]", depth + 1));
    }
    return filters;
  }
}
