package dev.pedigree.interop.manifest;

/** Writes what is known of an artifact in one format. Has no state, and is used by many threads. */
public interface ManifestWriter {
  /**
   * The document, as JSON values: maps, lists, texts, numbers, booleans; a text for a format that
   * is not JSON. The same manifest always gives the same.
   */
  Object write(Manifest manifest);
}
