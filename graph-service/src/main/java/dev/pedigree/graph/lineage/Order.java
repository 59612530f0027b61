package dev.pedigree.graph.lineage;

/** In which order artifacts are answered; ties in the order of the journal. */
public record Order(Field field, boolean descending) {
  /** As the journal has them, the oldest first. */
  public static final Order JOURNAL = new Order(Field.RECORDED, false);

  /** What to order by. */
  public enum Field {
    RECORDED,
    /** The time of creation; unknown ones come last either way. */
    CREATED,
    /** Namespace, name and version of the first name. */
    NAME,
    /** How many descendants it has. */
    DESCENDANTS
  }
}
