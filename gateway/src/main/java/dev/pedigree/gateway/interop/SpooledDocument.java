package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.interop.Document;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A document in a temporary file, which is gone when it is closed. Where the system lets a file be
 * read that has no name any more, it has none from the start: a process that dies leaves nothing.
 */
final class SpooledDocument implements Document, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileChannel file;
  private final long size;
  private final Digest digest;
  private final @Nullable String fileName;
  private final SpoolBudget budget;

  private SpooledDocument(
      FileChannel file, long size, Digest digest, @Nullable String fileName, SpoolBudget budget) {
    this.budget = budget;
    this.file = file;
    this.size = size;
    this.digest = digest;
    this.fileName = fileName;
  }

  /**
   * Reads {@code in} to its end.
   *
   * @param maxBytes of the document
   * @throws RefusedException with TOO_LARGE if it is longer, with RATE_LIMITED if there is no room
   *     for it now; nothing is left of it then
   * @throws IOException if it cannot be read or kept; likewise
   */
  static SpooledDocument of(
      InputStream in, long maxBytes, @Nullable String fileName, SpoolBudget budget)
      throws IOException {
    Path path = Files.createTempFile("pedigree-document-", null);
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    boolean whole = false;
    long[] size = {0};
    try {
      MessageDigest sha256 = Digest.sha256();
      copy(in, file, maxBytes, sha256, size, budget);
      whole = true;
      return new SpooledDocument(file, size[0], Digest.ofBytes(sha256.digest()), fileName, budget);
    } finally {
      if (!whole) {
        budget.giveBack(size[0]);
        file.close();
      }
    }
  }

  /** What {@code size} says in the end was taken from the budget. */
  private static void copy(
      InputStream in,
      FileChannel file,
      long maxBytes,
      MessageDigest sha256,
      long[] size,
      SpoolBudget budget)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      if (size[0] + read > maxBytes) {
        throw new RefusedException(
            ErrorCode.TOO_LARGE,
            "the document is too large (expected: at most " + maxBytes + " bytes, unpacked)",
            null);
      }
      if (!budget.take(read)) {
        throw new RefusedException(
            ErrorCode.RATE_LIMITED,
            "documents: those that are being read take all the room that there is for them"
                + " (expected: ask again later)",
            null);
      }
      size[0] += read;
      sha256.update(buffer, 0, read);
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }

  @Override
  public InputStream open() {
    return new BufferedInputStream(new FromStart(file), BUFFER_BYTES);
  }

  /** Reads a file from its start, whoever else reads it. */
  private static final class FromStart extends InputStream {
    private final FileChannel file;
    private long at;

    FromStart(FileChannel file) {
      this.file = file;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = file.read(ByteBuffer.wrap(bytes, offset, length), at);
      at += Math.max(0, read);
      return read;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Digest digest() {
    return digest;
  }

  @Override
  public @Nullable String fileName() {
    return fileName;
  }

  @Override
  public void close() throws IOException {
    if (file.isOpen()) {
      file.close();
      budget.giveBack(size);
    }
  }
}
