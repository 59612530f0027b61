package dev.pedigree.interop.intoto;

import dev.pedigree.graph.artifact.CheckOutcome;
import dev.pedigree.interop.UnreadableDocumentException;
import dev.pedigree.interop.reading.JsonTree;
import dev.pedigree.interop.reading.Place;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement, and what its signatures are worth. Source: <a
 * href="https://github.com/secure-systems-lab/dsse/blob/master/protocol.md">DSSE 1.0</a>.
 *
 * @param signing null: it came without an envelope
 */
record Envelope(Place statement, @Nullable Signing signing) {
  static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";

  /**
   * What its signatures are worth.
   *
   * @param isForged whether a key that is trusted did not make the signature that names it
   */
  record Signing(CheckOutcome outcome, String evidence, boolean isForged) {}

  static Envelope of(Place document, TrustedKeys keys) {
    Place envelope = document.at("dsseEnvelope").isGiven() ? document.at("dsseEnvelope") : document;
    if (!envelope.at("payload").isGiven()) {
      return new Envelope(document, null);
    }
    Place type = envelope.at("payloadType");
    if (!PAYLOAD_TYPE.equals(type.text())) {
      throw type.unexpected(PAYLOAD_TYPE);
    }
    byte[] payload = bytes(envelope.at("payload"));
    return new Envelope(
        JsonTree.parse(payload, envelope.at("payload").path()),
        signing(envelope, authenticated(PAYLOAD_TYPE, payload), keys));
  }

  /** What is signed: type and payload, each with its length before it. */
  static byte[] authenticated(String type, byte[] payload) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    String head = "DSSEv1 " + typeBytes.length + " " + type + " " + payload.length + " ";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private static Signing signing(Place envelope, byte[] message, TrustedKeys keys) {
    List<String> signers = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Place signature : envelope.at("signatures").elements()) {
      String id = signature.at("keyid").text();
      Optional<String> signer = keys.signer(message, bytes(signature.at("sig")), id);
      if (signer.isPresent()) {
        signers.add(signer.get());
      } else if (keys.has(id)) {
        return new Signing(
            CheckOutcome.FAILED,
            "the signature in the name of key " + id + " is not its own",
            true);
      } else {
        unknown.add(id == null || id.isBlank() ? "without an id" : id);
      }
    }
    if (!signers.isEmpty()) {
      return new Signing(CheckOutcome.PASSED, "signed by key " + String.join(", ", signers), false);
    }
    return new Signing(
        CheckOutcome.FAILED,
        unknown.isEmpty()
            ? "an envelope without signatures"
            : "signed by key " + String.join(", ", unknown) + ", not configured",
        false);
  }

  private static byte[] bytes(Place place) {
    String text = place.need();
    try {
      return text.indexOf('-') >= 0 || text.indexOf('_') >= 0
          ? Base64.getUrlDecoder().decode(text)
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableDocumentException("no Base64 (expected: Base64)", place.path());
    }
  }
}
