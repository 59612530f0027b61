package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.graph.projection.ProjectionRunner.Progress;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeferralTest {
  private static final long HEAD = 100_000;

  @Test
  void waitsForImportsWhileItIsNear() {
    LongPredicate pressed = new Deferral(() -> true, () -> HEAD).toImports();

    assertThat(pressed.test(HEAD - 65_535)).isTrue();
    assertThat(pressed.test(HEAD - 65_536)).isFalse();
    assertThat(new Deferral(() -> false, () -> HEAD).toImports().test(HEAD)).isFalse();
  }

  @Test
  void waitsForWhatIsBehindUnlessThatFails() {
    assertThat(waits(HEAD - 1000, HEAD - 257, null)).isTrue();
    assertThat(waits(HEAD - 1000, HEAD - 256, null)).as("others are up").isFalse();
    assertThat(waits(HEAD - 1000, HEAD - 257, "no connection")).as("others fail").isFalse();
    assertThat(waits(HEAD - 65_536, HEAD - 257, null)).as("it is far behind").isFalse();
  }

  private static boolean waits(long watermark, long other, @Nullable String error) {
    Progress progress = new Progress(other, other, true, error);
    return new Deferral(() -> false, () -> HEAD)
        .to(() -> Stream.of(new Progress(HEAD, HEAD, true, null), progress))
        .test(watermark);
  }
}
