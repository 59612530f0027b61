package dev.pedigree.graph.journal;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.junit.WithLocalStack;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

@WithLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CassandraJournalTest extends JournalContract {
  private final JournalKeyspace keyspace;

  CassandraJournalTest(Endpoints endpoints) {
    keyspace = new JournalKeyspace(endpoints);
  }

  @AfterEach
  void clear() {
    keyspace.clear();
  }

  @AfterAll
  void close() {
    keyspace.close();
  }

  @Override
  protected Journal open(Clock clock, long maxBlockBytes) {
    return new CassandraJournal(keyspace.session(), clock, maxBlockBytes);
  }
}
