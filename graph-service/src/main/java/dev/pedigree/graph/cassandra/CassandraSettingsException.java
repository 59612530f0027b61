package dev.pedigree.graph.cassandra;

/** A setting that cannot be right, told before anything is tried with it. No secret is in it. */
public final class CassandraSettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * @param setting its name below {@code pedigree.cassandra}
   * @param problem its value and what was expected
   */
  public CassandraSettingsException(String setting, String problem) {
    super("pedigree.cassandra." + setting + ": " + problem);
  }

  CassandraSettingsException(String setting, String problem, Throwable cause) {
    super("pedigree.cassandra." + setting + ": " + problem, cause);
  }
}
