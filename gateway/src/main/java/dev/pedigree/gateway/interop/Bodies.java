package dev.pedigree.gateway.interop;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import jakarta.servlet.http.HttpServletRequest;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Bodies of requests, unpacked where they are packed. */
final class Bodies {
  private static final String HEADER = "Content-Encoding";

  private Bodies() {}

  /**
   * The body, unpacked as it is read: whoever reads stops at a limit, and no more is unpacked.
   *
   * @throws RefusedException if it is packed by anything but gzip, or broken; also while reading
   */
  static InputStream open(HttpServletRequest request) throws IOException {
    String header = request.getHeader(HEADER);
    String encoding = header == null ? "identity" : header.strip().toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "", "identity" -> request.getInputStream();
      case "gzip", "x-gzip" -> unpacked(request.getInputStream());
      default -> throw RefusedException.invalid(HEADER, Shown.text(encoding), "gzip, or none");
    };
  }

  private static InputStream unpacked(InputStream packed) throws IOException {
    try {
      return new Unpacked(new GZIPInputStream(packed, 1 << 16));
    } catch (ZipException | EOFException e) {
      throw broken(e);
    }
  }

  private static RefusedException broken(IOException e) {
    return RefusedException.invalid(
        HEADER, "gzip, but the body is not: " + Shown.text(String.valueOf(e.getMessage())), "gzip");
  }

  /** Tells a broken body from a broken connection. */
  private static final class Unpacked extends FilterInputStream {
    Unpacked(GZIPInputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (ZipException | EOFException e) {
        throw broken(e);
      }
    }
  }
}
