package dev.pedigree.search.process;

import dev.pedigree.graph.cassandra.CassandraSettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting of Cassandra is wrong, without a stack trace. Found by its name. */
final class CassandraSettingsFailureAnalyzer
    extends AbstractFailureAnalyzer<CassandraSettingsException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, CassandraSettingsException cause) {
    return new FailureAnalysis(
        "The settings of Cassandra are refused:\n" + cause.getMessage(),
        "Mend the named setting: docs/cassandra.md has all of them.",
        cause);
  }
}
