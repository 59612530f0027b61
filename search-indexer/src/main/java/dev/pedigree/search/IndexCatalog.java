package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch._types.mapping.TypeMapping;
import co.elastic.clients.elasticsearch.indices.CreateIndexRequest;
import co.elastic.clients.elasticsearch.indices.IndexState;
import co.elastic.clients.json.JsonData;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The indices of one alias: the one that it leads to, which is searched, and at times the next one,
 * which is being filled to take its place. Each is in one of two slots, which are names that differ
 * by a letter. Recognised by a marker in their mappings, left alone where they are somebody else's.
 * Safe for many threads.
 *
 * <p>Each index that is made gets an id of its own, its incarnation. What is said of one
 * incarnation, such as a watermark, means nothing to the next.
 */
final class IndexCatalog {
  private static final int LAYOUT = 4;
  private static final String RESOURCE = "/pedigree/search/artifacts-v" + LAYOUT + ".json";
  private static final String MARKER = "pedigree-incarnation";
  private static final String NEXT = "-next";
  private static final String ANY_LAYOUT = "-v*";

  private final Elasticsearch elasticsearch;
  private final String alias;
  private final List<String> slots;
  private final Pattern nameOfAny;
  private final CreateIndexRequest definition;

  IndexCatalog(Elasticsearch elasticsearch, String alias) {
    this.elasticsearch = elasticsearch;
    this.alias = alias;
    this.slots = List.of(slot("a"), slot("b"));
    this.nameOfAny = Pattern.compile(Pattern.quote(alias) + "-v(\\d{1,4})(-[ab])?");
    this.definition =
        CreateIndexRequest.of(it -> it.index(alias).withJson(new StringReader(layout())));
  }

  private String slot(String letter) {
    return alias + "-v" + LAYOUT + "-" + letter;
  }

