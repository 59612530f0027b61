package dev.pedigree.bench.lineage;

/** Something that answers questions, and is compared by how long that takes. */
interface Contender {
  String name();

  /** Whether it can be asked so. */
  boolean answers(Ask ask);

  /**
   * Answers; what it returns is looked at once the clock has stopped.
   *
   * @throws java.util.concurrent.TimeoutException if it gave up
   */
  Reply ask(Question question, Ask ask) throws Exception;

  /** An answer as it came. */
  interface Reply {
    Answer read() throws Exception;
  }
}
