package dev.pedigree.commands;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What would newly violate a policy, in words.
 *
 * @param count how many, or why that is not known
 * @param first a line for each of the first ten, and one that says how many more there are
 */
record NewViolations(String count, List<String> first) {
  NewViolations {
    first = List.copyOf(first);
  }

  /** Of a {@code ViolationConnection} with a first page. */
  static NewViolations of(JsonNode connection) {
    int total = connection.path("totalCount").asInt(0);
    var lines = new ArrayList<String>();
    connection.path("nodes").forEach(node -> lines.add(line(node)));
    if (total > lines.size()) {
      lines.add("and " + (total - lines.size()) + " more");
    }
    return new NewViolations(total == 0 ? "none" : Integer.toString(total), lines);
  }

  static NewViolations unknown(String reason) {
    return new NewViolations("not known (" + reason + ")", List.of());
  }

  private static String line(JsonNode violation) {
    JsonNode artifact = violation.path("artifact");
    JsonNode offender = violation.path("offender");
    String id = artifact.path("id").asString("");
    boolean other = offender.isObject() && !offender.path("id").asString("").equals(id);
    return visible(
        "%s (%s): %s%s"
            .formatted(
                artifact.path("name").asString(""),
                id,
                other ? offender.path("name").asString("") + ": " : "",
                violation.path("message").asString("")));
  }

  /** Names and messages are anybody's texts. */
  private static String visible(String text) {
    return text.strip().replaceAll("\\p{Cntrl}+", " ");
  }
}
