package dev.pedigree.identity;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the files at a path: itself or, of a folder, all in it at any depth. Links are followed.
 */
final class FileList extends SimpleFileVisitor<Path> {
  private static final char UNREADABLE = '\uFFFD';

  private final SortedMap<Path, FileState> files = new TreeMap<>();

  private FileList() {}

  /**
   * The files with their states.
   *
   * @throws ContentException if anything there is neither a file nor a folder that can be read
   */
  static SortedMap<Path, FileState> at(Path start) {
    var list = new FileList();
    try {
      Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, list);
    } catch (IOException e) {
      throw new ContentException(start, "cannot be read: " + e.getMessage(), e);
    }
    return list.files;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      throw new ContentException(file, "a link that leads nowhere, or to itself");
    }
    if (!attributes.isRegularFile()) {
      throw new ContentException(file, "neither a file nor a folder");
    }
    if (file.toString().indexOf(UNREADABLE) >= 0) {
      throw new ContentException(file, "a name that is no text (expected: UTF-8)");
    }
    files.put(file, FileState.of(attributes));
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    throw failure(file, e);
  }

  static ContentException failure(Path file, IOException e) {
    return switch (e) {
      case FileSystemLoopException _ ->
          new ContentException(file, "a link to a folder that it lies in: a loop", e);
      case NoSuchFileException _ -> new ContentException(file, "there is no such file", e);
      case AccessDeniedException _ -> new ContentException(file, "may not be read", e);
      default -> new ContentException(file, "cannot be read: " + e.getMessage(), e);
    };
  }
}
