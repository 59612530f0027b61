package dev.pedigree.interop.reading;

import dev.pedigree.interop.Document;
import dev.pedigree.interop.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Documents that are read whole. */
public final class Bytes {
  private Bytes() {}

  /**
   * All of it.
   *
   * @param max how many there may be
   * @throws UnreadableDocumentException if there are more
   */
  public static byte[] of(Document document, int max) throws IOException {
    if (document.size() > max) {
      throw new UnreadableDocumentException(
          document.size() + " bytes (expected: at most " + max + " in this format)", null);
    }
    try (InputStream in = document.open()) {
      return in.readNBytes(max);
    }
  }

  /**
   * All of it as text, without a byte order mark.
   *
   * @throws UnreadableDocumentException if it is longer, or no UTF-8
   */
  public static String textOf(Document document, int max) throws IOException {
    return text(of(document, max));
  }

  private static String text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new UnreadableDocumentException("bytes that are no text (expected: UTF-8)", null);
    }
  }
}
