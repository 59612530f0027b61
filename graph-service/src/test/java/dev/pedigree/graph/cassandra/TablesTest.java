package dev.pedigree.graph.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@WithLocalStack
class TablesTest {
  private final CassandraSettings settings;

  TablesTest(Endpoints endpoints) {
    settings =
        CassandraSettings.local(
            endpoints.cassandraHost(), endpoints.cassandraPort(), "tables_test");
  }

  /** On one node; that all ask the same of several is not tested, as there is one. */
  @Test
  void manyThatMakeATableAtOnceMakeOne() {
    try (CqlSession session = settings.open()) {
      IntStream.range(0, 8)
          .parallel()
          .forEach(_ -> Tables.make(session, "CREATE TABLE IF NOT EXISTS t (a int PRIMARY KEY)"));
      Tables.make(session, "CREATE TABLE IF NOT EXISTS t (b text PRIMARY KEY)");

      session.execute("INSERT INTO t (a) VALUES (1)");
      assertThat(session.execute("SELECT a FROM t").one()).isNotNull();
    }
  }
}
