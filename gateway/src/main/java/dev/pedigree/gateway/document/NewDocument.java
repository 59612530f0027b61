package dev.pedigree.gateway.document;

/** A document that came with its hash; in the context of its execution, until it is validated. */
public final class NewDocument {
  private final PersistedQueries known;
  private final String hash;
  private final String text;

  NewDocument(PersistedQueries known, String hash, String text) {
    this.known = known;
    this.hash = hash;
    this.text = text;
  }

  /** It is valid: from here on the hash will do. */
  public void keep() {
    known.keep(hash, text);
  }
}
