package dev.pedigree.gateway.document;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the list, without a stack trace. Found by its name. */
final class TrustedDocumentsFailureAnalyzer
    extends AbstractFailureAnalyzer<TrustedDocumentsException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, TrustedDocumentsException cause) {
    return new FailureAnalysis(
        "The trusted documents are refused:\n" + cause.getMessage(),
        "Mend the entry, or write the file anew from the clients' documents and this schema.",
        cause);
  }
}
