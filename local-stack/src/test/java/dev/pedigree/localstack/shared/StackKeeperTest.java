package dev.pedigree.localstack.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pedigree.localstack.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers are only launched here, not waited for: a starting one has to be cleaned up too. */
class StackKeeperTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process owner;
  private final SharedStack stack;
  private final RunFolder folder;

  StackKeeperTest() throws IOException {
    this.owner = new ProcessBuilder("sleep", "600").start();
    this.stack = SharedStack.ofOwner(owner.toHandle());
    this.folder = stack.folder();
  }

  @BeforeEach
  void askForCassandra() {
    folder.write(Wanted.CASSANDRA.file(StackKeeper.WANTED), "");
    stack.ensureKeeper();
    await(() -> processes() == 2);
  }

  @AfterEach
  void end() {
    owner.destroyForcibly();
    await(() -> processes() == 0 || folder.keeper().isEmpty());
    RunFolder.exclusively(
        () -> {
          RunFolder.sweep();
          return true;
        });
  }

  @Test
  void stopsTheServersWhenTheOwnerIsGone() {
    owner.destroyForcibly();

    await(() -> processes() == 0);
    await(() -> !Files.exists(folder.path()));
  }

  @Test
  void theNextRunKillsWhatAKilledKeeperLeft() {
    folder.keeper().orElseThrow().kill();
    owner.destroyForcibly();
    await(() -> !folder.isOwned());
    assertThat(processes()).isEqualTo(1);

    var next = SharedStack.ofOwner(ProcessHandle.current());

    assertThat(next.folder()).isNotEqualTo(folder);
    assertThat(processes()).isZero();
    assertThat(folder.path()).doesNotExist();
  }

  private long processes() {
    return ServerProcess.under(folder.path()).count();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
