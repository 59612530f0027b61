package dev.pedigree.search.process;

import dev.pedigree.search.SearchSettingsException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting of the search is wrong, without a stack trace. Found by its name. */
final class SearchSettingsFailureAnalyzer extends AbstractFailureAnalyzer<SearchSettingsException> {
  @Override
  protected FailureAnalysis analyze(Throwable failure, SearchSettingsException cause) {
    return new FailureAnalysis(
        "The settings of the search are refused:\n" + cause.getMessage(),
        "Mend the named setting, or leave pedigree.elasticsearch.uri empty: there is no search"
            + " then.",
        cause);
  }
}