  private static String layout() {
    try (InputStream in = IndexCatalog.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The alias of the index that is searched. */
  String alias() {
    return alias;
  }

  /** The alias of the one that is being filled. */
  String nextAlias() {
    return alias + NEXT;
  }

  /**
   * An index of ours.
   *
   * @param outdated whether it has an older layout: it can be searched, but not written
   */
  record Found(String name, String incarnation, boolean outdated) {}

  /**
   * What is there.
   *
   * @param current null: the alias leads nowhere
   * @param next null: none is being filled
   * @param free a slot that nothing is in; null: both are taken
   * @param replaced what was replaced and is still there; null: nothing
   */
  record Look(
      @Nullable Found current,
      @Nullable Found next,
      @Nullable String free,
      @Nullable Found replaced) {
    /** Whether another index has to take the place of the current one. */
    boolean isRebuilding() {
      return next != null || (current != null && current.outdated);
    }
  }

  /**
   * Looks.
   *
   * @throws ForeignIndexException if something that is not ours is in the way
   */
  Look look() {
    Map<String, IndexState> all =
        elasticsearch.ask(
            client ->
                client
                    .indices()
                    .get(it -> it.index(asked()).ignoreUnavailable(true).allowNoIndices(true))
                    .result());
    Found next = behind(nextAlias(), all);
    Found current = behind(alias, all);
    if (current == null) {
      current = lost(all, next);
    }
    String free = slots.stream().filter(slot -> !all.containsKey(slot)).findFirst().orElse(null);
    return new Look(current, next, free, current == null ? null : replaced(all));
  }

  /** An index of ours that no alias leads to. */
  private @Nullable Found replaced(Map<String, IndexState> all) {
    for (Map.Entry<String, IndexState> index : all.entrySet()) {
      Matcher name = nameOfAny.matcher(index.getKey());
      if (name.matches()
          && Integer.parseInt(name.group(1)) <= LAYOUT
          && index.getValue().aliases().isEmpty()
          && marker(index.getValue()) != null) {
        return found(index.getKey(), index.getValue());
      }
    }
    return null;
  }

  /** Deletes what was replaced, unless another index has its name by now. */
  void delete(Found replaced) {
    if (replaced.equals(look().replaced())) {
      elasticsearch.ask(
          client ->
              client
                  .indices()
                  .delete(it -> it.index(replaced.name).ignoreUnavailable(true))
                  .acknowledged());
    }
  }

  private List<String> asked() {
    return List.of(alias, nextAlias(), alias + ANY_LAYOUT);
  }

  private @Nullable Found behind(String leading, Map<String, IndexState> all) {
    List<String> names =
        all.entrySet().stream()
            .filter(
                index ->
                    index.getKey().equals(leading)
                        || index.getValue().aliases().containsKey(leading))
            .map(Map.Entry::getKey)
            .toList();
    if (names.isEmpty()) {
      return null;
    }
    Matcher name = nameOfAny.matcher(names.getFirst());
    if (names.size() > 1 || !name.matches() || Integer.parseInt(name.group(1)) > LAYOUT) {
      throw new ForeignIndexException(
          leading + " is or leads to " + names + " (expected: an alias of one of " + slots + ")");
    }
    return found(name.group(), Objects.requireNonNull(all.get(name.group())));
  }

  private Found found(String name, IndexState index) {
    String incarnation = marker(index);
    boolean outdated = !slots.contains(name);
    if (incarnation == null || (!outdated && !fits(index))) {
      throw new ForeignIndexException(
          "the index "
              + name
              + (incarnation == null
                  ? " has no marker of Pedigree's"
                  : " has another mapping than Pedigree's"));
    }
    return new Found(name, incarnation, outdated);
  }

  /** One that the alias was taken from gets it back. */
  private @Nullable Found lost(Map<String, IndexState> all, @Nullable Found next) {
    for (String slot : slots) {
      IndexState index = all.get(slot);
      if (index != null && (next == null || !next.name.equals(slot))) {
        Found found = found(slot, index);
        elasticsearch.ask(
            client -> client.indices().putAlias(it -> it.index(slot).name(alias)).acknowledged());
        return found;
      }
    }
    return null;
  }

  private static @Nullable String marker(IndexState index) {
    JsonData marker =
        index.mappings() == null ? null : index.mappings().meta().getOrDefault(MARKER, null);
    return marker == null ? null : marker.to(String.class);
  }

  /** Whether every field that we write is there in our way. */
  private boolean fits(IndexState index) {
    Map<String, Property> theirs = Objects.requireNonNull(index.mappings()).properties();
    return mappings().properties().entrySet().stream()
        .allMatch(
            field -> {
              Property other = theirs.get(field.getKey());
              return other != null && other._kind() == field.getValue()._kind();
            });
  }

  private TypeMapping mappings() {
    return Objects.requireNonNull(definition.mappings());
  }

  /**
   * Makes an empty index behind {@code leading}; does nothing if somebody was faster: what he made
   * is looked at like any other.
   *
   * @throws UnavailableException if no slot is free
   */
  void create(String leading) {
    String slot = look().free();
    if (slot == null) {
      throw new UnavailableException(
          "both of " + slots + " are taken (expected: what was replaced is deleted in a moment)");
    }
    String incarnation = UUID.randomUUID().toString();
    try {
      elasticsearch.ask(
          client ->
              client
                  .indices()
                  .create(
                      it ->
                          it.index(slot)
                              .settings(definition.settings())
                              .mappings(
                                  mappings()
                                      .rebuild()
                                      .meta(MARKER, JsonData.of(incarnation))
                                      .build())
                              .aliases(leading, as -> as)));
    } catch (RefusedCallException e) {
      if (!"resource_already_exists_exception".equals(e.type())) {
        throw e;
      }
    }
  }

  /** From one moment to the next the alias leads to {@code next}; what it led to stays. */
  void replace(Found next) {
    elasticsearch.ask(
        client -> client.indices().refresh(it -> it.index(next.name)).shards().successful());
    elasticsearch.ask(
        client ->
            client
                .indices()
                .updateAliases(
                    it ->
                        it.actions(
                                act ->
                                    act.remove(
                                        a ->
                                            a.index(alias + ANY_LAYOUT)
                                                .alias(alias)
                                                .mustExist(false)))
                            .actions(act -> act.remove(a -> a.index(next.name).alias(nextAlias())))
                            .actions(act -> act.add(a -> a.index(next.name).alias(alias))))
                .acknowledged());
  }
}
