package dev.pedigree.interop.intoto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Public keys whose signatures count: Ed25519, or ECDSA on P-256 with SHA-256. Immutable. */
public final class TrustedKeys {
  /** No signature counts. */
  public static final TrustedKeys NONE = new TrustedKeys(Map.of());

  /** The order of P-256. Source: FIPS 186-5, SP 800-186. */
  private static final BigInteger P256 =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final Map<String, PublicKey> keys;

  private TrustedKeys(Map<String, PublicKey> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * These keys.
   *
   * @param pems by the ids that signatures name them by, each as PEM: {@code -----BEGIN PUBLIC
   *     KEY-----} and so on
   * @throws IllegalArgumentException if one is no such key, or of another algorithm
   */
  public static TrustedKeys ofPem(Map<String, String> pems) {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    pems.forEach((id, pem) -> keys.put(id, key(id, pem)));
    return new TrustedKeys(keys);
  }

  private static PublicKey key(String id, String pem) {
    String body = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
    try {
      X509EncodedKeySpec spec = new X509EncodedKeySpec(Base64.getDecoder().decode(body));
      for (String algorithm : new String[] {"Ed25519", "EC"}) {
        Optional<PublicKey> key = key(algorithm, spec);
        if (key.isPresent()) {
          return key.get();
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("key " + id + ": no Base64 (expected: PEM)", e);
    }
    throw new IllegalArgumentException(
        "key " + id + ": of another kind (expected: a public key, Ed25519 or ECDSA P-256)");
  }

  private static Optional<PublicKey> key(String algorithm, X509EncodedKeySpec spec) {
    try {
      PublicKey key = KeyFactory.getInstance(algorithm).generatePublic(spec);
      boolean other = key instanceof ECPublicKey ec && !ec.getParams().getOrder().equals(P256);
      return other ? Optional.empty() : Optional.of(key);
    } catch (GeneralSecurityException ofAnotherAlgorithm) {
      return Optional.empty();
    }
  }

  /** Whether there is a key of that id. */
  boolean has(@Nullable String id) {
    return id != null && keys.containsKey(id);
  }

  /**
   * The id of the key that signed the message.
   *
   * @param hint the id that the signature names; null, or of no key: all are tried
   * @return empty: none of them did
   */
  Optional<String> signer(byte[] message, byte[] signature, @Nullable String hint) {
    return keys.entrySet().stream()
        .filter(it -> !has(hint) || it.getKey().equals(hint))
        .filter(it -> verifies(it.getValue(), message, signature))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
    try {
      Signature verifier =
          Signature.getInstance(key instanceof EdECPublicKey ? "Ed25519" : "SHA256withECDSA");
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException malformed) {
      return false;
    }
  }
}
