package dev.pedigree.graph.journal;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a verification finds. */
final class Findings implements JournalVerifier.Report {
  final List<String> damages = new ArrayList<>();
  long checked;

  @Override
  public void checked(long more) {
    checked += more;
  }

  @Override
  public void damaged(String message) {
    damages.add(message);
  }
}
