package dev.pedigree.interop.cyclonedx;

import dev.pedigree.interop.Document;
import dev.pedigree.interop.DocumentReader;
import dev.pedigree.interop.ReadingContext;
import dev.pedigree.interop.Statements;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads bills of materials of CycloneDX 1.5 to 1.7, as JSON or XML. Sources: <a
 * href="https://cyclonedx.org/docs/1.7/json/">the specification's schema</a>; <a
 * href="https://cyclonedx.org/capabilities/mlbom/">its ML-BOM</a>.
 *
 * <p>JSON is read component by component, twice: first what there is, then what it descends from.
 */
public final class BomReader implements DocumentReader {
  private static final Set<String> VERSIONS = Set.of("1.5", "1.6", "1.7");

  private static final Set<String> READ =
      Set.of(
          "$schema",
          "bomFormat",
          "specVersion",
          "serialNumber",
          "version",
          "metadata",
          "components",
          "dependencies");

  /** It is read piece by piece; most are small. */
  @Override
  public int bytesAtATime() {
    return 8 << 20;
  }

  @Override
  public void read(Document document, ReadingContext context, Statements out) throws IOException {
    Document json = startsWithTag(document) ? XmlBom.toJson(document) : document;
    try {
      checkHeader(json);
      Bill bill = new Bill(context, out);
      each(json, bill::artifacts, _ -> {}, out);
      each(json, bill::edges, bill::dependency, null);
    } catch (JacksonException e) {
      throw JsonTree.broken(e);
    }
  }

  private static boolean startsWithTag(Document document) throws IOException {
    try (InputStream in = document.open()) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        boolean isSkipped = b <= ' ' || b == 0xEF || b == 0xBB || b == 0xBF;
        if (!isSkipped) {
          return b == '<';
        }
      }
      return false;
    }
  }

  /** Reads until format and version are found: mostly they come first. */
  private static void checkHeader(Document document) throws IOException {
    Map<String, String> header = new LinkedHashMap<>();
    try (JsonParser parser = JsonTree.parser(document)) {
      start(parser);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME && header.size() < 2) {
        String member = parser.currentName();
        parser.nextToken();
        if (member.equals("bomFormat") || member.equals("specVersion")) {
          header.put(member, String.valueOf(parser.getString()));
        }
        parser.skipChildren();
      }
    }
    require(header, "bomFormat", Set.of("CycloneDX"));
    require(header, "specVersion", VERSIONS);
  }

  private static void start(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new UnreadableDocumentException("no object (expected: a bill of materials)", null);
    }
  }

  private static void require(Map<String, String> header, String member, Set<String> expected) {
    String value = header.get(member);
    if (value == null || !expected.contains(value)) {
      throw new Place(value, member)
          .unexpected(String.join(", ", expected.stream().sorted().toList()));
    }
  }

  /**
   * Goes through all components, and then all dependencies.
   *
   * @param out told of members that are not read; null: it was told before
   */
  private static void each(
      Document document,
      Consumer<Place> component,
      Consumer<Place> dependency,
      @Nullable Statements out)
      throws IOException {
    try (JsonParser parser = JsonTree.parser(document)) {
      start(parser);
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String member = parser.currentName();
        parser.nextToken();
        switch (member) {
          case "metadata" -> metadata(new Place(JsonTree.bounded(parser), member), component);
          case "components" -> elements(parser, member, component);
          case "dependencies" -> elements(parser, member, dependency);
          default -> {
            parser.skipChildren();
            if (out != null && !READ.contains(member)) {
              out.lost(member, "not recorded: it is of no artifact's descent");
            }
          }
        }
      }
    }
  }

  private static void metadata(Place metadata, Consumer<Place> component) {
    if (metadata.at("component").isGiven()) {
      component.accept(metadata.at("component"));
    }
  }

  private static void elements(JsonParser parser, String member, Consumer<Place> to) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw new Place(JsonTree.bounded(parser), member).unexpected("a list");
    }
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      to.accept(new Place(JsonTree.bounded(parser), member + "[" + index++ + "]"));
    }
  }
}
