package dev.pedigree.graph.caller;

import java.util.Arrays;
import java.util.Optional;

/** What a caller may do. */
public enum Scope {
  READ("lineage:read"),
  RECORD("lineage:record"),
  PROMOTE("lineage:promote"),
  POLICY("policy:write"),
  SCHEMA("schema:write"),
  AUDIT("audit:read"),
  WEBHOOK("webhook:write");

  private final String text;

  Scope(String text) {
    this.text = text;
  }

  /** As tokens say it. */
  public String text() {
    return text;
  }

  /** Empty: it is somebody else's. */
  public static Optional<Scope> parse(String text) {
    return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}
