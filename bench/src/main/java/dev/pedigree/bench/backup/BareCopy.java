package dev.pedigree.bench.backup;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The same rows of the same bytes, read into a file and written out of it, with nothing verified,
 * decoded or compressed.
 */
final class BareCopy {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int PAGE_ROWS = 64;
  private static final int WINDOW = 16;

  private final CqlSession session;
  private final Path file;

  BareCopy(CqlSession session, Path file) {
    this.session = session;
    this.file = file;
  }

  /**
   * Reads all of the journal into the file, which is on the disk then; how many seconds it took.
   */
  double read() throws IOException {
    long start = System.nanoTime();
    PreparedStatement select =
        session.prepare(
            "SELECT block, first_revision, payload_hashes, payloads FROM journal WHERE block = ?");
    try (FileChannel channel =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES))) {
      boolean more = true;
      for (long block = 0; more; block++) {
        more = false;
        for (Row row : session.execute(select.bind(block).setPageSize(PAGE_ROWS))) {
          out.writeLong(row.getLong(0));
          out.writeLong(row.getLong(1));
          write(out, row.getByteBuffer(2));
          write(out, row.getByteBuffer(3));
          more = true;
        }
      }
      out.flush();
      channel.force(true);
    }
    return seconds(start);
  }

  /** Writes what {@link #read} read into a new table; how many seconds it took. */
  double write(String table) throws IOException {
    session.execute(
        "CREATE TABLE "
            + table
            + " (block bigint, first_revision bigint, payload_hashes blob, payloads blob,"
            + " PRIMARY KEY (block, first_revision))");
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO "
                + table
                + " (block, first_revision, payload_hashes, payloads) VALUES (?, ?, ?, ?)");
    long start = System.nanoTime();
    ArrayDeque<CompletionStage<AsyncResultSet>> underWay = new ArrayDeque<>();
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES))) {
      while (true) {
        if (underWay.size() == WINDOW) {
          underWay.removeFirst().toCompletableFuture().join();
        }
        underWay.addLast(
            session.executeAsync(
                insert
                    .bind(in.readLong(), in.readLong(), bytes(in), bytes(in))
                    .setConsistencyLevel(ConsistencyLevel.QUORUM)));
      }
    } catch (EOFException e) {
      underWay.forEach(each -> each.toCompletableFuture().join());
    }
    return seconds(start);
  }

  private static void write(DataOutputStream out, @Nullable ByteBuffer column) throws IOException {
    ByteBuffer bytes = Objects.requireNonNull(column);
    byte[] array = new byte[bytes.remaining()];
    bytes.get(array);
    out.writeInt(array.length);
    out.write(array);
  }

  private static ByteBuffer bytes(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
