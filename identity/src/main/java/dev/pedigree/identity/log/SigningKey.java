package dev.pedigree.identity.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An Ed25519 key that signs checkpoints. Never shown. */
public final class SigningKey {
  /** What a line with a signature begins with. */
  static final String DASH = "\u2014 ";

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final PrivateKey key;
  private final PublicKey publicHalf;

  private SigningKey(PrivateKey key, PublicKey publicHalf) {
    this.key = key;
    this.publicHalf = publicHalf;
  }

  /**
   * Reads a key as {@code openssl genpkey -algorithm ed25519} writes it.
   *
   * @param setting the key itself, or the path of a file that has it
   * @throws NoteException if there is none
   */
  public static SigningKey read(String setting) {
    String text = setting.strip();
    if (text.startsWith("-----BEGIN")) {
      return parse(text, "the text");
    }
    try {
      return parse(Files.readString(Path.of(text), StandardCharsets.US_ASCII).strip(), text);
    } catch (IOException | IllegalArgumentException e) {
      throw new NoteException(text + " cannot be read as a key: " + e, e);
    }
  }

  private static SigningKey parse(String pem, String where) {
    if (!pem.startsWith(BEGIN) || !pem.endsWith(END)) {
      throw notAKey(where, null);
    }
    try {
      byte[] encoded =
          Base64.getMimeDecoder()
              .decode(pem.substring(BEGIN.length(), pem.length() - END.length()));
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return new SigningKey(key, publicHalf(key));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw notAKey(where, e);
    }
  }

  private static NoteException notAKey(String where, @Nullable Exception e) {
    String message =
        where
            + " is not a private key of Ed25519 (expected: what `openssl genpkey -algorithm"
            + " ed25519` writes)";
    return e == null ? new NoteException(message) : new NoteException(message, e);
  }

  /** A pair is generated from random bytes; these are the private half. */
  private static PublicKey publicHalf(PrivateKey key) throws GeneralSecurityException {
    byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow(GeneralSecurityException::new);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
    return generator.generateKeyPair().getPublic();
  }

  /** Gives known bytes. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, Math.min(target.length, bytes.length));
    }
  }

  /** The public half, for signatures that carry {@code name}. */
  public VerifierKey verifier(String name) {
    return VerifierKey.of(name, publicHalf);
  }

  /**
   * {@code note} with one more signature.
   *
   * @param note a signed note, or the body of one
   * @param name that the signature carries
   */
  public String sign(String note, String name) {
    String body = Checkpoint.body(note);
    String signatures = note.substring(body.length());
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(body.getBytes(StandardCharsets.UTF_8));
      byte[] tagged = VerifierKey.joined(verifier(name).id(), signer.sign());
      return body
          + (signatures.isEmpty() ? "\n" : signatures)
          + DASH
          + name
          + " "
          + Base64.getEncoder().encodeToString(tagged)
          + "\n";
    } catch (GeneralSecurityException e) {
      throw new NoteException("the checkpoint cannot be signed: " + e, e);
    }
  }

  @Override
  public String toString() {
    return "a signing key, not shown";
  }
}
