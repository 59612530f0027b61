package dev.pedigree.graph.journal;

import dev.pedigree.graph.artifact.Digest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An entry with its hashes, salts and payloads as they lie in the journal: what a copy of the
 * journal is made of. {@code entry.proto} documents {@link #encode its encoding}.
 */
public final class SealedEntry {
  /** The newest version of payloads that this process can read. */
  public static final int NEWEST_PAYLOAD_VERSION = FactCodec.VERSION;

  private static final int NONCE_BYTES = 2 * Long.BYTES;

  private final StoredEntry stored;

  SealedEntry(StoredEntry stored) {
    this.stored = stored;
  }

  /**
   * Makes the entry right behind {@code after}, with fresh salts.
   *
   * @param blockBytes see {@link JournalRows#blockBytes}
   * @throws IllegalArgumentException if {@code drafts} are none, or too long for one entry
   */
  public static SealedEntry seal(
      JournalHead after, List<Change.Draft> drafts, Instant at, long blockBytes) {
    return new SealedEntry(StoredEntry.seal(after, Payloads.encode(drafts), at, blockBytes));
  }

  /** The version of payloads that a reader of {@code entry} has to know. */
  public static int payloadVersion(Entry entry) {
    return entry.changes().stream()
        .mapToInt(change -> FactCodec.version(change.draft()))
        .max()
        .orElse(1);
  }

  StoredEntry stored() {
    return stored;
  }

  /** Of its first change. */
  public long firstRevision() {
    return stored.firstRevision();
  }

  /** Of its last change. */
  public long lastRevision() {
    return stored.lastRevision();
  }

  /** The position behind it. */
  public JournalHead after() {
    return stored.after();
  }

  /**
   * Checks that it is what was appended right behind {@code after}, computing all its hashes again.
   *
   * @param blockBytes see {@link JournalRows#blockBytes}
   * @throws JournalDamagedException naming the first thing that does not hold
   */
  public void verifyBehind(JournalHead after, long blockBytes) {
    stored.verifyBehind(after, blockBytes);
  }

  /**
   * Decodes its changes.
   *
   * @throws UndecodableChangeException if a newer version wrote it
   */
  public Entry open() {
    return stored.open();
  }

  /** Per erased revision of it the digest of what is left of it. */
  public Map<Long, Digest> residues() {
    return stored.residues().isEmpty() ? Map.of() : stored.residueDigests();
  }

  /** The same without the payloads and salts of {@code revisions}. */
  public SealedEntry erased(Set<Long> revisions) {
    return stored.erased(revisions).map(SealedEntry::new).orElse(this);
  }

  /** All of it as bytes; the same entry always gives the same. */
  public byte[] encode() {
    MessageWriter out = new MessageWriter();
    out.varint(1, StoredEntry.FORMAT);
    out.varint(2, stored.block());
    out.varint(3, stored.firstRevision());
    out.varint(4, stored.lastRevision());
    out.signed(5, stored.atMillis());
    out.bytes(6, bytes(stored.nonce()));
    out.varint(7, stored.blockBytes());
    out.bytes(8, stored.previousHash().bytes());
    out.bytes(9, stored.hash().bytes());
    out.bytes(10, stored.payloadHashes());
    out.bytes(11, stored.payloads());
    out.varint(12, stored.erasures());
    new TreeMap<>(stored.residues())
        .forEach(
            (revision, residue) -> {
              int begin = out.begin(13);
              out.varint(1, revision);
              out.bytes(2, residue);
              out.end(begin);
            });
    return out.toByteArray();
  }

  /**
   * The entry that {@link #encode} made {@code length} bytes of {@code bytes} of, unverified.
   *
   * @throws UndecodableChangeException if a newer version wrote it, or nobody did
   */
  public static SealedEntry decode(byte[] bytes, int offset, int length) {
    MessageReader in = new MessageReader(bytes, offset, length);
    long format = in.varint(1);
    if (format != StoredEntry.FORMAT) {
      throw new UndecodableChangeException(
          "entry of format " + format + " (expected: up to " + StoredEntry.FORMAT + ")");
    }
    SealedEntry entry =
        new SealedEntry(
            new StoredEntry(
                in.varint(2),
                in.varint(3),
                in.varint(4),
                in.signed(5),
                nonce(in.bytes(6)),
                in.varint(7),
                digest(in.bytes(8)),
                digest(in.bytes(9)),
                array(in.bytes(10)),
                array(in.bytes(11)),
                (int) in.varint(12),
                residues(in)));
    in.end();
    return entry;
  }

  private static Map<Long, byte[]> residues(MessageReader in) {
    Map<Long, byte[]> residues = new HashMap<>();
    in.messages(13, each -> Map.entry(each.varint(1), array(each.bytes(2))))
        .forEach(each -> residues.put(each.getKey(), each.getValue()));
    return residues;
  }

  private static byte[] bytes(UUID nonce) {
    return ByteBuffer.allocate(NONCE_BYTES)
        .putLong(nonce.getMostSignificantBits())
        .putLong(nonce.getLeastSignificantBits())
        .array();
  }

  private static UUID nonce(ByteBuffer bytes) {
    require(bytes, NONCE_BYTES);
    return new UUID(bytes.getLong(), bytes.getLong());
  }

  private static Digest digest(ByteBuffer bytes) {
    require(bytes, Digest.BYTES);
    return Digest.read(bytes);
  }

  private static void require(ByteBuffer bytes, int length) {
    if (bytes.remaining() != length) {
      throw new UndecodableChangeException(
          "field of " + bytes.remaining() + " bytes (expected: " + length + ")");
    }
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    return array;
  }
}
