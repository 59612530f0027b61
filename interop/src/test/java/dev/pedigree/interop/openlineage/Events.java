package dev.pedigree.interop.openlineage;

import dev.pedigree.interop.json.Members;
import java.nio.charset.StandardCharsets;

/** Events as text, of one job, with what a test says. */
final class Events {
  static final String RUN = "0191b5c0-0000-7000-8000-000000000001";
  static final String OTHER_RUN = "0191b5c0-0000-7000-8000-000000000002";

  private Events() {}

  /**
   * An event of a run.
   *
   * @param more members, beginning with a comma; empty: none
   */
  static LineageEvent of(String runId, String type, String time, String more) {
    return event(
        """
        {"eventType":"%s","eventTime":"%s","producer":"https://example.org/tool","schemaURL":"https://openlineage.io/spec/2-0-2/OpenLineage.json",
         "run":{"runId":"%s"},"job":{"namespace":"jobs","name":"nightly"}%s}
        """
            .formatted(type, time, runId, more));
  }

  static LineageEvent event(String json) {
    return LineageEvent.of(Members.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** {@code ,"inputs":[…]} and {@code ,"outputs":[…]} with datasets of the namespace {@code db}. */
  static String reads(String input, String output) {
    return ",\"inputs\":[%s],\"outputs\":[%s]".formatted(dataset(input, ""), dataset(output, ""));
  }

  /**
   * A dataset of the namespace {@code db}.
   *
   * @param facets the members of {@code facets}
   */
  static String dataset(String name, String facets) {
    return name.isEmpty()
        ? ""
        : "{\"namespace\":\"db\",\"name\":\"%s\",\"facets\":{%s}}".formatted(name, facets);
  }

  /** The facet that tells a version. */
  static String version(String version) {
    return "\"version\":{\"datasetVersion\":\"%s\"}".formatted(version);
  }
}
