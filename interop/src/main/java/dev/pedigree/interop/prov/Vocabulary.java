package dev.pedigree.interop.prov;

/** The URIs of what PROV has no words for, and of PROV itself. */
final class Vocabulary {
  static final String PROV = "http://www.w3.org/ns/prov#";

  /** What Pedigree says of entities and derivations. */
  static final String PEDIGREE = "urn:pedigree:prov:";

  /** Before the 64 digits of an id. */
  static final String SHA256 = "hash://sha256/";

  static final String KIND = PEDIGREE + "kind";
  static final String NAMESPACE = PEDIGREE + "namespace";
  static final String NAME = PEDIGREE + "name";
  static final String VERSION = PEDIGREE + "version";
  static final String DESCRIPTION = PEDIGREE + "description";

  /** Whether the id is the hash of the content, and not of the name. */
  static final String HASHED = PEDIGREE + "hashed";

  static final String UNHASHED = PEDIGREE + "unhashed";
  static final String PROVENANCE = PEDIGREE + "provenance";

  /** The kind's own fields, a JSON object as text. */
  static final String ATTRIBUTES = PEDIGREE + "attributes";

  /** A JSON list of objects with key and value, as text. */
  static final String LABELS = PEDIGREE + "labels";

  static final String EDGE_TYPE = PEDIGREE + "edgeType";
  static final String WEIGHT = PEDIGREE + "weight";

  /** A JSON list as text. */
  static final String MUTATIONS = PEDIGREE + "mutations";

  private Vocabulary() {}
}
