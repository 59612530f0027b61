package dev.pedigree.graph.backup;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.JournalDamagedException;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.SealedEntry;
import dev.pedigree.graph.journal.UndecodableChangeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** Reads a segment and verifies all of it: checksums, hashes, chain. */
final class SegmentReader {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Segment segment;
  private final long blockBytes;
  private final Consumer<SealedEntry> sink;
  private final MessageDigest sha256 = Digest.sha256();
  private JournalHead head;
  private long at;
  private byte[] raw = new byte[0];

  private SegmentReader(
      Segment segment, JournalHead before, long blockBytes, Consumer<SealedEntry> sink) {
    this.segment = segment;
    this.head = before;
    this.blockBytes = blockBytes;
    this.sink = sink;
  }

  /**
   * Gives {@code sink} the entries of the segment at {@code index}, each verified.
   *
   * @throws BackupException naming the first damage and where it is
   */
  static void read(Path folder, Manifest manifest, int index, Consumer<SealedEntry> sink)
      throws IOException {
    Segment segment = manifest.segments().get(index);
    SegmentReader reader =
        new SegmentReader(segment, manifest.before(index), manifest.blockBytes(), sink);
    Path file = folder.resolve(segment.file());
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      reader.read(in);
    } catch (NoSuchFileException e) {
      throw new BackupException(segment + " is missing");
    }
  }

  private void read(InputStream in) throws IOException {
    if (!Frame.isHead(bytes(in, Frame.HEAD_BYTES))) {
      throw damaged("is damaged in its first " + Frame.HEAD_BYTES + " bytes");
    }
    while (head.revision() < segment.lastRevision()) {
      readFrame(in);
    }
    if (in.read() >= 0) {
      throw damaged("has more than its " + segment.bytes() + " bytes");
    }
    if (!head.equals(segment.after())) {
      throw damaged("does not end with the hash that " + Manifest.FILE + " names");
    }
    if (!segment.sha256().equals(Digest.ofBytes(sha256.digest()))) {
      throw damaged("does not have the SHA-256 that " + Manifest.FILE + " names");
    }
  }

  private void readFrame(InputStream in) throws IOException {
    long begin = at;
    byte[] header = bytes(in, Frame.HEADER_BYTES);
    if (!Frame.isHeader(header)) {
      throw damaged(
          "is damaged at bytes %d to %d, before the entry of revision %d"
              .formatted(begin, at - 1, head.revision() + 1));
    }
    Frame frame = Frame.read(header);
    byte[] compressed = bytes(in, frame.bytes());
    if (Frame.checksum(compressed, compressed.length) != frame.checksum()) {
      throw damaged(
          "is damaged at bytes %d to %d: entries of revisions %d to %d"
              .formatted(
                  begin + Frame.HEADER_BYTES, at - 1, frame.firstRevision(), frame.lastRevision()));
    }
    unpack(frame, compressed);
  }

  private void unpack(Frame frame, byte[] compressed) {
    if (raw.length < frame.rawBytes()) {
      raw = new byte[frame.rawBytes()];
    }
    try {
      long length =
          Zstd.decompressByteArray(raw, 0, frame.rawBytes(), compressed, 0, compressed.length);
      if (length != frame.rawBytes()) {
        throw new IllegalArgumentException(length + " bytes (expected: " + frame.rawBytes() + ")");
      }
      ByteBuffer in = ByteBuffer.wrap(raw, 0, frame.rawBytes());
      while (in.hasRemaining()) {
        int bytes = varint(in);
        SealedEntry entry = SealedEntry.decode(raw, in.position(), bytes);
        entry.verifyBehind(head, blockBytes);
        in.position(in.position() + bytes);
        head = entry.after();
        sink.accept(entry);
      }
    } catch (ZstdException
        | JournalDamagedException
        | UndecodableChangeException
        | IllegalArgumentException e) {
      throw damaged(
          "entries of revisions %d to %d: %s"
              .formatted(frame.firstRevision(), frame.lastRevision(), e.getMessage()));
    }
  }

  private byte[] bytes(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw damaged(
          "is cut off after %d of %d bytes: the entries from revision %d on are not whole"
              .formatted(at + bytes.length, segment.bytes(), head.revision() + 1));
    }
    sha256.update(bytes);
    at += length;
    return bytes;
  }

  private static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; in.hasRemaining(); shift += 7) {
      byte next = in.get();
      value |= (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a length is cut off");
  }

  private BackupException damaged(String how) {
    return new BackupException(segment + " " + how);
  }
}
