package dev.pedigree.gateway.interop;

import dev.pedigree.interop.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Which format a document is of, by its name, its first bytes or its top-level members. Looks at
 * what every document of a format has to have, so a guess is right or there is none; a document
 * that is broken further down is the reader's to refuse.
 */
final class Guess {
  static final String CYCLONEDX = "cyclonedx";
  static final String DVC = "dvc";
  static final String HUGGING_FACE = "huggingface";
  static final String IN_TOTO = "in-toto";
  static final String MANIFEST = "pedigree-manifest";
  static final String MERGEKIT = "mergekit";
  static final String MLFLOW = "mlflow";
  static final String OPEN_LINEAGE = "openlineage";
  static final String PROV = "prov";

  /** As much as is looked at of a document that is not JSON. */
  private static final int HEAD_BYTES = 1 << 16;

  private static final Pattern MERGE_METHOD =
      Pattern.compile("^merge_method[ \\t]*:", Pattern.MULTILINE);
  private static final Pattern STAGES = Pattern.compile("^stages[ \\t]*:", Pattern.MULTILINE);
  private static final Pattern DVC_SCHEMA =
      Pattern.compile("^schema[ \\t]*:[ \\t]*['\"]?2\\.", Pattern.MULTILINE);
  private static final Pattern CYCLONEDX_XML =
      Pattern.compile("<([A-Za-z]+:)?bom[^>]*http://cyclonedx\\.org/schema/bom/");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1_000).build())
          .build();

  private Guess() {}

  /** The format's name; empty: it looks like none. */
  static Optional<String> format(Document document) throws IOException {
    String fileName = document.fileName();
    if (fileName != null && baseName(fileName).equals("dvc.lock")) {
      return Optional.of(DVC);
    }
    String head = head(document);
    String begin = head.stripLeading();
    if (begin.startsWith("{") || begin.startsWith("[")) {
      return byMembers(document);
    }
    if (begin.startsWith("<")) {
      return CYCLONEDX_XML.matcher(head).find() ? Optional.of(CYCLONEDX) : Optional.empty();
    }
    return byLines(head);
  }

  private static String baseName(String fileName) {
    return fileName
        .substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
        .toLowerCase(Locale.ROOT);
  }

  private static String head(Document document) throws IOException {
    try (InputStream in = document.open()) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return head.startsWith("\uFEFF") ? head.substring(1) : head;
    }
  }

  private static Optional<String> byLines(String head) {
    if (head.startsWith("---\n") || head.startsWith("---\r\n")) {
      // Front matter has an end; a YAML document that begins so goes on without one.
      return Pattern.compile("^---[ \\t]*$", Pattern.MULTILINE).matcher(head).results().count() > 1
          ? Optional.of(HUGGING_FACE)
          : byKeys(head);
    }
    return byKeys(head);
  }

  private static Optional<String> byKeys(String head) {
    if (MERGE_METHOD.matcher(head).find()) {
      return Optional.of(MERGEKIT);
    }
    return STAGES.matcher(head).find() && DVC_SCHEMA.matcher(head).find()
        ? Optional.of(DVC)
        : Optional.empty();
  }

  private static Optional<String> byMembers(Document document) throws IOException {
    Map<String, String> members = new HashMap<>();
    try (InputStream in = document.open();
        JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        first = parser.nextToken();
      }
      if (first != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        JsonToken value = parser.nextToken();
        members.put(name, value == JsonToken.VALUE_STRING ? parser.getString() : "");
        String found = byMembers(members);
        if (found != null) {
          return Optional.of(found);
        }
        parser.skipChildren();
      }
      // A copy of a registry is an object a line, each of one member.
      return members.keySet().equals(Set.of("run")) ? Optional.of(MLFLOW) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String byMembers(Map<String, String> members) {
    if (members.getOrDefault("bomFormat", "").equals("CycloneDX")) {
      return CYCLONEDX;
    }
    if (members.getOrDefault("_type", "").startsWith("https://in-toto.io/Statement/")
        || members.keySet().containsAll(Set.of("payloadType", "payload"))
        || members.containsKey("dsseEnvelope")) {
      return IN_TOTO;
    }
    if (members.containsKey("model_version")) {
      return MLFLOW;
    }
    if (members.containsKey("pedigreeManifest")) {
      return MANIFEST;
    }
    if (members.containsKey("eventTime") && members.containsKey("producer")) {
      return OPEN_LINEAGE;
    }
    return members.containsKey("prefix")
            && (members.containsKey("entity")
                || members.containsKey("activity")
                || members.containsKey("wasDerivedFrom"))
        ? PROV
        : null;
  }
}
