package dev.pedigree.interop.cyclonedx;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.Document;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.Bytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.parsers.XmlParser;
import org.jspecify.annotations.Nullable;

/** A bill of materials in XML, as CycloneDX's own library reads it. */
final class XmlBom {
  private static final int MAX_BYTES = 4 * 1024 * 1024;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_ELEMENTS = 200_000;
  private static final String NAMESPACE = "http://cyclonedx.org/schema/bom/";

  private XmlBom() {}

  /** The same bill in JSON. */
  static Document toJson(Document document) throws IOException {
    byte[] xml = Bytes.of(document, MAX_BYTES);
    Version version = checked(xml);
    try {
      String json =
          BomGeneratorFactory.createJson(version, new XmlParser().parse(xml)).toJsonString();
      return new Converted(document, json.getBytes(StandardCharsets.UTF_8));
    } catch (ParseException | GeneratorException e) {
      throw new UnreadableDocumentException(
          "something that CycloneDX's library does not read in XML, such as datasets, inputs or"
              + " outputs of a model card (expected: the same bill as JSON)",
          null);
    }
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }

  /** Refuses what declares types or entities, and what is too deep, before anything expands it. */
  private static Version checked(byte[] xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    Version version = null;
    int depth = 0;
    int elements = 0;
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new UnreadableDocumentException(
                  "a document type or an entity (expected: neither)", place(reader));
          case XMLStreamConstants.START_ELEMENT -> {
            version = version == null ? version(reader) : version;
            if (++elements > MAX_ELEMENTS) {
              throw new UnreadableDocumentException(
                  "more than " + MAX_ELEMENTS + " elements (expected: the same bill as JSON)",
                  place(reader));
            }
            if (++depth > MAX_DEPTH) {
              throw new UnreadableDocumentException(
                  "deeper than " + MAX_DEPTH + " levels (expected: fewer)", place(reader));
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new UnreadableDocumentException(
          "no XML, or broken: " + firstLine(e.getMessage()),
          e.getLocation() == null
              ? null
              : "line "
                  + e.getLocation().getLineNumber()
                  + ", column "
                  + e.getLocation().getColumnNumber());
    }
    if (version == null) {
      throw new UnreadableDocumentException("nothing (expected: a bill of materials)", null);
    }
    return version;
  }

  private static String place(XMLStreamReader reader) {
    return "line "
        + reader.getLocation().getLineNumber()
        + ", column "
        + reader.getLocation().getColumnNumber();
  }

  private static Version version(XMLStreamReader root) {
    String namespace = String.valueOf(root.getNamespaceURI());
    return Stream.of(Version.VERSION_15, Version.VERSION_16)
        .filter(it -> namespace.equals(NAMESPACE + it.getVersionString()))
        .findFirst()
        .orElseThrow(
            () ->
                new UnreadableDocumentException(
                    "namespace: " + namespace + " (expected: " + NAMESPACE + "1.5 or 1.6)",
                    place(root)));
  }

  /** JSON that was made of another document. */
  private static final class Converted implements Document {
    private final Document source;
    private final byte[] json;

    Converted(Document source, byte[] json) {
      this.source = source;
      this.json = json;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(json);
    }

    @Override
    public long size() {
      return json.length;
    }

    @Override
    public Digest digest() {
      return source.digest();
    }

    @Override
    public @Nullable String fileName() {
      return source.fileName();
    }
  }
}
