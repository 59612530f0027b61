package dev.pedigree.bench.lineage;

/** What of an answer is asked for. */
enum Ask {
  /** How many there are. */
  TOTAL("total"),
  /** How many there are, in all, of each kind and in each stage. */
  GROUPS("total and groups"),
  /** All ids, of answers that fit into a page. */
  IDS("ids"),
  /** The first page of ids, of answers that do not fit into one. */
  PAGE("first 100 000 ids"),
  /** The answer to a question that is not a walk. */
  ANSWER("answer");

  /** Ids that a page can have. */
  static final int PAGE_IDS = 100_000;

  private final String words;

  Ask(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
