package dev.pedigree.interop;

import dev.pedigree.graph.artifact.Digest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A document as it was handed in. It is whole, and may be read more than once. */
public interface Document {
  /** Its bytes, from the first; to be closed by the caller. */
  InputStream open() throws IOException;

  /** How many bytes. */
  long size();

  /** SHA-256 of its bytes. */
  Digest digest();

  /** What it is called where it comes from, such as {@code dvc.lock}; null: nothing is known. */
  @Nullable String fileName();
}
