package dev.pedigree.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.gateway.testing.Gateway;
import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.graph.journal.CassandraJournal;
import dev.pedigree.graph.journal.Change;
import dev.pedigree.graph.journal.Fact;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, with settings as a container gives them. */
@WithLocalStack
class BackupCommandTest {
  private final Endpoints endpoints;

  BackupCommandTest(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Test
  void copiesChecksAndRestoresAndTellsByItsExitCode(@TempDir Path folder) throws Exception {
    String keyspace = Gateway.freshKeyspace();
    String other = Gateway.freshKeyspace();
    String backup = folder.resolve("a/backup").toString();
    assertThat(run(keyspace, "backup", backup)).isEqualTo(BackupCommand.REFUSED);
    appendTo(keyspace);

    assertThat(run(keyspace, "backup", backup)).isEqualTo(BackupCommand.OK);
    assertThat(run(keyspace, "backup", backup, "--rewrite-erased")).isEqualTo(BackupCommand.OK);
    assertThat(run("none", "restore", backup, "--check")).isEqualTo(BackupCommand.OK);
    assertThat(run(other, "restore", backup, "--to", "2")).isEqualTo(BackupCommand.REFUSED);
    assertThat(run(other, "restore", backup, "--to", "1")).isEqualTo(BackupCommand.OK);
    assertThat(run(other, "restore", backup)).isEqualTo(BackupCommand.REFUSED);
    Files.delete(Path.of(backup, "MANIFEST"));
    assertThat(run("none", "restore", backup, "--check")).isEqualTo(BackupCommand.REFUSED);
  }

  @Test
  void saysThatCassandraDoesNotAnswer(@TempDir Path folder) {
    assertThat(
            BackupCommand.run(
                new String[] {
                  "backup", folder.toString(), "--pedigree.cassandra.contact-points=127.0.0.1:1"
                }))
        .isEqualTo(BackupCommand.FAILED);
  }

  @Test
  void refusesSettingsAndArgumentsThatCannotBeRight(@TempDir Path folder) {
    assertThat(
            BackupCommand.run(
                new String[] {
                  "backup", folder.toString(), "--pedigree.cassandra.contact-points=nowhere"
                }))
        .isEqualTo(BackupCommand.REFUSED);
    for (List<String> wrong :
        List.of(
            List.of("backup"),
            List.of("backup", ""),
            List.of("backup", "--rewrite-erased"),
            List.of("backup", "folder", "--to", "1"),
            List.of("restore", "folder", "--to"),
            List.of("restore", "folder", "--to", "0"),
            List.of("restore", "folder", "--to", "head"),
            List.of("restore", "folder", "elsewhere"))) {
      assertThatThrownBy(() -> BackupArguments.parse(wrong.toArray(String[]::new)))
          .as("%s", wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected: ");
    }
  }

  private int run(String keyspace, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--pedigree.cassandra.contact-points=127.0.0.1:" + endpoints.cassandraPort());
    all.add("--pedigree.cassandra.keyspace=" + keyspace);
    return BackupCommand.run(all.toArray(String[]::new));
  }

  private void appendTo(String keyspace) throws InterruptedException {
    CassandraSettings settings =
        CassandraSettings.local(endpoints.cassandraHost(), endpoints.cassandraPort(), keyspace);
    try (CqlSession session = settings.open()) {
      CassandraJournal.createTables(session);
      Fact fact = new Fact.PolicyRetired("pii", "because");
      new CassandraJournal(session, Clock.systemUTC())
          .append(
              JournalHead.START, List.of(new Change.Draft("test", null, List.of(fact), List.of())));
    }
  }
}
