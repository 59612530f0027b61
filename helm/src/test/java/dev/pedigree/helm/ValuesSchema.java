package dev.pedigree.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON schema that Helm holds values against. */
final class ValuesSchema {
  /** Schemas that many values have. */
  private static final Map<String, Map<String, Object>> FORMS =
      new Yaml()
          .load(
              """
              strings: {type: object, additionalProperties: {type: string}}
              quantity: {type: [string, number], pattern: '^[0-9.]+(m|[kMGT]|[KMGT]i)?$'}
              duration: {type: string, pattern: '^[0-9]+(ms|s|m|h|d)$'}
              settings:
                type: object
                patternProperties:
                  '^[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+$': {type: [string, number, boolean, array]}
                additionalProperties: false
              """);

  private ValuesSchema() {}

  static String of(List<ValueDescription> values) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "Values of the chart pedigree");
    schema.put("type", "object");
    Map<String, Object> properties = properties(values);
    // What a chart that has this one as a part of it tells its parts, or decides by whether to.
    properties.put("global", Map.of("type", "object"));
    properties.put("enabled", Map.of("type", "boolean"));
    schema.put("properties", properties);
    schema.put("required", values.stream().map(ValueDescription::name).toList());
    schema.put("additionalProperties", false);
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(schema)
        + "\n";
  }

  private static Map<String, Object> properties(List<ValueDescription> values) {
    Map<String, Object> properties = new LinkedHashMap<>();
    values.forEach(it -> properties.put(it.name(), schema(it)));
    return properties;
  }

  private static Map<String, Object> schema(ValueDescription value) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (!value.text().isEmpty()) {
      schema.put("description", value.text());
    }
    schema.put("type", type(value));
    if (value.standard() != null && value.members().isEmpty()) {
      schema.put("default", value.standard());
    }
    if (!value.members().isEmpty()) {
      schema.put("properties", properties(value.members()));
      schema.put("additionalProperties", false);
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> told = (Map<String, Object>) resolved(value.schema());
    schema.putAll(told);
    if (Boolean.FALSE.equals(schema.get("additionalProperties")) && !value.members().isEmpty()) {
      // They have defaults, so one is missing only where it was taken away by null.
      schema.putIfAbsent("required", value.members().stream().map(ValueDescription::name).toList());
    }
    return schema;
  }

  private static Object resolved(Object told) {
    return switch (told) {
      case Map<?, ?> map -> {
        Map<String, Object> schema = new LinkedHashMap<>();
        Object form = map.get(ValueDescription.FORM);
        if (form != null) {
          schema.putAll(
              Objects.requireNonNull(FORMS.get(String.valueOf(form)), () -> "form " + form));
        }
        map.forEach(
            (key, value) -> {
              if (!key.equals(ValueDescription.FORM)) {
                schema.put(String.valueOf(key), resolved(value));
              }
            });
        yield schema;
      }
      case List<?> list -> {
        List<Object> all = new ArrayList<>();
        list.forEach(it -> all.add(resolved(it)));
        yield all;
      }
      default -> told;
    };
  }

  private static String type(ValueDescription value) {
    return switch (value.standard()) {
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case Integer _ -> "integer";
      case Number _ -> "number";
      case List<?> _ -> "array";
      case Map<?, ?> _ -> "object";
      case null, default ->
          throw new AssertionError(
              value.path() + ": no default (expected: one that tells its type)");
    };
  }
}
