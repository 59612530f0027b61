package dev.pedigree.graph.lineage;

/** A question without a partial answer ran out of its budget. */
public final class BudgetExceededException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Truncation truncation;

  public BudgetExceededException(Truncation truncation) {
    super(truncation.detail());
    this.truncation = truncation;
  }

  public Truncation truncation() {
    return truncation;
  }
}
