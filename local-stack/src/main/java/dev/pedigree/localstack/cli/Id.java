package dev.pedigree.localstack.cli;

import dev.pedigree.commands.Progress;
import dev.pedigree.identity.Content;
import java.io.PrintStream;
import java.nio.file.Path;

/** Prints the id of a file or a folder, and shows how far it is where that takes a while. */
final class Id {
  private static final double MEBIBYTE = 1 << 20;

  private final PrintStream out;
  private final Progress progress;

  Id(PrintStream out, Progress progress) {
    this.out = out;
    this.progress = progress;
  }

  int run(Path path) {
    Content content = Content.at(path);
    String id = content.id((bytes, total) -> progress.show(() -> describe(bytes, total)));
    progress.clear();
    out.println(id);
    return Pedigree.OK;
  }

  private String describe(long bytes, long total) {
    return "%.0f of %.0f MiB (%.0f MiB/s)"
        .formatted(bytes / MEBIBYTE, total / MEBIBYTE, progress.rate(bytes) / MEBIBYTE);
  }
}
