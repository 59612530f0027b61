package dev.pedigree.gateway.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines. What it holds is bounded: of a line that is too long it keeps nothing
 * but that fact.
 */
final class LineReader {
  private static final int FIRST_BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final int maxLineBytes;
  private byte[] buffer = new byte[FIRST_BUFFER_BYTES];

  /** Bytes that were read and not handed out yet lie from {@code start} to {@code end}. */
  private int start;

  private int end;
  private long number;
  private int offset;
  private int length;
  private boolean tooLong;

  LineReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /**
   * Goes to the next line, waiting for it.
   *
   * @return false: there is none
   */
  boolean next() throws IOException {
    number++;
    tooLong = false;
    int searched = start;
    while (true) {
      int feed = find(searched);
      if (feed >= 0) {
        hand(feed, feed + 1);
        return true;
      }
      searched = end;
      if (end - start > maxLineBytes) {
        tooLong = true;
        start = 0;
        end = 0;
        searched = 0;
      } else {
        searched -= makeRoom();
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        boolean rest = tooLong || end > start;
        hand(end, end);
        return rest;
      }
      end += read;
    }
  }

  private int find(int from) {
    for (int i = from; i < end; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void hand(int feed, int next) {
    offset = start;
    length = feed - start;
    tooLong |= length > maxLineBytes;
    start = next;
  }

  /** Says by how much what is in the buffer moved to its front. */
  private int makeRoom() {
    int moved = 0;
    if (start > 0) {
      moved = start;
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer =
          Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxLineBytes + FIRST_BUFFER_BYTES));
    }
    return moved;
  }

  /** The line's number, from 1; blank lines count. */
  long number() {
    return number;
  }

  /** How many bytes a line may have. */
  int maxBytes() {
    return maxLineBytes;
  }

  /** Whether the line is longer than allowed: then there are no bytes of it. */
  boolean tooLong() {
    return tooLong;
  }

  /** Holds the line until the next one is asked for. */
  byte[] bytes() {
    return buffer;
  }

  /** Where the line begins in {@link #bytes()}. */
  int offset() {
    return offset;
  }

  /** How many bytes the line has, its end not among them. */
  int length() {
    return length;
  }

  /** Whether there is nothing on the line but white space. */
  boolean blank() {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return !tooLong;
  }
}
