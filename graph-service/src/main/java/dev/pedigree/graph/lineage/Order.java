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
    /** Namespace, name and version of the first name, by UTF-16 unit; no version comes first. */
    NAME,
    /**
     * How many descendants it has, along every edge. They are counted artifact by artifact, within
     * the time of the budget; those that are not counted then come last, and the answer says so.
     */
    DESCENDANTS
  }
}
