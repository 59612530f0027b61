package dev.pedigree.identity;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What shows that a file was changed.
 *
 * @param key the file system's own name for it; null: it has none
 */
record FileState(long size, FileTime modified, @Nullable Object key) {
  static FileState of(BasicFileAttributes attributes) {
    return new FileState(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }
}
