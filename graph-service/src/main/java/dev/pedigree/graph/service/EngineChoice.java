package dev.pedigree.graph.service;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Which engine answers questions of lineage. */
public enum EngineChoice {
  /** From memory, in milliseconds. */
  TOPOLOGY("topology"),
  /** From the stores, some thousand artifacts a second: for graphs that outgrow memory. */
  PROPERTY_GRAPH("property-graph");

  private final String text;

  EngineChoice(String text) {
    this.text = text;
  }

  /**
   * Reads what an operator has set.
   *
   * @throws IllegalArgumentException if it names no engine
   */
  public static EngineChoice parse(String text) {
    for (EngineChoice choice : values()) {
      if (choice.text.equals(text)) {
        return choice;
      }
    }
    String names =
        Arrays.stream(values()).map(EngineChoice::toString).collect(Collectors.joining(" or "));
    throw new IllegalArgumentException(
        "pedigree.lineage.engine: " + text + " (expected: " + names + ")");
  }

  /** As an operator sets it: {@code property-graph}. */
  @Override
  public String toString() {
    return text;
  }
}
