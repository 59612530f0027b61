package dev.pedigree.localstack.cli;

import dev.pedigree.commands.CommandFailedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some lines of an import, sent in one request.
 *
 * @param lines without blank ones, each with its line feed
 * @param numbers of these lines in the input, from 1
 */
record Slice(List<byte[]> lines, List<Long> numbers) {
  Slice {
    lines = List.copyOf(lines);
    numbers = List.copyOf(numbers);
  }

  /** Cuts an input into slices without holding more than one. */
  static final class Reader {
    private static final int MAX_LINES = 4000;
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_LINE_BYTES = 64 << 20;

    private final InputStream input;
    private final int maxLines;
    private long lineNumber;
    private long bytesRead;

    Reader(InputStream input) {
      this(input, MAX_LINES);
    }

    /** For a buffered input. */
    Reader(InputStream input, int maxLines) {
      this.input = input;
      this.maxLines = maxLines;
    }

    /** Bytes taken from the input so far. */
    long bytesRead() {
      return bytesRead;
    }

    /** The next lines; a slice without lines at the end. */
    Slice next() throws IOException {
      var lines = new ArrayList<byte[]>();
      var numbers = new ArrayList<Long>();
      int bytes = 0;
      while (lines.size() < maxLines && bytes < MAX_BYTES) {
        byte[] line = readLine();
        if (line.length == 0) {
          break;
        }
        lineNumber++;
        bytesRead += line.length;
        if (!isBlank(line)) {
          lines.add(ended(line));
          numbers.add(lineNumber);
          bytes += line.length;
        }
      }
      return new Slice(lines, numbers);
    }

    private byte[] readLine() throws IOException {
      var line = new ByteArrayOutputStream();
      for (int next = input.read(); next >= 0; next = input.read()) {
        line.write(next);
        if (next == '\n') {
          break;
        }
        if (line.size() > MAX_LINE_BYTES) {
          throw new CommandFailedException(
              "line " + (lineNumber + 1) + " is longer than " + MAX_LINE_BYTES + " bytes");
        }
      }
      return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
      for (byte one : line) {
        if (one != ' ' && one != '\t' && one != '\r' && one != '\n') {
          return false;
        }
      }
      return true;
    }

    private static byte[] ended(byte[] line) {
      if (line[line.length - 1] == '\n') {
        return line;
      }
      byte[] ended = Arrays.copyOf(line, line.length + 1);
      ended[line.length] = '\n';
      return ended;
    }
  }
}
