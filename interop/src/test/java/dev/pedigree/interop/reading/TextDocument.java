package dev.pedigree.interop.reading;

import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.interop.Document;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A document that a test has at hand. */
public final class TextDocument implements Document {
  private final @Nullable String fileName;
  private final byte[] bytes;

  public TextDocument(@Nullable String fileName, byte[] bytes) {
    this.fileName = fileName;
    this.bytes = bytes.clone();
  }

  public TextDocument(@Nullable String fileName, String text) {
    this(fileName, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable String fileName() {
    return fileName;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public Digest digest() {
    return Digest.of(bytes);
  }
}
