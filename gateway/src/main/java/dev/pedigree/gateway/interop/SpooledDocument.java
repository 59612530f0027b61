package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.interop.Document;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** A document in a temporary file, which is gone when it is closed. */
final class SpooledDocument implements Document, AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final long size;
  private final Digest digest;
  private final @Nullable String fileName;
  private final SpoolBudget budget;

  private SpooledDocument(
      Path file, long size, Digest digest, @Nullable String fileName, SpoolBudget budget) {
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
    Path file = Files.createTempFile("pedigree-document-", null);
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
        Files.delete(file);
      }
    }
  }

  /** What {@code size} says in the end was taken from the budget. */
  private static void copy(
      InputStream in,
      Path file,
      long maxBytes,
      MessageDigest sha256,
      long[] size,
      SpoolBudget budget)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
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
        out.write(buffer, 0, read);
      }
    }
  }

  @Override
  public InputStream open() throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
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
    if (Files.deleteIfExists(file)) {
      budget.giveBack(size);
    }
  }
}
