package dev.pedigree.graph.secret;

/** A text that is handed on but never shown. */
public final class Secret {
  private final String text;

  /** Takes every text: whoever refused one might show it. */
  public Secret(String text) {
    this.text = text;
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** The text itself, for nobody but the server that asks for it. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
