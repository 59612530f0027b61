package dev.pedigree.graph.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.graph.caller.Caller;
import dev.pedigree.graph.cassandra.CassandraAccess;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.cassandra.Tls;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.recording.Given;
import dev.pedigree.graph.recording.RecordAnswer;
import dev.pedigree.graph.secret.Secret;
import dev.pedigree.localstack.CassandraServer;
import dev.pedigree.localstack.OwnCa;
import dev.pedigree.localstack.ServerSettings;
import dev.pedigree.localstack.shared.ScratchFolder;
import dev.pedigree.schema.PedigreeSchema;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A Cassandra that asks for TLS on both sides and for a password, and where roles have rights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredCassandraTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String KEYSPACE = "guarded";

  /** With what configurations read as something else. */
  private static final Secret PASSWORD = new Secret("it, \"was\" ${HOME} \\ sésame = {}");

  private final ScratchFolder folder = ScratchFolder.open();
  private final OwnCa ca = OwnCa.in(folder.path());
  private final CassandraServer cassandra =
      CassandraServer.secured(ServerSettings.in(folder.path().resolve("cassandra")), ca);

  SecuredCassandraTest() {
    cassandra.start(LIMIT);
    CassandraAccess.Login superuser =
        new CassandraAccess.Login("cassandra", new Secret("cassandra"));
    try (CqlSession session = settings(superuser, tls(ca)).open()) {
      session.execute(
          "CREATE ROLE pedigree WITH LOGIN = true AND PASSWORD = '" + PASSWORD.reveal() + "'");
      for (String keyspace : List.of(KEYSPACE, KEYSPACE + "_graph")) {
        session.execute(
            "CREATE KEYSPACE IF NOT EXISTS "
                + keyspace
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 1}");
        for (String right : List.of("CREATE", "SELECT", "MODIFY")) {
          session.execute("GRANT " + right + " ON KEYSPACE " + keyspace + " TO pedigree");
        }
      }
    }
  }

  @AfterAll
  void close() {
    cassandra.close();
    folder.close();
  }

  private CassandraSettings settings(CassandraAccess.@Nullable Login login, @Nullable Tls tls) {
    return new CassandraSettings(
        List.of(InetSocketAddress.createUnresolved("localhost", cassandra.port().number())),
        CassandraServer.DATACENTER,
        KEYSPACE,
        1,
        Duration.ofSeconds(20),
        new CassandraAccess(login, tls));
  }

  private static Tls tls(OwnCa authority) {
    return new Tls(authority.file(), authority.clientCertificate(), authority.clientKey(), true);
  }

  private static CassandraAccess.Login pedigree(Secret password) {
    return new CassandraAccess.Login("pedigree", password);
  }

  @Test
  void recordsAndProjectsWithNoRightsBeyondTwoKeyspacesMadeBefore() throws Exception {
    try (GraphService service = open(settings(pedigree(PASSWORD), tls(ca)))) {
      await(service, GraphService.Status.Ready.class::isInstance);

      RecordAnswer answer =
          service
              .record(Given.request(Given.corpus("c")), Caller.anonymous())
              .get(20, TimeUnit.SECONDS);
      Verification verification = service.verify(_ -> {});

      assertThat(answer).isInstanceOf(RecordAnswer.Recorded.class);
      assertThat(verification.clean()).as(verification.toString()).isTrue();
      assertThat(verification.results()).extracting("projection").contains("property-graph");
    }
  }

  @Test
  void saysThatThePasswordIsRefused() {
    assertThat(refusal(settings(pedigree(new Secret("sesame")), tls(ca))))
        .contains("does not answer: pedigree.cassandra.username and password are refused: ")
        .doesNotContain("sesame");
    assertThat(refusal(settings(null, tls(ca))))
        .contains("pedigree.cassandra.username and password are refused: ");
  }

  @Test
  void doesNotSpeakToNodesOfAnotherAuthority() {
    OwnCa other = OwnCa.in(folder.path());
    Tls wary = new Tls(other.file(), ca.clientCertificate(), ca.clientKey(), true);

    assertThat(refusal(settings(pedigree(PASSWORD), wary))).contains("no TLS with it: ");
  }

  @Test
  void isNotLetInWithoutACertificateOfItsOwn() {
    Tls without = new Tls(ca.file(), null, null, true);

    assertThat(refusal(settings(pedigree(PASSWORD), without))).contains("localhost");
  }

  private static GraphService open(CassandraSettings settings) {
    return JournaledGraphService.open(
        settings, SchemaOffer.of(PedigreeSchema.load()), Clock.systemUTC());
  }

  /** Why it is not reached. */
  private String refusal(CassandraSettings settings) {
    try (GraphService service = open(settings)) {
      GraphService.Status status =
          await(
              service,
              it ->
                  it instanceof GraphService.Status.Connecting connecting
                      && connecting.why().contains("does not answer"));
      return status.toString();
    }
  }

  private static GraphService.Status await(
      GraphService service, Predicate<GraphService.Status> wanted) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    GraphService.Status status = service.status();
    while (!wanted.test(status)) {
      assertThat(System.nanoTime()).as(status.toString()).isLessThan(deadline);
      pause();
      status = service.status();
    }
    return status;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
