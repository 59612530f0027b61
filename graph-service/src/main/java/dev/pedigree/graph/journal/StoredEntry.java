package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it lies in the store: a header, the salted hash of each change's payload, and beside
 * them the payloads, which can be erased without breaking the chain.
 *
 * <p>Its hash is SHA-256 over {@link #DOMAIN}, the previous hash, the header's fields (big-endian,
 * in the order of this record) and the payload hashes; a payload's hash is SHA-256 over its salt
 * and the payload.
 *
 * @param atMillis since the epoch
 * @param blockBytes {@link #encodedBytes} of all changes of its block up to its own last one: when
 *     a block closes stays known after an erasure
 * @param payloadHashes 32 bytes per change
 * @param payloads per change the length of its payload as a varint, its salt and the payload; just
 *     a zero where it is erased
 * @param erasures how often payloads of it were erased
 * @param residues per erased revision what is left of it, encoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out of the package
record StoredEntry(
    long block,
    long firstRevision,
    long lastRevision,
    long atMillis,
    UUID nonce,
    long blockBytes,
    Digest previousHash,
    Digest hash,
    byte[] payloadHashes,
    byte[] payloads,
    int erasures,
    Map<Long, byte[]> residues) {
  /** The layout of rows that is written. */
  static final int FORMAT = 1;

  static final int SALT_BYTES = 16;

  private static final byte[] DOMAIN = "pedigree-journal-1".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How many bytes a change with a payload of {@code payloadBytes} takes in its row. */
  static int encodedBytes(int payloadBytes) {
    return Digest.BYTES + SALT_BYTES + MessageWriter.varintBytes(payloadBytes) + payloadBytes;
  }

  /** The block of the entry right behind {@code after}. */
  static long blockBehind(JournalHead after, long maxBlockBytes) {
    return after.bytesInBlock() >= maxBlockBytes ? after.block() + 1 : after.block();
  }

  /** Makes the entry right behind {@code after}, with a fresh nonce and fresh salts. */
  static StoredEntry seal(
      JournalHead after, List<byte[]> payloads, Instant at, long maxBlockBytes) {
    int count = payloads.size();
    int bytes = payloads.stream().mapToInt(payload -> encodedBytes(payload.length)).sum();
    byte[] salts = new byte[count * SALT_BYTES];
    RANDOM.nextBytes(salts);
    ByteBuffer hashes = ByteBuffer.allocate(count * Digest.BYTES);
    ByteBuffer framed = ByteBuffer.allocate(bytes - hashes.capacity());
    MessageDigest sha256 = Digest.sha256();
    for (int i = 0; i < count; i++) {
      byte[] payload = payloads.get(i);
      putVarint(framed, payload.length);
      framed.put(salts, i * SALT_BYTES, SALT_BYTES).put(payload);
      sha256.update(salts, i * SALT_BYTES, SALT_BYTES);
      hashes.put(sha256.digest(payload));
    }
    long block = blockBehind(after, maxBlockBytes);
    StoredEntry unsealed =
        new StoredEntry(
            block,
            after.revision() + 1,
            after.revision() + count,
            at.toEpochMilli(),
            UUID.randomUUID(),
            (block == after.block() ? after.bytesInBlock() : 0) + bytes,
            after.hash(),
            Digest.ZERO,
            hashes.array(),
            framed.array(),
            0,
            Map.of());
    return unsealed.withHash(unsealed.computeHash());
  }

  int count() {
    return Math.toIntExact(lastRevision - firstRevision + 1);
  }

  Instant at() {
    return Instant.ofEpochMilli(atMillis);
  }

  /** The position behind it. */
  JournalHead after() {
    return new JournalHead(lastRevision, hash, at(), block, blockBytes);
  }

  /**
   * Checks that it is what was appended right behind {@code after}.
   *
   * @throws JournalDamagedException naming the first thing that does not hold
   */
  void verifyBehind(JournalHead after, long maxBlockBytes) {
    require(block == blockBehind(after, maxBlockBytes), "lies in the wrong block");
    require(firstRevision == after.revision() + 1, "does not follow " + after.revision());
    require(previousHash.equals(after.hash()), "previous hash is not that of its predecessor");
    require(!at().isBefore(after.at()), "is older than its predecessor");
    require(
        blockBytes > (block == after.block() ? after.bytesInBlock() : 0),
        "counts fewer bytes than its predecessor");
    verify();
  }

  /**
   * Checks its hash and those of its payloads.
   *
   * @throws JournalDamagedException naming the first thing that does not hold
   */
  void verify() {
    require(lastRevision >= firstRevision, "ends before it begins");
    require(
        payloadHashes.length == (lastRevision - firstRevision + 1) * Digest.BYTES,
        "has " + payloadHashes.length + " bytes of payload hashes");
    require(hash.equals(computeHash()), "hash does not hold");
    MessageDigest sha256 = Digest.sha256();
    forEachPayload(
        (revision, start, length) -> {
          if (length == 0) {
            if (!residues.containsKey(revision)) {
              throw damaged("nothing is left of revision " + revision);
            }
            return;
          }
          sha256.update(payloads, start - SALT_BYTES, SALT_BYTES + length);
          int hashAt = (int) (revision - firstRevision) * Digest.BYTES;
          if (!Arrays.equals(
              sha256.digest(), 0, Digest.BYTES, payloadHashes, hashAt, hashAt + Digest.BYTES)) {
            throw damaged("payload hash of revision " + revision + " does not hold");
          }
        });
  }

  /**
   * Decodes it.
   *
   * @throws UndecodableChangeException if a newer version wrote it
   */
  Entry open() {
    List<Change> changes = new ArrayList<>(count());
    Instant at = at();
    forEachPayload(
        (revision, start, length) -> {
          byte @Nullable [] residue = residues.get(revision);
          Change.Draft draft =
              length == 0 && residue != null
                  ? FactCodec.decode(residue)
                  : FactCodec.decode(payloads, start, length);
          changes.add(new Change(revision, at, draft, length == 0));
        });
    return new Entry(nonce, changes, after());
  }

  /** What shows that it holds the change of {@code revision}. */
  EntryEvidence evidence(long revision) {
    EntryEvidence.Opening[] opening = new EntryEvidence.Opening[1];
    forEachPayload(
        (each, start, length) -> {
          if (each == revision && length > 0) {
            opening[0] =
                new EntryEvidence.Opening(
                    HexFormat.of().formatHex(payloads, start - SALT_BYTES, start),
                    Base64.getEncoder()
                        .encodeToString(Arrays.copyOfRange(payloads, start, start + length)));
          }
        });
    List<Digest> hashes = new ArrayList<>(count());
    ByteBuffer in = ByteBuffer.wrap(payloadHashes);
    while (in.hasRemaining()) {
      hashes.add(Digest.read(in));
    }
    return new EntryEvidence(
        revision,
        block,
        firstRevision,
        lastRevision,
        atMillis,
        nonce,
        blockBytes,
        previousHash,
        hash,
        hashes,
        opening[0]);
  }

  /** Per erased revision the digest of what is left of it. */
  Map<Long, Digest> residueDigests() {
    Map<Long, Digest> digests = new HashMap<>();
    forEachPayload(
        (revision, start, length) -> {
          byte @Nullable [] residue = residues.get(revision);
          if (length == 0 && residue != null) {
            digests.put(revision, Digest.of(residue));
          }
        });
    return digests;
  }

  /** It, as made of {@code drafts} by the one who wrote it. */
  Entry entryOf(List<Change.Draft> drafts) {
    List<Change> changes = new ArrayList<>(count());
    for (Change.Draft draft : drafts) {
      changes.add(new Change(firstRevision + changes.size(), at(), draft, false));
    }
    return new Entry(nonce, changes, after());
  }

  /**
   * The same without the payloads and salts of {@code revisions}; empty if all those of them that
   * are in it are erased already.
   */
  Optional<StoredEntry> erased(Set<Long> revisions) {
    Map<Long, byte[]> all = new HashMap<>(residues);
    for (Change change : open().changes()) {
      if (revisions.contains(change.revision()) && !change.erased()) {
        all.put(change.revision(), FactCodec.encode(Residue.of(change.draft())));
      }
    }
    return all.size() == residues.size() ? Optional.empty() : Optional.of(withResidues(all));
  }

  private StoredEntry withResidues(Map<Long, byte[]> all) {
    ByteBuffer left = ByteBuffer.allocate(payloads.length);
    forEachPayload(
        (revision, start, length) -> {
          if (length == 0 || all.containsKey(revision)) {
            left.put((byte) 0);
          } else {
            putVarint(left, length);
            left.put(payloads, start - SALT_BYTES, SALT_BYTES + length);
          }
        });
    return new StoredEntry(
        block,
        firstRevision,
        lastRevision,
        atMillis,
        nonce,
        blockBytes,
        previousHash,
        hash,
        payloadHashes,
        Arrays.copyOf(left.array(), left.position()),
        erasures + 1,
        all);
  }

  private Digest computeHash() {
    ByteBuffer header = ByteBuffer.allocate(DOMAIN.length + Digest.BYTES + 7 * Long.BYTES);
    header.put(DOMAIN);
    previousHash.write(header);
    header.putLong(block).putLong(firstRevision).putLong(lastRevision).putLong(atMillis);
    header.putLong(nonce.getMostSignificantBits()).putLong(nonce.getLeastSignificantBits());
    header.putLong(blockBytes);
    MessageDigest sha256 = Digest.sha256();
    sha256.update(header.array());
    return Digest.ofBytes(sha256.digest(payloadHashes));
  }

  private StoredEntry withHash(Digest hash) {
    return new StoredEntry(
        block,
        firstRevision,
        lastRevision,
        atMillis,
        nonce,
        blockBytes,
        previousHash,
        hash,
        payloadHashes,
        payloads,
        erasures,
        residues);
  }

  /**
   * Hears of a payload: its bytes begin at {@code start}, its salt lies right before; 0: erased.
   */
  private interface PayloadVisitor {
    void visit(long revision, int start, int length);
  }

  private void forEachPayload(PayloadVisitor visitor) {
    ByteBuffer in = ByteBuffer.wrap(payloads);
    for (long revision = firstRevision; revision <= lastRevision; revision++) {
      int length = payloadLength(in, revision);
      int start = in.position() + (length == 0 ? 0 : SALT_BYTES);
      if (length < 0 || length > in.limit() - start) {
        throw damaged("payload of revision " + revision + " is cut off");
      }
      visitor.visit(revision, start, length);
      in.position(start + length);
    }
    require(!in.hasRemaining(), "has " + in.remaining() + " bytes behind its payloads");
  }

  private int payloadLength(ByteBuffer in, long revision) {
    try {
      int length = 0;
      for (int shift = 0; shift < Integer.SIZE; shift += 7) {
        byte next = in.get();
        length |= (next & 0x7F) << shift;
        if (next >= 0) {
          return length;
        }
      }
    } catch (BufferUnderflowException e) {
      throw damaged("payload of revision " + revision + " is missing");
    }
    throw damaged("length of revision " + revision + " is not a number");
  }

  private static void putVarint(ByteBuffer out, int value) {
    int rest = value;
    while (rest >= 0x80) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw damaged(otherwise);
    }
  }

  private JournalDamagedException damaged(String what) {
    return new JournalDamagedException(
        "entry of revisions " + firstRevision + " to " + lastRevision + ": " + what);
  }
}
