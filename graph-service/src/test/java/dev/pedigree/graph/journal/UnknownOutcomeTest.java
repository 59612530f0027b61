package dev.pedigree.graph.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.ReplySwallowingProxy.Fault;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Appends through a network that loses requests and replies. */
@WithLocalStack
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownOutcomeTest {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

  private final int port;
  private final JournalKeyspace keyspace;
  private final CassandraJournal direct;

  private ReplySwallowingProxy proxy;
  private CqlSession session;
  private CassandraJournal journal;

  UnknownOutcomeTest(Endpoints endpoints) {
    port = endpoints.cassandraPort();
    keyspace = new JournalKeyspace(endpoints);
    direct = new CassandraJournal(keyspace.session(), Clock.systemUTC());
  }

  @BeforeEach
  void connect() throws IOException {
    keyspace.clear();
    proxy = new ReplySwallowingProxy(port);
    session =
        new CassandraSettings(
                List.of(proxy.address()), "datacenter1", keyspace.name(), 1, REQUEST_TIMEOUT)
            .open();
    journal = new CassandraJournal(session, Clock.systemUTC());
  }

  @AfterEach
  void disconnect() throws IOException {
    proxy.close();
    session.close();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @ParameterizedTest
  @EnumSource
  void appendsOnceWhateverGetsLost(Fault fault) throws Exception {
    proxy.lay(fault);

    Entry first = JournalContract.append(journal, JournalHead.START, List.of(large(1)));
    Entry second = JournalContract.append(journal, first.after(), List.of(large(2)));

    assertThat(proxy.left()).isZero();
    assertThat(direct.read(JournalHead.START, 10)).containsExactly(first, second);
  }

  @ParameterizedTest
  @EnumSource
  void appendsOnceHoweverOftenSomethingGetsLost(Fault fault) throws Exception {
    proxy.lay(fault);
    proxy.lay(Fault.REQUEST_LOST);
    proxy.lay(fault);

    Entry entry = JournalContract.append(journal, JournalHead.START, List.of(large(1)));

    assertThat(proxy.left()).isZero();
    assertThat(direct.read(JournalHead.START, 10)).containsExactly(entry);
  }

  @Test
  void losesToTheOneWhoTookTheSlotWhileItsRequestWasLost() throws Exception {
    Change.Draft other = large(2);
    proxy.lay(Fault.REQUEST_LOST, () -> appendDirectly(other));

    Append append = journal.append(JournalHead.START, List.of(large(1)));

    assertThat(append).isEqualTo(new Append.Conflict(JournalHead.START));
    assertThat(direct.read(JournalHead.START, 10))
        .singleElement()
        .satisfies(entry -> assertThat(entry.changes().getFirst().draft()).isEqualTo(other));
  }

  @Test
  void winsAgainstTheOneWhoComesAfterItsReplyWasLost() throws Exception {
    proxy.lay(
        Fault.REPLY_LOST,
        () ->
            assertThatThrownBy(() -> appendDirectly(large(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lost"));

    Entry entry = JournalContract.append(journal, JournalHead.START, List.of(large(1)));

    assertThat(direct.read(JournalHead.START, 10)).containsExactly(entry);
  }

  @Test
  void refusesWhileNobodyCanBeAsked() throws Exception {
    proxy.close();
    while (openConnections() > 0) {
      Thread.sleep(10);
    }

    assertThatThrownBy(() -> journal.append(JournalHead.START, List.of(large(1))))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> journal.read(JournalHead.START, 1))
        .isInstanceOf(UnavailableException.class);
    assertThat(direct.read(JournalHead.START, 10)).isEmpty();
  }

  @Test
  void goesOnUntilItIsInterrupted() throws Exception {
    FutureTask<Append> append =
        new FutureTask<>(() -> journal.append(JournalHead.START, List.of(large(1))));
    Thread writer = Thread.ofVirtual().unstarted(append);
    proxy.lay(Fault.REQUEST_LOST, this::closeProxy);
    writer.start();
    while (proxy.left() > 0 || openConnections() > 0) {
      Thread.sleep(10);
    }

    writer.interrupt();

    assertThatThrownBy(append::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  private int openConnections() {
    return session.getMetadata().getNodes().values().stream()
        .mapToInt(node -> node.getOpenConnections())
        .sum();
  }

  private void appendDirectly(Change.Draft draft) {
    try {
      JournalContract.append(direct, JournalHead.START, List.of(draft));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void closeProxy() {
    try {
      proxy.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Change.Draft large(int number) {
    return Drafts.quarantine(number, "x".repeat(2 * ReplySwallowingProxy.LARGE_BYTES));
  }
}
