package dev.pedigree.graph.topology;

/** A flat array of a base. Stored by number: only append, and count the format up on a change. */
enum Section {
  ARTIFACT_ID(Part.IDENTITY),
  ATTRIBUTE_FINGERPRINT(Part.IDENTITY),
  DESCRIPTION_FINGERPRINT(Part.IDENTITY),
  ARTIFACT_INDEX(Part.ARTIFACT),
  ARTIFACT_REVISION_ANCHOR(Part.ARTIFACT),
  ARTIFACT_REVISION_STEP(Part.ARTIFACT),
  KIND(Part.ARTIFACT),
  RECORDED_BY(Part.ARTIFACT),
  CREATED_BITS(Part.ARTIFACT),
  CREATED_RANK(Part.ARTIFACT),
  CREATED_MICROS(Part.ARTIFACT),
  UP_AT(Part.ARTIFACT),
  UP_TO(Part.EDGE),
  UP_TYPE(Part.EDGE),
  UP_EDGE(Part.EDGE),
  DOWN_AT(Part.ARTIFACT),
  DOWN_TO(Part.EDGE),
  DOWN_TYPE(Part.EDGE),
  DOWN_SLOT(Part.EDGE),
  EDGE_REVISION_ANCHOR(Part.EDGE),
  EDGE_REVISION_STEP(Part.EDGE),
  EDGE_PREFIX(Part.IDENTITY),
  EDGE_INDEX(Part.IDENTITY),
  WEIGHT_BITS(Part.EDGE),
  WEIGHT_RANK(Part.EDGE),
  WEIGHT(Part.EDGE),
  WEIGHT_CODE(Part.EDGE),
  MUTATIONS_BITS(Part.EDGE),
  MUTATIONS_RANK(Part.EDGE),
  MUTATIONS(Part.EDGE),
  EDGE_FINGERPRINT_BITS(Part.IDENTITY),
  EDGE_FINGERPRINT_RANK(Part.IDENTITY),
  EDGE_FINGERPRINT(Part.IDENTITY),
  RETRACTED_SLOT(Part.EDGE),
  RETRACTED_REVISION(Part.EDGE),
  NAME_NAMESPACE(Part.ARTIFACT),
  NAME_NAME(Part.ARTIFACT),
  NAME_VERSION(Part.ARTIFACT),
  NAME_EARLIER(Part.ARTIFACT),
  NAME_ARTIFACT(Part.ARTIFACT),
  NAME_REVISION(Part.ARTIFACT),
  NAME_BEFORE(Part.ARTIFACT),
  NAME_INDEX(Part.ARTIFACT),
  NEWEST_INDEX(Part.ARTIFACT),
  STRING_AT(Part.IDENTITY),
  STRING_BYTES(Part.IDENTITY),
  STRING_INDEX(Part.IDENTITY),
  EVENT_BITS(Part.ARTIFACT),
  EVENT_RANK(Part.ARTIFACT),
  EVENT_AT(Part.ARTIFACT),
  EVENT_REVISION(Part.ARTIFACT),
  EVENT_PROPERTY(Part.ARTIFACT),
  EVENT_VALUE(Part.ARTIFACT),
  LIST_AT(Part.ARTIFACT),
  LIST_VALUE(Part.ARTIFACT),
  CHECK(Part.ARTIFACT),
  TIME_REVISION(Part.JOURNAL),
  TIME_MICROS(Part.JOURNAL),
  REQUEST_KEY(Part.JOURNAL),
  REQUEST_REVISION(Part.JOURNAL),
  WORDS(Part.JOURNAL),
  INTERVALS(Part.ARTIFACT);

  private final Part part;

  Section(Part part) {
    this.part = part;
  }

  Part part() {
    return part;
  }

  /** What memory is spent on. */
  enum Part {
    /** Columns of artifacts. */
    ARTIFACT,
    /** Edges in both directions. */
    EDGE,
    /** Digests, fingerprints and the words of names: read seldom, so they may stay on disk. */
    IDENTITY,
    /** What does not grow with artifacts and edges: times, requests, the schema. */
    JOURNAL
  }
}
