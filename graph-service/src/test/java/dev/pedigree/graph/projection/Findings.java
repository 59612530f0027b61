package dev.pedigree.graph.projection;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a verification reports. */
public final class Findings implements Verification.Report {
  private final List<String> differences = new ArrayList<>();
  private long checked;

  @Override
  public void checked(long more) {
    checked += more;
  }

  @Override
  public void difference(String message) {
    differences.add(message);
  }

  public List<String> differences() {
    return differences;
  }

  public long checked() {
    return checked;
  }
}
