package dev.pedigree.graph.topology;

/**
 * What a topology occupies, in bytes.
 *
 * @param artifacts in the base and the overlay; likewise {@code edges}
 * @param artifactBytes columns of the artifacts in the base
 * @param edgeBytes edges in the base, both directions
 * @param identityBytes digests and words in the base, of which the disk keeps what is not read
 * @param journalBytes times, requests and schemas in the base
 * @param overlayFacts what came since, on heap
 * @param overlayBytes about what these occupy
 */
public record TopologyMemory(
    int artifacts,
    int edges,
    long artifactBytes,
    long edgeBytes,
    long identityBytes,
    long journalBytes,
    int overlayFacts,
    long overlayBytes) {
  /** An artifact, an edge or something that happened to one, with its places in hash tables. */
  private static final int BYTES_PER_FACT = 300;

  static TopologyMemory of(Overlay overlay) {
    Base base = overlay.base;
    return new TopologyMemory(
        base.artifacts + overlay.nodes.size(),
        base.edges + overlay.links.size(),
        base.sections.bytes(Section.Part.ARTIFACT),
        base.sections.bytes(Section.Part.EDGE),
        base.sections.bytes(Section.Part.IDENTITY),
        base.sections.bytes(Section.Part.JOURNAL),
        overlay.facts(),
        (long) overlay.facts() * BYTES_PER_FACT);
  }
}
