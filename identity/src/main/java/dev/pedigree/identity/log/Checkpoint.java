package dev.pedigree.identity.log;

import java.util.Base64;
import java.util.List;

/**
 * What a log was at a time: so many leaves, with that root. Its text is the body of a C2SP
 * checkpoint, to which signatures are added as lines of a C2SP signed note.
 *
 * @param origin the log's name: not empty, without spaces and {@code +}
 * @param size leaves
 * @param root in base64
 */
public record Checkpoint(String origin, long size, String root) {
  /**
   * Checks it.
   *
   * @throws NoteException if a part of it cannot be one
   */
  public Checkpoint {
    requireName(origin);
    if (size < 0) {
      throw new NoteException("size: " + size + " (expected: 0 or more)");
    }
    if (decoded(root).length != HashTree.HASH_BYTES) {
      throw new NoteException("root: " + root + " (expected: 32 bytes in base64)");
    }
  }

  /** Of a root in bytes. */
  public static Checkpoint of(String origin, long size, byte[] root) {
    return new Checkpoint(origin, size, Base64.getEncoder().encodeToString(root));
  }

  /**
   * Reads a checkpoint, with or without signatures, which are not verified.
   *
   * @throws NoteException if it is none
   */
  public static Checkpoint parse(String note) {
    List<String> lines = body(note).lines().toList();
    if (lines.size() < 3) {
      throw new NoteException(
          "a checkpoint of %d lines (expected: origin, size, root)".formatted(lines.size()));
    }
    String size = lines.get(1);
    if (!size.matches("0|[1-9][0-9]{0,17}")) {
      throw new NoteException("size: " + size + " (expected: a decimal number)");
    }
    return new Checkpoint(lines.get(0), Long.parseLong(size), lines.get(2));
  }

  /** The part of a signed note that is signed: all before the blank line. */
  static String body(String note) {
    int end = note.lastIndexOf("\n\n");
    return end < 0 ? note : note.substring(0, end + 1);
  }

  /** The root's bytes, a fresh array. */
  public byte[] rootHash() {
    return decoded(root);
  }

  /** Its lines, each with its end. */
  public String text() {
    return origin + "\n" + size + "\n" + root + "\n";
  }

  static void requireName(String name) {
    if (!name.matches("[\\x21-\\x7e&&[^+]]{1,200}")) {
      throw new NoteException(
          "name of a log: '"
              + name
              + "' (expected: 1 to 200 printable ASCII characters without spaces and +)");
    }
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new NoteException("root: " + base64 + " (expected: 32 bytes in base64)", e);
    }
  }
}
