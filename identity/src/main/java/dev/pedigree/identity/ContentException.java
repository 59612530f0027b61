package dev.pedigree.identity;

import java.nio.file.Path;

/** Content has no id: it cannot be read, or does not hold still. The message says which and why. */
public final class ContentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ContentException(Path path, String problem) {
    super(path + ": " + problem);
  }

  ContentException(Path path, String problem, Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
