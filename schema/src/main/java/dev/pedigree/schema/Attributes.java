package dev.pedigree.schema;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the fields of kinds and mutations where GraphQL has not: the {@code attributes} of an
 * import line, and the constraints that GraphQL does not know. Everything is prepared once; a check
 * takes a microsecond or two. Immutable; one serves all threads.
 */
public final class Attributes {
  private final Map<Kind, Fields> kinds;
  private final Map<MutationType, Fields> mutationTypes;

  Attributes(List<Kind> kinds, List<MutationType> mutationTypes) {
    this.kinds =
        kinds.stream().collect(toUnmodifiableMap(kind -> kind, kind -> new Fields(kind.fields())));
    this.mutationTypes =
        mutationTypes.stream()
            .collect(toUnmodifiableMap(type -> type, type -> new Fields(type.fields())));
  }

  /**
   * Checks an artifact's own fields.
   *
   * @param values as a JSON parser gives them: maps, lists, strings, booleans and numbers of any
   *     class. A null means that the field is not given.
   * @return in the order of {@code values}, missing fields last; empty: all is well
   * @throws IllegalArgumentException if the kind is of another type system
   */
  public List<Violation> check(Kind kind, Map<String, ? extends @Nullable Object> values) {
    return prepared(kinds.get(kind), kind).check(values);
  }

  /**
   * Checks a mutation's own fields, {@code description} left out.
   *
   * @param values as for kinds
   * @return as for kinds
   * @throws IllegalArgumentException if the mutation type is of another type system
   */
  public List<Violation> check(MutationType type, Map<String, ? extends @Nullable Object> values) {
    return prepared(mutationTypes.get(type), type).check(values);
  }

  private static Fields prepared(@Nullable Fields fields, Object type) {
    if (fields == null) {
      throw new IllegalArgumentException(type + " (expected: a type of this type system)");
    }
    return fields;
  }

  /** The fields of one type, by name. */
  private static final class Fields {
    private final Map<String, FieldCheck> byName;
    private final List<FieldCheck> required;
    private final String names;

    Fields(List<Field> fields) {
      List<FieldCheck> checks = fields.stream().map(FieldCheck::new).toList();
      byName = checks.stream().collect(toUnmodifiableMap(FieldCheck::name, check -> check));
      required = checks.stream().filter(FieldCheck::required).toList();
      names =
          fields.isEmpty()
              ? "no fields"
              : "one of " + String.join(", ", fields.stream().map(Field::name).toList());
    }

    List<Violation> check(Map<String, ? extends @Nullable Object> values) {
      List<Violation> found = new ArrayList<>(0);
      for (Map.Entry<String, ? extends @Nullable Object> entry : values.entrySet()) {
        FieldCheck check = byName.get(entry.getKey());
        Object value = entry.getValue();
        if (check == null) {
          found.add(new Violation(Shown.name(entry.getKey()), "unknown field", names));
        } else if (value != null) {
          check.check(value, found);
        }
      }
      for (FieldCheck check : required) {
        if (values.get(check.name()) == null) {
          found.add(check.missing());
        }
      }
      return found;
    }
  }
}
