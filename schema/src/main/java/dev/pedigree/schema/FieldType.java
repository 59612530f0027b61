package dev.pedigree.schema;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** What a field of a kind or a mutation holds. {@code toString()} writes it as GraphQL does. */
public sealed interface FieldType {

  /** A single value of a built-in or Pedigree scalar. */
  enum Scalar implements FieldType {
    STRING("String", "a text"),
    INT("Int", "an integer of 32 bits"),
    FLOAT("Float", "a number"),
    BOOLEAN("Boolean", "true or false"),
    ID("ID", "a text or an integer"),
    DATE_TIME("DateTime", "a point in time such as 2026-10-01T12:00:00Z"),
    DIGEST("Digest", "sha256: and 64 lower-case hexadecimal digits"),
    JSON("JSON", "JSON of at most 32 levels");

    private final String graphqlName;
    private final String expected;

    Scalar(String graphqlName, String expected) {
      this.graphqlName = graphqlName;
      this.expected = expected;
    }

    @Override
    public String expected() {
      return expected;
    }

    @Override
    public String toString() {
      return graphqlName;
    }
  }

  /**
   * One of a few words.
   *
   * @param values in SDL order
   */
  record Enumeration(String name, List<String> values) implements FieldType {
    public Enumeration {
      values = List.copyOf(values);
    }

    @Override
    public String expected() {
      return values.stream().collect(joining(", ", "one of ", ""));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Several values; they are not null and not lists.
   *
   * @param element a scalar or an enumeration
   */
  record ListOf(FieldType element) implements FieldType {
    public ListOf {
      if (element instanceof ListOf) {
        throw new IllegalArgumentException("list of " + element + " (expected: a list of values)");
      }
    }

    @Override
    public String expected() {
      return "a list, each " + element.expected();
    }

    @Override
    public String toString() {
      return "[" + element + "!]";
    }
  }

  /** What a value of the type looks like, for messages: {@code a number}. */
  String expected();
}
