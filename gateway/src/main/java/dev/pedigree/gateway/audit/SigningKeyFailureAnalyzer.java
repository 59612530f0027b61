package dev.pedigree.gateway.audit;

import dev.pedigree.identity.log.NoteException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the setting of checkpoints, without a stack trace. */
final class SigningKeyFailureAnalyzer extends AbstractFailureAnalyzer<NoteException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, NoteException cause) {
    return new FailureAnalysis(
        "The settings of checkpoints (pedigree.audit.key, pedigree.audit.origin) are refused:\n"
            + cause.getMessage(),
        "Mend the setting, or leave pedigree.audit.key empty: checkpoints are not signed then.",
        cause);
  }
}
