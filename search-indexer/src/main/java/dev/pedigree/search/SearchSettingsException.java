package dev.pedigree.search;

/** A setting that cannot be right, told before anything is tried with it. No secret is in it. */
public final class SearchSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param setting its name below {@code pedigree.elasticsearch}
   * @param problem its value and what was expected
   */
  SearchSettingsException(String setting, String problem) {
    super("pedigree.elasticsearch." + setting + ": " + problem);
  }

  SearchSettingsException(String setting, String problem, Throwable cause) {
    super("pedigree.elasticsearch." + setting + ": " + problem, cause);
  }
}
