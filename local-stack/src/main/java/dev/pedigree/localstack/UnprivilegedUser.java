package dev.pedigree.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Who a server runs as that refuses to run as root. When this JVM is not root's, that is simply its
 * own user; otherwise {@code nobody}, who may be unable to reach a checkout or a JDK below a
 * private home folder: what it needs is then copied below {@code /var/tmp}.
 */
final class UnprivilegedUser {
  private static final int NOBODY = 65_534;
  private static final Path SHARED = Path.of("/var/tmp");
  private static final String COPIED = ".copied";

  private final boolean switching;

  UnprivilegedUser() {
    this.switching = isRoot();
  }

  private static boolean isRoot() {
    try {
      return Files.exists(Path.of("/proc/self"))
          ? Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
          : "root".equals(System.getProperty("user.name"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The words to put before a command so that it runs as this user; none if that is who we are.
   *
   * @throws ServerFailedException if the system has no program that switches users
   */
  List<String> command() {
    if (!switching) {
      return List.of();
    }
    if (Programs.find("setpriv").isEmpty()) {
      throw new ServerFailedException(
          "setpriv is missing (expected: on the PATH, from util-linux): Elasticsearch refuses to run"
              + " as root, so start it as another user or install that");
    }
    return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
  }

  /** The folder itself where this user can read all of it, else a copy, made once. */
  Path readable(Path folder) throws IOException {
    if (!switching || isOpenToAll(folder)) {
      return folder;
    }
    Path copy = shared().resolve(folder.getFileName() + "-" + key(folder));
    Path done = copy.resolve(COPIED);
    if (!Files.exists(done)) {
      copy(folder, copy);
      Files.createFile(done);
    }
    return copy;
  }

  /** The folder itself where this user can get to it, else one in its stead, always the same. */
  Path reachable(Path folder) throws IOException {
    if (!switching || isOpenToAll(folder)) {
      return folder;
    }
    return shared().resolve("data-" + key(folder));
  }

  /** Hands a folder and everything in it to this user. */
  void own(Path folder) throws IOException {
    if (!switching) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", NOBODY, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Says whether everyone may pass through every folder down to this one, as far as it exists. */
  private static boolean isOpenToAll(Path folder) throws IOException {
    for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at)
          && !Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  private static Path shared() throws IOException {
    Path shared = SHARED.resolve("pedigree-root");
    if (!Files.exists(shared, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(shared);
      Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    if (!Integer.valueOf(0)
        .equals(Files.getAttribute(shared, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
      throw new ServerFailedException(shared + " belongs to someone else (expected: root)");
    }
    return shared;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path target = Files.createDirectories(to.resolve(from.relativize(folder)));
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path target = to.resolve(from.relativize(file));
            Files.copy(
                file.toRealPath(),
                target,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
            Files.setPosixFilePermissions(
                target,
                PosixFilePermissions.fromString(isProgram(target) ? "rwxr-xr-x" : "rw-r--r--"));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isProgram(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  private static String key(Path folder) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(folder.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
