package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import dev.pedigree.commands.GatewayClient;
import dev.pedigree.commands.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Streams what the gateway exports to a file, which appears only once it is whole. */
final class Export {
  private static final int BUFFER_BYTES = 1 << 16;

  private final GatewayClient gateway;
  private final Progress progress;

  Export(GatewayClient gateway, Progress progress) {
    this.gateway = gateway;
    this.progress = progress;
  }

  /** To a file or, if it is called {@code -}, to standard output. */
  int to(String file, OutputStream standardOutput) throws IOException {
    return file.equals("-") ? to(standardOutput) : toFile(Path.of(file));
  }

  /**
   * Replaces the file if there is one.
   *
   * @throws CommandFailedException if there can be no such file
   */
  int toFile(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailedException(
          file
              + " cannot be written: there is no folder "
              + folder
              + " (expected: one that exists)");
    }
    if (Files.isDirectory(file)) {
      throw new CommandFailedException(
          file + " is a folder (expected: a file, or - for standard output)");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (var out = Files.newOutputStream(part)) {
        copy(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
    return Pedigree.OK;
  }

  /** Leaves the stream open. */
  private int to(OutputStream out) throws IOException {
    copy(out);
    out.flush();
    return Pedigree.OK;
  }

  private void copy(OutputStream out) throws IOException {
    long[] lines = {0};
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = gateway.get("/export")) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        lines[0] += lineFeeds(buffer, read);
        progress.show(() -> describe(lines[0]));
      }
    }
    progress.end(describe(lines[0]));
  }

  private String describe(long lines) {
    return "%d lines (%d lines/s)".formatted(lines, progress.rate(lines));
  }

  private static int lineFeeds(byte[] buffer, int length) {
    int count = 0;
    for (int index = 0; index < length; index++) {
      if (buffer[index] == '\n') {
        count++;
      }
    }
    return count;
  }
}
