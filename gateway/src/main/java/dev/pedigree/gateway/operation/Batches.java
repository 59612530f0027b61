package dev.pedigree.gateway.operation;

import dev.pedigree.graph.service.Snapshot;
import graphql.schema.DataFetchingEnvironment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dataloader.BatchLoaderEnvironment;
import org.dataloader.DataLoader;
import org.jspecify.annotations.Nullable;

/** Reads what one level of an answer needs: one round trip to the store per revision. */
public final class Batches {
  private Batches() {}

  /** The loader of that name, as it serves one operation. */
  public static <K, V extends @Nullable Object> DataLoader<K, V> loader(
      DataFetchingEnvironment env, String name) {
    DataLoader<K, V> loader = env.getDataLoader(name);
    return Objects.requireNonNull(loader, name);
  }

  /**
   * Reads all {@code refs}, away from the calling thread.
   *
   * @param snapshot of a reference
   * @param key of a reference
   * @param read what the keys stand for at a snapshot, in one round trip; absent ones are left out
   */
  public static <R, K, V> CompletableFuture<Map<R, V>> read(
      BatchLoaderEnvironment environment,
      Set<R> refs,
      Function<R, Snapshot> snapshot,
      Function<R, K> key,
      BiFunction<Snapshot, List<K>, Map<K, V>> read) {
    return CompletableFuture.supplyAsync(
            () -> {
              Map<R, V> found = new HashMap<>();
              byRevision(refs, snapshot)
                  .values()
                  .forEach(
                      group -> {
                        Snapshot at = snapshot.apply(group.getFirst());
                        Map<K, V> values = read.apply(at, group.stream().map(key).toList());
                        for (R ref : group) {
                          V value = values.get(key.apply(ref));
                          if (value != null) {
                            found.put(ref, value);
                          }
                        }
                      });
              return found;
            },
            Operation.EXECUTOR)
        .thenApplyAsync(Function.identity(), Operation.of(environment).oneAtATime());
  }

  /** Reads {@code keys} one by one, but all at the same time. */
  public static <K, V> CompletableFuture<Map<K, V>> readEach(
      BatchLoaderEnvironment environment, Set<K> keys, Function<K, V> read) {
    return readEach(keys, read)
        .thenApplyAsync(Function.identity(), Operation.of(environment).oneAtATime());
  }

  /** Reads {@code keys} one by one, but all at the same time. The answer has their order. */
  public static <K, V> CompletableFuture<Map<K, V>> readEach(
      Collection<K> keys, Function<K, V> read) {
    Map<K, CompletableFuture<V>> futures = new LinkedHashMap<>();
    for (K key : keys) {
      futures.put(key, CompletableFuture.supplyAsync(() -> read.apply(key), Operation.EXECUTOR));
    }
    return CompletableFuture.allOf(futures.values().toArray(CompletableFuture<?>[]::new))
        .thenApply(
            _ -> {
              Map<K, V> values = new LinkedHashMap<>();
              futures.forEach((key, value) -> values.put(key, value.join()));
              return values;
            });
  }

  private static <R> Map<Long, List<R>> byRevision(Set<R> refs, Function<R, Snapshot> snapshot) {
    Map<Long, List<R>> groups = new LinkedHashMap<>();
    for (R ref : refs) {
      groups.computeIfAbsent(snapshot.apply(ref).revision(), _ -> new ArrayList<>()).add(ref);
    }
    return groups;
  }
}
