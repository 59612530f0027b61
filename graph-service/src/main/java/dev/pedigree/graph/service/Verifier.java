package dev.pedigree.graph.service;

import dev.pedigree.graph.cassandra.UnavailableException;
import dev.pedigree.graph.journal.JournalDamagedException;
import dev.pedigree.graph.journal.JournalHead;
import dev.pedigree.graph.journal.JournalVerifier;
import dev.pedigree.graph.projection.Projection;
import dev.pedigree.graph.projection.Verification;
import dev.pedigree.graph.topology.TopologyVerifier;
import dev.pedigree.schema.TypeSystem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Compares the journal with its own hashes, and every projection with the journal. */
final class Verifier {
  private static final Duration CATCH_UP = Duration.ofMinutes(5);
  private static final int TELL_EVERY = 10_000;
  private static final String TOPOLOGY = "topology";

  private final Connection connection;
  private final TypeSystem types;
  private final Consumer<Verification.Progress> progress;
  private final List<Verification.Progress> results = new ArrayList<>();

  Verifier(Connection connection, TypeSystem types, Consumer<Verification.Progress> progress) {
    this.connection = connection;
    this.types = types;
    this.progress = progress;
  }

  Verification verify() {
    JournalHead head = connection.replica.head();
    verifyJournal(head);
    verifyTopology(head);
    connection.projections.all().forEach(projection -> verify(projection, head));
    return new Verification(head.revision(), results);
  }

  /**
   * Puts one projection right, and compares it then.
   *
   * @throws IllegalArgumentException if there is none of that name, or it cannot be put right
   */
  Verification repair(String name) {
    JournalHead head = connection.replica.head();
    if (name.equals(TOPOLOGY)) {
      connection.replica.rebuildTopology(this::changes).join();
      verifyTopology(head);
    } else {
      Projection projection = named(name);
      Tally tally = new Tally(name);
      connection.projections.await(projection, head.revision(), CATCH_UP);
      long met =
          connection.projections.repair(
              projection, revision -> new JournalChanges(connection.journal, revision), tally);
      tally.say(met + " differences met, and put right where that can be done");
      verify(projection, head);
    }
    return new Verification(head.revision(), results);
  }

  private JournalChanges changes(JournalHead end) {
    return new JournalChanges(connection.journal, end.revision());
  }

  private Projection named(String name) {
    List<Projection> all = connection.projections.all();
    return all.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "repair: %s (expected: %s or one of %s)"
                        .formatted(name, TOPOLOGY, all.stream().map(Projection::name).toList())));
  }

  private void verify(Projection projection, JournalHead head) {
    compare(
        projection.name(),
        tally -> {
          connection.projections.await(projection, head.revision(), CATCH_UP);
          projection.verify(new JournalChanges(connection.journal, head.revision()), tally);
        });
  }

  /** One that cannot be compared now does not keep the others from being compared. */
  private void compare(String name, Consumer<Tally> comparison) {
    Tally tally = new Tally(name);
    try {
      comparison.accept(tally);
    } catch (UnavailableException | JournalDamagedException e) {
      tally.difference("not compared: " + e.getMessage());
    }
    tally.done();
  }

  private void verifyJournal(JournalHead head) {
    Tally tally = new Tally("journal");
    connection.journal.verify(
        head,
        new JournalVerifier.Report() {
          @Override
          public void checked(long more) {
            tally.checked(more);
          }

          @Override
          public void damaged(String message) {
            tally.difference(message);
          }
        });
    tally.done();
  }

  private void verifyTopology(JournalHead head) {
    compare(
        TOPOLOGY,
        tally ->
            tally.checked(
                new TopologyVerifier(connection.topology, types, tally::difference)
                    .verify(new JournalChanges(connection.journal, head.revision()))));
  }

  /** Counts what is heard of one projection, and passes it on now and then. */
  private final class Tally implements Verification.Report {
    private final String name;
    private long checked;
    private long differences;
    private long told;
    private String newest = "";

    Tally(String name) {
      this.name = name;
    }

    @Override
    public void checked(long more) {
      checked += more;
      if (checked - told >= TELL_EVERY) {
        told = checked;
        progress.accept(new Verification.Progress(name, checked, differences, false, newest));
      }
    }

    @Override
    public void difference(String message) {
      differences++;
      newest = message;
      progress.accept(new Verification.Progress(name, checked, differences, false, message));
    }

    void say(String message) {
      progress.accept(new Verification.Progress(name, checked, differences, false, message));
    }

    void done() {
      Verification.Progress result =
          new Verification.Progress(
              name, checked, differences, true, differences == 0 ? "as the journal says" : newest);
      results.add(result);
      progress.accept(result);
    }
  }
}
