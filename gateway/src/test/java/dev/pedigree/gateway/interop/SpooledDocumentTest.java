package dev.pedigree.gateway.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.graph.artifact.Digest;
import dev.pedigree.graph.recording.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class SpooledDocumentTest {
  private final SpoolBudget budget = new SpoolBudget(10);

  @Test
  void keepsADocumentUntilItIsClosed() throws IOException {
    try (SpooledDocument document = spooled(8)) {
      assertThat(document.size()).isEqualTo(8);
      assertThat(document.digest()).isEqualTo(Digest.of(new byte[8]));
      try (InputStream in = document.open()) {
        assertThat(in.readAllBytes()).hasSize(8);
      }
      assertThatThrownBy(() -> spooled(3)).satisfies(it -> refused(it, ErrorCode.RATE_LIMITED));
      spooled(2).close();
    }

    spooled(8).close();
  }

  @Test
  void leavesNothingOfWhatIsTooLarge() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> spooled(9)).satisfies(it -> refused(it, ErrorCode.TOO_LARGE));
    }

    spooled(8).close();
  }

  private static void refused(Throwable thrown, ErrorCode code) {
    assertThat(((RefusedException) thrown).refusals().getFirst().code()).isEqualTo(code);
  }

  private SpooledDocument spooled(int bytes) throws IOException {
    return SpooledDocument.of(new ByteArrayInputStream(new byte[bytes]), 8, null, budget);
  }

  @Test
  void isReadFromItsStartAsOftenAsOneLikes() throws IOException {
    byte[] bytes = new byte[200_000];
    bytes[0] = (byte) 0xFF;
    bytes[150_000] = 7;

    try (SpooledDocument document =
            SpooledDocument.of(
                new ByteArrayInputStream(bytes), 200_000, null, new SpoolBudget(200_000));
        InputStream one = document.open();
        InputStream other = document.open()) {
      assertThat(one.read()).isEqualTo(0xFF);
      assertThat(other.readAllBytes()).isEqualTo(bytes);
      assertThat(one.readAllBytes()).hasSize(199_999);
      assertThat(one.read()).isEqualTo(-1);
      assertThat(document.size()).isEqualTo(200_000);
      assertThat(document.digest()).isEqualTo(Digest.of(bytes));
    }
  }
}
