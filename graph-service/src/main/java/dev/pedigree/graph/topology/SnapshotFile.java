package dev.pedigree.graph.topology;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.journal.JournalHead;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * A base in a file: a header with its own checksum, then the sections, aligned to 8 bytes, with
 * theirs. Numbers are in the byte order of the machine, which the header's first word tells.
 */
final class SnapshotFile {
  private static final long MAGIC = 0x5045_4447_544f_504fL;

  /** Counted up whenever a base is laid out differently. */
  private static final int FORMAT = 3;

  private static final int HEADER_BYTES = 2048;
  private static final int CHECKED_BYTES = HEADER_BYTES - Integer.BYTES;
  private static final long PIECE_BYTES = 1 << 28;

  private SnapshotFile() {}

  /** Writes {@code base}; what is in the file is on the disk when it returns. */
  static void write(Path file, Base base) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      CRC32C checksum = new CRC32C();
      out.position(HEADER_BYTES);
      for (Section section : Section.values()) {
        MemorySegment segment = base.sections.get(section);
        for (long at = 0; at < segment.byteSize(); at += PIECE_BYTES) {
          long bytes = Math.min(PIECE_BYTES, segment.byteSize() - at);
          put(out, segment.asSlice(at, bytes).asByteBuffer(), checksum);
        }
        put(
            out,
            ByteBuffer.allocate((int) (padded(segment.byteSize()) - segment.byteSize())),
            checksum);
      }
      out.write(header(base, (int) checksum.getValue()), 0);
      out.force(true);
    }
  }

  private static void put(FileChannel out, ByteBuffer bytes, CRC32C checksum) throws IOException {
    checksum.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static long padded(long bytes) {
    return (bytes + 7) & ~7L;
  }

  private static ByteBuffer header(Base base, int checksum) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.nativeOrder());
    header.putLong(MAGIC).putInt(FORMAT).putInt(checksum);
    header.putInt(base.artifacts).putInt(base.edges).putInt(base.names);
    header.putInt(base.hasNewerParents ? 1 : 0);
    header.putInt(Section.values().length);
    JournalHead head = base.head;
    header.putLong(head.revision());
    header.put(head.hash().bytes());
    Instant at = head.at();
    header.putLong(at.getEpochSecond()).putInt(at.getNano());
    header.putLong(head.block()).putLong(head.bytesInBlock());
    for (Section section : Section.values()) {
      header.putLong(base.sections.get(section).byteSize());
    }
    CRC32C own = new CRC32C();
    own.update(header.duplicate().position(0).limit(CHECKED_BYTES));
    header.putInt(CHECKED_BYTES, (int) own.getValue());
    return header.position(0);
  }

  /**
   * Maps a base.
   *
   * @throws SnapshotDamagedException if the file is not whole, or of another format
   */
  static Base read(Path file) throws IOException, SnapshotDamagedException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      if (in.size() < HEADER_BYTES) {
        throw new SnapshotDamagedException(
            in.size() + " bytes (expected: " + HEADER_BYTES + " or more)");
      }
      MemorySegment all = in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), Arena.ofAuto());
      return read(all);
    }
  }

  private static Base read(MemorySegment all) throws SnapshotDamagedException {
    ByteBuffer header = all.asSlice(0, HEADER_BYTES).asByteBuffer().order(ByteOrder.nativeOrder());
    CRC32C own = new CRC32C();
    own.update(header.duplicate().limit(CHECKED_BYTES));
    expect("magic number", header.getLong(), MAGIC);
    expect("format", header.getInt(), FORMAT);
    int expected = header.getInt(CHECKED_BYTES);
    int found = (int) own.getValue();
    expect("checksum of the header", found, expected);
    int checksum = header.getInt();
    int artifacts = header.getInt();
    int edges = header.getInt();
    int names = header.getInt();
    boolean newerParents = header.getInt() == 1;
    expect("sections", header.getInt(), Section.values().length);
    JournalHead head =
        new JournalHead(
            header.getLong(),
            digest(header),
            Instant.ofEpochSecond(header.getLong(), header.getInt()),
            header.getLong(),
            header.getLong());
    Sections sections = new Sections();
    long at = HEADER_BYTES;
    for (Section section : Section.values()) {
      long bytes = header.getLong();
      if (bytes < 0 || at + bytes > all.byteSize()) {
        throw new SnapshotDamagedException("cut off in section " + section);
      }
      sections.put(section, all.asSlice(at, bytes));
      at += padded(bytes);
    }
    expect("length", all.byteSize(), at);
    expect("checksum of the sections", checksum(all), checksum);
    return new Base(sections, head, artifacts, edges, names, newerParents);
  }

  private static Digest digest(ByteBuffer header) {
    byte[] bytes = new byte[Digest.BYTES];
    header.get(bytes);
    return Digest.ofBytes(bytes);
  }

  private static int checksum(MemorySegment all) {
    CRC32C checksum = new CRC32C();
    for (long at = HEADER_BYTES; at < all.byteSize(); at += PIECE_BYTES) {
      checksum.update(all.asSlice(at, Math.min(PIECE_BYTES, all.byteSize() - at)).asByteBuffer());
    }
    return (int) checksum.getValue();
  }

  private static void expect(String what, long found, long expected)
      throws SnapshotDamagedException {
    if (found != expected) {
      throw new SnapshotDamagedException(what + ": " + found + " (expected: " + expected + ")");
    }
  }
}
