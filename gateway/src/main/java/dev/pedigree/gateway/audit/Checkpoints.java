package dev.pedigree.gateway.audit;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.identity.log.Checkpoint;
import dev.pedigree.identity.log.SigningKey;
import dev.pedigree.identity.log.VerifierKey;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Writes checkpoints, and signs them if there is a key; other notes likewise. */
@Component
public final class Checkpoints {
  private final Optional<SigningKey> key;
  private final Optional<String> origin;

  /**
   * Reads the key at the start, or the start fails.
   *
   * @throws dev.pedigree.identity.log.NoteException if key or origin cannot be one
   */
  Checkpoints(AuditProperties properties) {
    key = properties.signingKey();
    origin = properties.name();
    origin.ifPresent(name -> Checkpoint.of(name, 0, Digest.ZERO.bytes()));
  }

  /** The checkpoint of a tree; without a key only what would be signed. */
  String of(JournalProofs proofs, long size, Digest root) {
    String name = name(proofs);
    String text = Checkpoint.of(name, size, root.bytes()).text();
    return key.map(signer -> signer.sign(text, name)).orElse(text);
  }

  /**
   * The public half of the key.
   *
   * @throws RefusedException if there is no key
   */
  public VerifierKey verifier(JournalProofs proofs) {
    return key.map(signer -> signer.verifier(name(proofs)))
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.NOT_FOUND,
                    "this gateway does not sign (expected: pedigree.audit.key is set)",
                    null));
  }

  /** Whether there is a key. */
  public boolean signs() {
    return key.isPresent();
  }

  /**
   * The line that signs a note of a body, which must not be that of a checkpoint. There must be a
   * key.
   */
  public String signature(JournalProofs proofs, String body) {
    String signed = key.orElseThrow().sign(body, name(proofs));
    return signed.substring(body.length()).strip();
  }

  private String name(JournalProofs proofs) {
    return origin.orElseGet(proofs::origin);
  }
}
