package dev.pedigree.search;

/** A text that is handed on but never shown. */
public final class Secret {
  private final String text;

  /** Takes every text: whoever refused one might show it. */
  public Secret(String text) {
    this.text = text;
  }

  /** Whether there is nothing in it. */
  boolean isEmpty() {
    return text.isEmpty();
  }

  String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
