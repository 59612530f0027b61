package dev.pedigree.graph.journal;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A journal whose blocks close early, so that a test crosses many of them. */
public final class SmallBlocks {
  private static final long BYTES = 4_000;

  private SmallBlocks() {}

  public static CassandraJournal journal(CqlSession session) {
    return new CassandraJournal(session, Clock.systemUTC(), BYTES);
  }

  public static JournalRows rows(CqlSession session) {
    return new JournalRows(session, BYTES);
  }

  /** What {@link Journal#verify} finds in all of it. */
  public static List<String> damages(CqlSession session, JournalHead expected) {
    Findings findings = new Findings();
    journal(session).verify(expected, findings);
    return findings.damages;
  }

  /** Changes with all that facts can say, except erasures. */
  public static List<Change.Draft> allFacts() {
    return FactSamples.all().entrySet().stream()
        .filter(each -> !each.getKey().startsWith("erasure"))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Changes with words that somebody wrote, numbered from {@code seed}. */
  public static List<Change.Draft> many(int seed, int count) {
    return Drafts.many(seed, count);
  }

  /** A change that takes so many bytes. */
  public static Change.Draft large(int bytes) {
    return Drafts.quarantine(0, "x".repeat(bytes));
  }
}
