package dev.pedigree.graph.webhook;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.pedigree.graph.artifact.ArtifactId;
import dev.pedigree.graph.caller.Namespaces;
import dev.pedigree.graph.cassandra.Tables;
import dev.pedigree.graph.projection.Duty;
import dev.pedigree.graph.projection.LeaseStore;
import dev.pedigree.graph.projection.StoreCall;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks in Cassandra, and what could not be delivered to them. Every write is a lightweight
 * transaction on the version that was read: who was overtaken changes nothing. Safe for many
 * threads.
 *
 * <p>All methods throw {@link dev.pedigree.graph.cassandra.UnavailableException} if the store does
 * not answer; they may be called again.
 */
public final class Webhooks {
  /** How long dead letters are kept. */
  public static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(30);

  private static final String LEASE = "webhooks";
  private static final List<String> TABLES =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS webhooks (
            name text PRIMARY KEY,
            version uuid,
            owner text,
            reads_all boolean,
            reads set<text>,
            url text,
            artifact text,
            events set<text>,
            secret text,
            former_secret text,
            former_until timestamp,
            created_at timestamp,
            revision bigint,
            failing_revision bigint,
            failing_attempts int,
            failing_next timestamp,
            failing_with text)
          """,
          """
          CREATE TABLE IF NOT EXISTS webhook_dead_letters (
            webhook text,
            revision bigint,
            at timestamp,
            attempts int,
            failure text,
            PRIMARY KEY (webhook, revision))
          """);

  private final CqlSession session;
  private final LeaseStore leases;
  private volatile boolean prepared;

  /** In the session's keyspace; the tables are made when they are first asked for. */
  public Webhooks(CqlSession session, LeaseStore leases) {
    this.session = session;
    this.leases = leases;
  }

  /** What one process at a time does: deliver. Not started. */
  public Duty duty(Supplier<? extends Duty.Work> work) {
    return new Duty(LEASE, leases, work);
  }

  /** All, by name. */
  public List<Webhook> all() {
    return rows(SimpleStatement.newInstance("SELECT * FROM webhooks")).stream()
        // Of a row that is deleted in this moment something may be left.
        .filter(row -> row.getUuid("version") != null)
        .map(Webhooks::webhook)
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .toList();
  }

  /** The newest of that name. */
  public Optional<Webhook> find(String name) {
    return rows(
            SimpleStatement.newInstance("SELECT * FROM webhooks WHERE name = ?", name)
                .setConsistencyLevel(ConsistencyLevel.SERIAL))
        .stream()
        .filter(row -> row.getUuid("version") != null)
        .map(Webhooks::webhook)
        .findFirst();
  }

  /** Whether it was neither changed nor deleted since it was read. */
  public boolean isCurrent(Webhook webhook) {
    return find(webhook.name()).filter(it -> it.version().equals(webhook.version())).isPresent();
  }

  /**
   * Makes one, or puts it in the place of another.
   *
   * @param before the version that it replaces; null: there is none of that name
   * @return false: that is not so any more
   */
  public boolean put(Webhook webhook, @Nullable UUID before) {
    Webhook.Former former = webhook.former();
    return applied(
        "UPDATE webhooks SET version = ?, owner = ?, reads_all = ?, reads = ?, url = ?, artifact ="
            + " ?, events = ?, secret = ?, former_secret = ?, former_until = ?, created_at = ?,"
            + " revision = ?, failing_revision = null, failing_attempts = null, failing_next ="
            + " null, failing_with = null WHERE name = ? IF version = ?",
        webhook.version(),
        webhook.owner(),
        webhook.reads().everywhere(),
        webhook.reads().names(),
        webhook.url().toString(),
        webhook.by().toString(),
        webhook.events(),
        webhook.secret().text(),
        former == null ? null : former.secret().text(),
        former == null ? null : former.until(),
        webhook.createdAt(),
        webhook.revision(),
        webhook.name(),
        before);
  }

  /** Takes it away with its dead letters; false: it is not of that version any more. */
  public boolean delete(Webhook webhook) {
    boolean deleted =
        applied(
            "DELETE FROM webhooks WHERE name = ? IF version = ?",
            webhook.name(),
            webhook.version());
    if (deleted) {
      execute("DELETE FROM webhook_dead_letters WHERE webhook = ?", webhook.name());
    }
    return deleted;
  }

  /** Notes up to where it is delivered; false: it is not of that version any more. */
  public boolean advance(Webhook webhook, long revision) {
    return applied(
        "UPDATE webhooks SET revision = ?, failing_revision = null, failing_attempts = null,"
            + " failing_next = null, failing_with = null WHERE name = ? IF version = ?",
        revision,
        webhook.name(),
        webhook.version());
  }

  /** Notes that a delivery has failed; false: it is not of that version any more. */
  public boolean failing(Webhook webhook, Webhook.Failing failing) {
    return applied(
        "UPDATE webhooks SET failing_revision = ?, failing_attempts = ?, failing_next = ?,"
            + " failing_with = ? WHERE name = ? IF version = ?",
        failing.revision(),
        failing.attempts(),
        failing.next(),
        failing.failure(),
        webhook.name(),
        webhook.version());
  }

  /** Keeps what is given up. */
  public void bury(String webhook, DeadLetter letter) {
    execute(
        "INSERT INTO webhook_dead_letters (webhook, revision, at, attempts, failure)"
            + " VALUES (?, ?, ?, ?, ?) USING TTL "
            + DEAD_LETTERS_KEPT.toSeconds(),
        webhook,
        letter.revision(),
        letter.at(),
        letter.attempts(),
        letter.failure());
  }

  /** Takes away what was delivered after all. */
  public void unbury(String webhook, long revision) {
    execute(
        "DELETE FROM webhook_dead_letters WHERE webhook = ? AND revision = ?", webhook, revision);
  }

  /** What was given up, the oldest change first, at most {@code limit} behind a revision. */
  public List<DeadLetter> deadLetters(String webhook, long after, int limit) {
    return rows(
            SimpleStatement.newInstance(
                "SELECT revision, at, attempts, failure FROM webhook_dead_letters"
                    + " WHERE webhook = ? AND revision > ? LIMIT ?",
                webhook,
                after,
                limit))
        .stream()
        .map(
            row ->
                new DeadLetter(
                    row.getLong(0),
                    Objects.requireNonNull(row.getInstant(1)),
                    row.getInt(2),
                    Objects.requireNonNull(row.getString(3))))
        .toList();
  }

  /** How many there are. */
  public int deadLetters(String webhook) {
    return (int)
        rows(SimpleStatement.newInstance(
                "SELECT count(*) FROM webhook_dead_letters WHERE webhook = ?", webhook))
            .getFirst()
            .getLong(0);
  }

  private static Webhook webhook(Row row) {
    return new Webhook(
        text(row, "name"),
        Objects.requireNonNull(row.getUuid("version")),
        text(row, "owner"),
        row.getBoolean("reads_all") ? Namespaces.ALL : Namespaces.of(texts(row, "reads")),
        URI.create(text(row, "url")),
        ArtifactId.parse(text(row, "artifact")).orElseThrow(),
        texts(row, "events"),
        new WebhookSecret(text(row, "secret")),
        former(row),
        Objects.requireNonNull(row.getInstant("created_at")),
        row.getLong("revision"),
        failing(row));
  }

  private static Webhook.@Nullable Former former(Row row) {
    String secret = row.getString("former_secret");
    Instant until = row.getInstant("former_until");
    return secret == null || until == null
        ? null
        : new Webhook.Former(new WebhookSecret(secret), until);
  }

  private static Webhook.@Nullable Failing failing(Row row) {
    Instant next = row.getInstant("failing_next");
    return next == null
        ? null
        : new Webhook.Failing(
            row.getLong("failing_revision"),
            row.getInt("failing_attempts"),
            next,
            text(row, "failing_with"));
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column));
  }

  private static Set<String> texts(Row row, String column) {
    return Objects.requireNonNull(row.getSet(column, String.class));
  }

  private List<Row> rows(SimpleStatement select) {
    prepare();
    return StoreCall.of(() -> session.execute(select.setIdempotent(true)).all());
  }

  private boolean applied(String cql, @Nullable Object... values) {
    prepare();
    SimpleStatement statement = SimpleStatement.newInstance(cql, values).setIdempotent(false);
    return StoreCall.of(() -> session.execute(statement).wasApplied());
  }

  private void execute(String cql, @Nullable Object... values) {
    prepare();
    SimpleStatement statement = SimpleStatement.newInstance(cql, values).setIdempotent(true);
    var _ = StoreCall.of(() -> session.execute(statement));
  }

  private void prepare() {
    if (!prepared) {
      TABLES.forEach(table -> StoreCall.run(() -> Tables.make(session, table)));
      prepared = true;
    }
  }
}
