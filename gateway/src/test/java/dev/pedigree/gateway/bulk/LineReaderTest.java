package dev.pedigree.gateway.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  private static final int MAX = 200_000;

  @Test
  void numbersLinesBlankOnesToo() throws IOException {
    assertThat(read("a\n\n b\r\nc")).containsExactly("1:a", "3: b\r", "4:c");
  }

  @Test
  void endsWithoutALineWhereNothingFollowsTheLastFeed() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(read("\n")).isEmpty();
    assertThat(read("a\n")).containsExactly("1:a");
  }

  @Test
  void allowsExactlyTheLongestLine() throws IOException {
    String longest = "x".repeat(MAX);

    assertThat(read(longest + "\n" + longest + "y\nz\n" + longest + "y"))
        .containsExactly("1:" + longest, "2:too long", "3:z", "4:too long");
  }

  @Test
  void givesTheSameLinesHoweverTheyArrive() throws IOException {
    Random random = new Random(17);
    String text =
        IntStream.range(0, 500)
            .mapToObj(i -> "é".repeat(random.nextInt(i % 50 == 0 ? 120_000 : 50)))
            .collect(Collectors.joining("\n"));
    List<String> whole = read(text);

    for (int piece : List.of(1, 3, 1000, 70_000)) {
      assertThat(read(slowly(text, piece))).as("pieces of %d", piece).isEqualTo(whole);
    }
  }

  private static List<String> read(String text) throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> read(InputStream in) throws IOException {
    LineReader lines = new LineReader(in, MAX);
    List<String> read = new ArrayList<>();
    while (lines.next()) {
      if (!lines.blank()) {
        read.add(
            lines.number()
                + ":"
                + (lines.tooLong()
                    ? "too long"
                    : new String(
                        lines.bytes(), lines.offset(), lines.length(), StandardCharsets.UTF_8)));
      }
    }
    return read;
  }

  private static InputStream slowly(String text, int piece) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(piece, length));
      }
    };
  }
}
