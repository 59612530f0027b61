package dev.pedigree.graph.backup;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.SealedEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a backup consists of. Its file is JSON, and a last line with the SHA-256 of all before it.
 *
 * @param journal the hash of the journal's first entry, which tells it from all others
 * @param blockBytes with so many bytes a block of the journal closes
 * @param segments in order, without a gap
 * @param erasedLater revisions that a later change erased, and whose payloads older segments still
 *     have
 */
record Manifest(
    Digest journal, long blockBytes, List<Segment> segments, SortedSet<Long> erasedLater) {
  static final String FILE = "MANIFEST";

  /** The layout of the folder that is written, and the newest that is known. */
  static final int FORMAT = 1;

  private static final int CHECKSUM_LINE = Digest.TEXT_LENGTH + 1;

  Manifest {
    segments = List.copyOf(segments);
    erasedLater = Collections.unmodifiableSortedSet(new TreeSet<>(erasedLater));
  }

  /** Where the backup ends. */
  JournalHead head() {
    return segments.isEmpty() ? JournalHead.START : segments.getLast().after();
  }

  /** Where the segment at {@code index} begins. */
  JournalHead before(int index) {
    return index == 0 ? JournalHead.START : segments.get(index - 1).after();
  }

  Manifest with(List<Segment> others, SortedSet<Long> erased) {
    return new Manifest(journal, blockBytes, others, erased);
  }

  byte[] encode() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("format", FORMAT);
    root.put("journal", journal.toString());
    root.put("blockBytes", blockBytes);
    ArrayNode all = root.putArray("segments");
    for (Segment segment : segments) {
      ObjectNode node = all.addObject();
      node.put("file", segment.file());
      node.put("firstRevision", segment.firstRevision());
      node.put("lastRevision", segment.lastRevision());
      node.put("entries", segment.entries());
      node.put("facts", segment.facts());
      node.put("rawBytes", segment.rawBytes());
      node.put("bytes", segment.bytes());
      node.put("sha256", segment.sha256().toString());
      node.put("payloadVersion", segment.payloadVersion());
      node.put("hash", segment.after().hash().toString());
      node.put("at", segment.after().at().toString());
      node.put("block", segment.after().block());
      node.put("bytesInBlock", segment.after().bytesInBlock());
    }
    ArrayNode erased = root.putArray("erasedLater");
    erasedLater.forEach(erased::add);
    String text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root);
    byte[] content = (text + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] checksum = (Digest.of(content) + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(content, content.length + checksum.length);
    System.arraycopy(checksum, 0, both, content.length, checksum.length);
    return both;
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws BackupException if it is damaged, or of a newer version
   */
  static Manifest decode(byte[] bytes) {
    int end = Math.max(0, bytes.length - CHECKSUM_LINE);
    byte[] content = Arrays.copyOf(bytes, end);
    String last = new String(bytes, end, bytes.length - end, StandardCharsets.UTF_8);
    if (!last.equals(Digest.of(content) + "\n")) {
      throw new BackupException(
          FILE + " is damaged: its last line is not the SHA-256 of what is before it");
    }
    try {
      JsonNode root = JsonMapper.shared().readTree(content);
      requireKnown("format", root.required("format").asInt(), FORMAT);
      return read(root);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new BackupException(FILE + " cannot be read: " + e.getMessage());
    }
  }

  private static Manifest read(JsonNode root) {
    List<Segment> segments = new ArrayList<>();
    root.required("segments").forEach(node -> segments.add(segment(node)));
    SortedSet<Long> erased = new TreeSet<>();
    root.required("erasedLater").forEach(node -> erased.add(node.asLong()));
    return new Manifest(
        digest(root, "journal"), root.required("blockBytes").asLong(), segments, erased);
  }

  private static Segment segment(JsonNode node) {
    int payloadVersion = node.required("payloadVersion").asInt();
    requireKnown("payloads of version", payloadVersion, SealedEntry.NEWEST_PAYLOAD_VERSION);
    return new Segment(
        node.required("file").asString(),
        node.required("firstRevision").asLong(),
        node.required("entries").asLong(),
        node.required("facts").asLong(),
        node.required("rawBytes").asLong(),
        node.required("bytes").asLong(),
        digest(node, "sha256"),
        payloadVersion,
        new JournalHead(
            node.required("lastRevision").asLong(),
            digest(node, "hash"),
            Instant.parse(node.required("at").asString()),
            node.required("block").asLong(),
            node.required("bytesInBlock").asLong()));
  }

  private static void requireKnown(String what, int version, int known) {
    if (version > known) {
      throw new BackupException(
          "the backup is of a newer version of Pedigree: %s %d (expected: up to %d)"
              .formatted(what, version, known));
    }
  }

  private static Digest digest(JsonNode node, String name) {
    String text = node.required(name).asString();
    return Digest.parse(text)
        .orElseThrow(() -> new IllegalArgumentException(name + ": " + text + " (a digest?)"));
  }
}
