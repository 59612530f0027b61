package dev.pedigree.graph.backup;

import com.github.luben.zstd.Zstd;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Entry;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.SealedEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes entries into a segment's file, compressed piece by piece. */
final class SegmentWriter implements AutoCloseable {
  /** A piece closes with the entry that brings it to so many bytes: what one flipped bit costs. */
  static final int FRAME_BYTES = 256 << 10;

  private static final int LEVEL = 3;
  private static final int LONGEST_VARINT = 5;

  private final FileChannel out;
  private final MessageDigest sha256 = Digest.sha256();
  private ByteBuffer raw = ByteBuffer.allocate(FRAME_BYTES + (64 << 10));
  private byte[] compressed = new byte[0];
  private @Nullable SealedEntry firstOfFrame;
  private @Nullable SealedEntry lastOfFrame;
  private long firstRevision;
  private @Nullable JournalHead after;
  private long entries;
  private long facts;
  private long rawBytes;
  private long bytes;
  private int payloadVersion = 1;

  /** Begins with an empty file. */
  SegmentWriter(Path file) throws IOException {
    out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    byte[] head = Frame.head();
    write(head, head.length);
  }

  /**
   * Writes an entry behind those before it.
   *
   * @param opened it, decoded
   */
  void add(SealedEntry entry, Entry opened) throws IOException {
    byte[] encoded = entry.encode();
    room(LONGEST_VARINT + encoded.length);
    putVarint(encoded.length);
    raw.put(encoded);
    firstRevision = entries == 0 ? entry.firstRevision() : firstRevision;
    firstOfFrame = firstOfFrame == null ? entry : firstOfFrame;
    lastOfFrame = entry;
    after = entry.after();
    entries++;
    facts += opened.changes().stream().map(Change::facts).mapToInt(List::size).sum();
    payloadVersion = Math.max(payloadVersion, SealedEntry.payloadVersion(opened));
    if (raw.position() >= FRAME_BYTES) {
      endFrame();
    }
  }

  /** Before compression, with what is in the piece that is not closed yet. */
  long rawBytes() {
    return rawBytes + raw.position();
  }

  /**
   * Ends the file, which is on the disk when this returns.
   *
   * @param rewritten how often the segment was rewritten
   */
  Segment finish(int rewritten) throws IOException {
    endFrame();
    JournalHead end = after;
    if (end == null) {
      throw new IllegalStateException("a segment without entries");
    }
    out.force(true);
    return new Segment(
        Segment.name(firstRevision, end.revision(), rewritten),
        firstRevision,
        entries,
        facts,
        rawBytes,
        bytes,
        Digest.ofBytes(sha256.digest()),
        payloadVersion,
        end);
  }

  private void endFrame() throws IOException {
    SealedEntry first = firstOfFrame;
    SealedEntry last = lastOfFrame;
    if (first == null || last == null) {
      return;
    }
    int length = raw.position();
    int bound = Math.toIntExact(Zstd.compressBound(length));
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    int size =
        Math.toIntExact(
            Zstd.compressByteArray(compressed, 0, bound, raw.array(), 0, length, LEVEL));
    Frame frame =
        new Frame(
            first.firstRevision(),
            last.lastRevision(),
            length,
            size,
            Frame.checksum(compressed, size));
    write(frame.header(), Frame.HEADER_BYTES);
    write(compressed, size);
    rawBytes += length;
    raw.clear();
    firstOfFrame = null;
    lastOfFrame = null;
  }

  private void write(byte[] content, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(content, 0, length);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    sha256.update(content, 0, length);
    bytes += length;
  }

  private void room(int more) {
    if (raw.remaining() < more) {
      ByteBuffer larger = ByteBuffer.allocate(raw.position() + more);
      raw = larger.put(raw.flip());
    }
  }

  private void putVarint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      raw.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    raw.put((byte) rest);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
