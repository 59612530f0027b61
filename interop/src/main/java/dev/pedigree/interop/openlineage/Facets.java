package dev.pedigree.interop.openlineage;

import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.json.Members;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks facets that are of the specification and that something is made of. All others are kept as
 * they are.
 */
final class Facets {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private Facets() {}

  /**
   * Checks one.
   *
   * @throws UnreadableDocumentException if it is none, or wrong
   */
  static void check(String name, Members facet) {
    switch (name) {
      case "parent" -> parent(facet);
      case "ownership" -> {
        for (Members owner : facet.objects("owners")) {
          owner.needText("name");
        }
      }
      case "outputStatistics" -> {
        integer(facet, "rowCount");
        integer(facet, "size");
        integer(facet, "fileCount");
      }
      case "dataQualityMetrics" -> {
        // Version 1-0-2 wants the columns, but what came before it had rows alone.
        if (integer(facet, "rowCount") == null) {
          facet.needObject("columnMetrics");
        }
        integer(facet, "bytes");
      }
      case "version" -> version(facet);
      case "schema" -> {
        for (Members field : facet.objects("fields")) {
          field.needText("name");
        }
      }
      case "documentation" -> facet.needText("description");
      case "dataSource" -> {
        facet.text("name");
        facet.text("uri");
      }
      case "storage" -> {
        facet.text("storageLayer");
        facet.text("fileFormat");
      }
      case "columnLineage" -> columns(facet);
      case "sourceCode" -> {
        facet.needText("language");
        facet.needText("sourceCode");
      }
      case "sourceCodeLocation" -> {
        facet.needText("url");
        for (String text : new String[] {"type", "repoUrl", "path", "version", "tag", "branch"}) {
          facet.text(text);
        }
      }
      case "sql" -> facet.needText("query");
      default -> {}
    }
  }

  /** The id of a run. */
  static String runId(Members run) {
    String id = run.needText("runId");
    if (!UUID.matcher(id).matches()) {
      throw run.wrong("runId", id, "a UUID");
    }
    return id.toLowerCase(Locale.ROOT);
  }

  /** Like a name: once it is kept nobody takes it back. */
  private static void version(Members facet) {
    String version = facet.needText("datasetVersion");
    if (version.length() > LineageEvent.MAX_NAME
        || version.chars().anyMatch(Character::isISOControl)) {
      throw facet.wrong(
          "datasetVersion",
          version,
          "at most " + LineageEvent.MAX_NAME + " characters, no controls");
    }
  }

  private static void parent(Members facet) {
    runId(facet.needObject("run"));
    Members job = facet.needObject("job");
    job.needText("namespace");
    job.needText("name");
  }

  private static void columns(Members facet) {
    Members fields = facet.needObject("fields");
    for (String column : fields.names()) {
      for (Members input : fields.needObject(column).objects("inputFields")) {
        input.needText("namespace");
        input.needText("name");
        input.needText("field");
      }
    }
  }

  /** A whole number of any size; null: there is none. */
  static @Nullable Double integer(Members facet, String name) {
    Double number = facet.number(name);
    if (number != null && number != Math.rint(number)) {
      throw facet.wrong(name, number, "a whole number");
    }
    return number;
  }
}
