package dev.pedigree.graph.projection;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeaseStoreTest {
  private static final Duration DURATION = Duration.ofSeconds(10);

  private final CqlSession session;
  private final WatermarkStore watermarks;
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
  private final String projection = "p-" + UUID.randomUUID();
  private final UUID a = UUID.randomUUID();
  private final UUID b = UUID.randomUUID();

  LeaseStoreTest(Endpoints endpoints) {
    session =
        CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), "lease_test")
            .open();
    LeaseStore.createTable(session);
    watermarks = new WatermarkStore(session);
  }

  @AfterAll
  void close() {
    session.close();
  }

  /** Another process, whose clock goes as the test says. */
  private LeaseStore process() {
    return new LeaseStore(session, DURATION, Duration.ZERO, clock::get);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  private String fresh() {
    return projection + "-" + UUID.randomUUID();
  }

  @Test
  void isTakenByOne() {
    String name = fresh();
    Lease lease = process().take(name, a).orElseThrow();

    assertThat(lease.fence()).isEqualTo(1);
    assertThat(process().take(name, b)).isEmpty();
    assertThat(process().take(name, a)).as("the holder may ask again").contains(lease);
  }

  @Test
  void isTakenByOneOfManyAtOnce() {
    String name = fresh();

    List<Optional<Lease>> taken =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(_ -> process().take(name, UUID.randomUUID()))
            .toList();

    assertThat(taken).filteredOn(Optional::isPresent).hasSize(1);
  }

  @Test
  void runsOutWhenItIsNotRenewedWhileSomebodyWatches() {
    String name = fresh();
    LeaseStore watcher = process();
    assertThat(process().take(name, a)).isPresent();
    pass(DURATION.multipliedBy(9));

    assertThat(watcher.take(name, b)).as("seen for the first time").isEmpty();
    pass(DURATION.minusMillis(1));
    assertThat(watcher.take(name, b)).isEmpty();
    pass(Duration.ofMillis(1));

    assertThat(watcher.take(name, b)).map(Lease::fence).contains(2L);
  }

  @Test
  void livesAsLongAsItIsRenewed() {
    String name = fresh();
    LeaseStore watcher = process();
    Lease lease = process().take(name, a).orElseThrow();

    for (int i = 0; i < 3; i++) {
      assertThat(watcher.take(name, b)).isEmpty();
      pass(DURATION);
      lease = process().renew(lease).orElseThrow();
    }

    assertThat(watcher.take(name, b)).isEmpty();
  }

  @Test
  void isTakenAtOnceWhenItIsGivenUp() {
    String name = fresh();
    Lease first = process().take(name, a).orElseThrow();

    process().release(first);

    assertThat(process().take(name, b)).map(Lease::fence).contains(2L);
  }

  @Test
  void isLeftToOthersForAWhileWhetherItWasNeverTakenOrGivenUpOrRanOut() {
    String name = fresh();
    Duration patience = Duration.ofSeconds(15);
    LeaseStore patient = process().leavingToOthers(patience);

    assertThat(patient.take(name, b)).as("never taken").isEmpty();
    pass(patience);
    Lease own = patient.take(name, b).orElseThrow();
    process().release(own);
    assertThat(patient.take(name, b)).as("given up").isEmpty();
    assertThat(process().take(name, a)).as("another wants it").isPresent();
    assertThat(patient.take(name, b)).isEmpty();
    pass(DURATION);
    assertThat(patient.take(name, b)).as("ran out").isEmpty();
    pass(patience);

    assertThat(patient.take(name, b)).isPresent();
  }

  @Test
  void cannotBeRenewedGivenUpOrUsedOnceItIsLost() {
    String name = fresh();
    Lease lost = process().take(name, a).orElseThrow();
    process().release(lost);
    Lease current = process().take(name, b).orElseThrow();
    assertThat(watermarks.advance(current, 7)).isTrue();

    assertThat(process().renew(lost)).isEmpty();
    assertThat(watermarks.advance(lost, 3)).isFalse();
    process().release(lost);

    assertThat(watermarks.read(name)).isEqualTo(7);
    assertThat(watermarks.readAll()).containsEntry(name, 7L);
    assertThat(process().renew(current)).isPresent();
  }

  @Test
  void isAtZeroBeforeAnythingIsApplied() {
    assertThat(watermarks.read(fresh())).isZero();
  }
}
