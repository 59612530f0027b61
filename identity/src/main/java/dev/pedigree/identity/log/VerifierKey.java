package dev.pedigree.identity.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a key that signs notes, with the name that signatures carry. Its text form,
 * {@code name+id+key}, is the one that tools for C2SP signed notes take.
 */
public final class VerifierKey {
  private static final byte ED25519 = 1;
  private static final int KEY_BYTES = 32;
  private static final int ID_BYTES = 4;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] key;

  private VerifierKey(String name, byte[] key) {
    Checkpoint.requireName(name);
    this.name = name;
    this.key = key;
  }

  static VerifierKey of(String name, PublicKey key) {
    byte[] encoded = key.getEncoded();
    return new VerifierKey(
        name, Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
  }

  /**
   * Reads the text form.
   *
   * @throws NoteException if it is none, or of another sort of key
   */
  public static VerifierKey parse(String text) {
    String[] parts = text.strip().split("\\+", 3);
    if (parts.length != 3) {
      throw new NoteException("key of a verifier: " + text + " (expected: name+id+key)");
    }
    byte[] typed;
    try {
      typed = Base64.getDecoder().decode(parts[2]);
    } catch (IllegalArgumentException e) {
      throw new NoteException("key of a verifier: " + parts[2] + " (expected: base64)", e);
    }
    if (typed.length != 1 + KEY_BYTES || typed[0] != ED25519) {
      throw new NoteException("key of a verifier: " + parts[2] + " (expected: one of Ed25519)");
    }
    VerifierKey key = new VerifierKey(parts[0], Arrays.copyOfRange(typed, 1, typed.length));
    if (!HexFormat.of().formatHex(key.id()).equals(parts[1])) {
      throw new NoteException("key of a verifier: id " + parts[1] + " is not that of the key");
    }
    return key;
  }

  /** The name that its signatures carry. */
  public String name() {
    return name;
  }

  /** Whether a line of {@code note} is a signature of it that holds. */
  public boolean signed(String note) {
    String body = Checkpoint.body(note);
    return note.lines().anyMatch(line -> isSignature(line, body));
  }

  private boolean isSignature(String line, String body) {
    String start = SigningKey.DASH + name + " ";
    if (!line.startsWith(start)) {
      return false;
    }
    try {
      byte[] tagged = Base64.getDecoder().decode(line.substring(start.length()));
      return tagged.length > ID_BYTES
          && Arrays.equals(tagged, 0, ID_BYTES, id(), 0, ID_BYTES)
          && holds(Arrays.copyOfRange(tagged, ID_BYTES, tagged.length), body);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean holds(byte[] signature, String body) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(joined(X509, key))));
      verifier.update(body.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The first bytes of a hash of name, sort and key. */
  byte[] id() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  joined(
                      (name + "\n").getBytes(StandardCharsets.UTF_8), new byte[] {ED25519}, key));
      return Arrays.copyOf(hash, ID_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Override
  public String toString() {
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(joined(new byte[] {ED25519}, key));
  }
}
