package dev.pedigree.gateway.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * A request whose body, of a length not told before, is read up to a limit and no further, and only
 * as long as there is memory for it.
 */
final class BoundedRequest extends HttpServletRequestWrapper {
  private final long maxBytes;
  private final BodyBudget.Share share;

  BoundedRequest(HttpServletRequest request, long maxBytes, BodyBudget.Share share) {
    super(request);
    this.maxBytes = maxBytes;
    this.share = share;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    return new Bounded(super.getInputStream(), maxBytes, share);
  }

  private static final class Bounded extends ServletInputStream {
    private final ServletInputStream in;
    private final long maxBytes;
    private final BodyBudget.Share share;
    private long left;

    Bounded(ServletInputStream in, long maxBytes, BodyBudget.Share share) {
      this.in = in;
      this.maxBytes = maxBytes;
      this.share = share;
      this.left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      int read = in.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int read) throws IOException {
      left -= read;
      if (left < 0) {
        throw new TooLargeException(maxBytes);
      }
      if (!share.read(read)) {
        throw new TooManyBytesException();
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
