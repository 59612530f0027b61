package dev.pedigree.localstack.shared;

/** A server that a test can ask its run's keeper for. */
enum Wanted {
  CASSANDRA("cassandra"),
  ELASTICSEARCH("elasticsearch");

  private final String prefix;

  Wanted(String prefix) {
    this.prefix = prefix;
  }

  /** The name of the file that says something of this server. */
  String file(String suffix) {
    return prefix + suffix;
  }
}
