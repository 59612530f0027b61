package dev.pedigree.operations.image;

import dev.pedigree.localstack.shared.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** The images of the project, each made when it is first asked for. */
public final class Images implements AutoCloseable {
  private final ScratchFolder folder = ScratchFolder.open();
  private final Map<String, Image> made = new HashMap<>();
  private final Steps steps = new Steps(folder.path().resolve("steps"));

  Images() {}

  /** What clients ask. */
  public Image gateway() {
    return image("gateway");
  }

  /** What follows the journal for the search. */
  public Image indexer() {
    return image("indexer");
  }

  private synchronized Image image(String name) {
    return made.computeIfAbsent(name, this::build);
  }

  private Image build(String name) {
    try {
      return Image.build(name, folder.path().resolve(name), steps);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (Image each : made.values()) {
        each.release();
      }
      folder.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
