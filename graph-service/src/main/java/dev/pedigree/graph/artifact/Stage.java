package dev.pedigree.graph.artifact;

/** How far an artifact has been promoted. An artifact starts as a draft. */
public enum Stage {
  DRAFT,
  STAGING,
  PRODUCTION,
  ARCHIVED
}
