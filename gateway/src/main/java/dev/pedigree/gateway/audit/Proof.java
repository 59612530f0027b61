package dev.pedigree.gateway.audit;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.audit.JournalProofs;
import dev.pedigree.graph.journal.EntryEvidence;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a change is in the journal, as {@code docs/audit.md} describes it.
 *
 * @param format the version of this description
 * @param state {@code present}, {@code erased}, or {@code withheld} from a caller who may not read
 *     everything
 * @param change null unless it is present
 * @param checkpoint what {@code log} leads to, signed if the gateway has a key
 */
record Proof(
    String format,
    long revision,
    String state,
    EntryEvidence.@Nullable Opening change,
    Entry entry,
    Log log,
    String checkpoint) {
  private static final String FORMAT = "pedigree-proof-1";

  /**
   * What the hash of an entry is computed from.
   *
   * @param previousHash in hexadecimal, like all hashes here
   */
  record Entry(
      String previousHash,
      long block,
      long firstRevision,
      long lastRevision,
      long atMillis,
      String nonce,
      long blockBytes,
      List<String> changeHashes,
      String hash) {
    static Entry of(EntryEvidence evidence) {
      return new Entry(
          evidence.previousHash().hex(),
          evidence.block(),
          evidence.firstRevision(),
          evidence.lastRevision(),
          evidence.atMillis(),
          evidence.nonce().toString(),
          evidence.blockBytes(),
          evidence.changeHashes().stream().map(Digest::hex).toList(),
          evidence.hash().hex());
    }
  }

  /**
   * From an entry to the root.
   *
   * @param path in base64
   */
  record Log(long leaf, long size, List<String> path) {}

  /**
   * Of {@code proved}.
   *
   * @param readable whether the caller may read what the change says
   */
  static Proof of(JournalProofs.Inclusion proved, boolean readable, String checkpoint) {
    EntryEvidence evidence = proved.evidence();
    EntryEvidence.@Nullable Opening opening = evidence.opening();
    return new Proof(
        FORMAT,
        evidence.revision(),
        opening == null ? "erased" : readable ? "present" : "withheld",
        readable ? opening : null,
        Entry.of(evidence),
        new Log(proved.leaf(), proved.size(), base64(proved.path())),
        checkpoint);
  }

  static List<String> base64(List<Digest> hashes) {
    return hashes.stream().map(hash -> Base64.getEncoder().encodeToString(hash.bytes())).toList();
  }
}
