package dev.pedigree.graph.topology;

/**
 * What a topology occupies, in bytes.
 *
 * @param artifactBytes columns of the artifacts in the base
 * @param edgeBytes edges in the base, both directions
 * @param identityBytes digests and words in the base, of which the disk keeps what is not read
 * @param journalBytes times, requests and schemas in the base
 * @param overlayFacts what came since, on heap
 */
public record TopologyMemory(
    int artifacts,
    int edges,
    long artifactBytes,
    long edgeBytes,
    long identityBytes,
    long journalBytes,
    int overlayFacts) {
  static TopologyMemory of(Overlay overlay) {
    Base base = overlay.base;
    return new TopologyMemory(
        base.artifacts,
        base.edges,
        base.sections.bytes(Section.Part.ARTIFACT),
        base.sections.bytes(Section.Part.EDGE),
        base.sections.bytes(Section.Part.IDENTITY),
        base.sections.bytes(Section.Part.JOURNAL),
        overlay.facts());
  }
}
