package dev.pedigree.identity;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Files whose bytes have an id. That of a file is the SHA-256 of its bytes. That of a folder is the
 * SHA-256 of its manifest: the canonical JSON (RFC 8785) of {@code {"files": {path: {"sha256":
 * digest in hexadecimal, "size": bytes}}}} over all files in it at any depth, with paths relative
 * to it and {@code /} between names. Neither the folder's own name nor times, owners, rights or
 * empty folders play a part. A link counts as what it leads to.
 */
public final class Content {
  private static final int PIECE_BYTES = 1 << 20;

  private final Path root;
  private final boolean folder;
  private final SortedMap<Path, FileState> files;
  private final long size;

  private Content(Path root, boolean folder, SortedMap<Path, FileState> files) {
    this.root = root;
    this.folder = folder;
    this.files = files;
    this.size = files.values().stream().mapToLong(FileState::size).sum();
  }

  /**
   * Finds the files at a path; reads none of them yet.
   *
   * @throws ContentException if it is absent, has no files, or holds something that cannot be read
   */
  public static Content at(Path path) {
    var files = FileList.at(path);
    if (files.isEmpty()) {
      throw new ContentException(path, "a folder without files (expected: one or more)");
    }
    return new Content(path, Files.isDirectory(path), files);
  }

  /** Bytes of all files together, as they were found. */
  public long size() {
    return size;
  }

  /** How many files there are. */
  public int fileCount() {
    return files.size();
  }

  /**
   * Reads all files and tells their id.
   *
   * @throws ContentException if one cannot be read, or anything changes meanwhile
   */
  public String id(ReadProgress progress) {
    return folder ? Ids.ofText(manifest(progress)) : hashed(progress).getFirst().id();
  }

  /**
   * Reads all files and tells the manifest: a text whose SHA-256 is the id of a folder.
   *
   * @throws ContentException as {@link #id}
   */
  public String manifest(ReadProgress progress) {
    var entries = new TreeMap<String, Object>();
    for (HashedFile file : hashed(progress)) {
      entries.put(relative(file.path()), Map.of("sha256", file.hex(), "size", file.size()));
    }
    return CanonicalJson.of(Map.of("files", entries));
  }

  private String relative(Path file) {
    Path name = folder ? root.relativize(file) : file.getFileName();
    return name.toString().replace(File.separatorChar, '/');
  }

  private List<HashedFile> hashed(ReadProgress progress) {
    var hashed = new ArrayList<HashedFile>();
    long before = 0;
    for (var file : files.entrySet()) {
      hashed.add(hash(file.getKey(), file.getValue().size(), before, progress));
      before += file.getValue().size();
    }
    if (!FileList.at(root).equals(files)) {
      throw changed(root);
    }
    return hashed;
  }

  private HashedFile hash(Path file, long expected, long before, ReadProgress progress) {
    MessageDigest sha256 = Ids.sha256();
    byte[] piece = new byte[PIECE_BYTES];
    long done = 0;
    try (var in = Files.newInputStream(file)) {
      // One that grows is not followed to an end that may never come.
      for (int length = in.read(piece); length >= 0 && done <= expected; length = in.read(piece)) {
        sha256.update(piece, 0, length);
        done += length;
        progress.read(before + done, size);
      }
    } catch (IOException e) {
      throw FileList.failure(file, e);
    }
    if (done != expected) {
      throw changed(file);
    }
    return new HashedFile(file, done, Ids.of(sha256.digest()));
  }

  private static ContentException changed(Path path) {
    return new ContentException(path, "changed while it was read (expected: nobody writes to it)");
  }

  private record HashedFile(Path path, long size, String id) {
    String hex() {
      return id.substring(id.indexOf(':') + 1);
    }
  }
}
