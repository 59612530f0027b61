package dev.pedigree.localstack.shared;

import java.nio.file.Path;

/**
 * A folder for servers that one test has to itself, because it kills them. Closing it kills what
 * still runs in it and deletes it; if this JVM is killed before, the keeper of the run does.
 */
public final class ScratchFolder implements AutoCloseable {
  private final RunFolder folder;

  private ScratchFolder(RunFolder folder) {
    this.folder = folder;
  }

  /** A new, empty one. */
  public static ScratchFolder open() {
    SharedStack.ofThisRun().ensureKeeper();
    return new ScratchFolder(
        RunFolder.exclusively(() -> RunFolder.privateTo(ProcessHandle.current())));
  }

  /** Where it is; servers belong in folders below. */
  public Path path() {
    return folder.path();
  }

  @Override
  public void close() {
    folder.clear();
  }
}
