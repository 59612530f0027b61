package dev.pedigree.gateway.graph;

import dev.pedigree.schema.SchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with a schema extension, without a stack trace. Found by its name. */
final class SchemaFailureAnalyzer extends AbstractFailureAnalyzer<SchemaException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, SchemaException cause) {
    return new FailureAnalysis(
        "The schema's extensions are refused:\n" + cause.getMessage(),
        "Mend the named places in the folder of pedigree.schema.extensions.",
        cause);
  }
}
