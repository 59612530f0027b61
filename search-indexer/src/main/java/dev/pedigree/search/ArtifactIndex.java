package dev.pedigree.search;

import co.elastic.clients.elasticsearch._types.mapping.Property;
import co.elastic.clients.elasticsearch.indices.CreateIndexRequest;
import co.elastic.clients.elasticsearch.indices.IndexState;
import co.elastic.clients.json.JsonData;
import dev.pedigree.graph.cassandra.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index behind the alias: made where it is absent, recognised by a marker in its mapping, left
 * alone where it is somebody else's. Safe for many threads.
 *
 * <p>Each index that is made gets an id of its own, its incarnation. What is said of one
 * incarnation, such as a watermark, means nothing to the next.
 */
final class ArtifactIndex {
  private static final String LAYOUT = "-v1";
  private static final String RESOURCE = "/pedigree/search/artifacts-v1.json";
  private static final String MARKER = "pedigree-incarnation";

  private final Elasticsearch elasticsearch;
  private final String alias;
  private final CreateIndexRequest definition;

  ArtifactIndex(Elasticsearch elasticsearch, String alias) {
    this.elasticsearch = elasticsearch;
    this.alias = alias;
    this.definition =
        CreateIndexRequest.of(it -> it.index(alias + LAYOUT).withJson(new StringReader(layout())));
  }

  private static String layout() {
    try (InputStream in = ArtifactIndex.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Under this name it is read and written, never under its own. */
  String alias() {
    return alias;
  }

  /** The name of the index itself. */
  String name() {
    return alias + LAYOUT;
  }

  /** Makes it where it is absent. Its incarnation. */
  String prepare() {
    Optional<String> found = incarnation();
    if (found.isPresent()) {
      return found.get();
    }
    create();
    return require();
  }

  private void create() {
    String incarnation = UUID.randomUUID().toString();
    try {
      elasticsearch.ask(
          client ->
              client
                  .indices()
                  .create(
                      it ->
                          it.index(name())
                              .settings(definition.settings())
                              .mappings(
                                  Objects.requireNonNull(definition.mappings())
                                      .rebuild()
                                      .meta(MARKER, JsonData.of(incarnation))
                                      .build())
                              .aliases(alias, as -> as)));
    } catch (RefusedCallException e) {
      // Somebody was faster: what he made is looked at like any other.
      if (!"resource_already_exists_exception".equals(e.type())) {
        throw e;
      }
    }
  }

  /**
   * The incarnation of the index that is there.
   *
   * @throws UnavailableException if there is none
   */
  String require() {
    return incarnation()
        .orElseThrow(() -> new UnavailableException("the index " + name() + " is not there"));
  }

  /**
   * The incarnation of the index that is there; empty: there is none.
   *
   * @throws ForeignIndexException if what is there is not ours
   */
  Optional<String> incarnation() {
    Map<String, IndexState> found =
        elasticsearch.ask(
            client ->
                client
                    .indices()
                    .get(it -> it.index(alias, name()).ignoreUnavailable(true))
                    .result());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    IndexState own = found.get(name());
    if (own == null || found.size() > 1) {
      throw new ForeignIndexException(
          alias + " is or leads to " + found.keySet() + " (expected: an alias of " + name() + ")");
    }
    String incarnation = marker(own);
    if (incarnation == null || !fits(own)) {
      throw new ForeignIndexException(
          "the index "
              + name()
              + (incarnation == null
                  ? " has no marker of Pedigree's"
                  : " has another mapping than Pedigree's"));
    }
    if (!own.aliases().containsKey(alias)) {
      elasticsearch.ask(
          client -> client.indices().putAlias(it -> it.index(name()).name(alias)).acknowledged());
    }
    return Optional.of(incarnation);
  }

  private static @Nullable String marker(IndexState index) {
    JsonData marker =
        index.mappings() == null ? null : index.mappings().meta().getOrDefault(MARKER, null);
    return marker == null ? null : marker.to(String.class);
  }

  /** Whether every field that we write is there in our way. */
  private boolean fits(IndexState index) {
    Map<String, Property> theirs = Objects.requireNonNull(index.mappings()).properties();
    return Objects.requireNonNull(definition.mappings()).properties().entrySet().stream()
        .allMatch(
            field -> {
              Property other = theirs.get(field.getKey());
              return other != null && other._kind() == field.getValue()._kind();
            });
  }

  /** Lets searches see all that was written. */
  void refresh() {
    elasticsearch.ask(client -> client.indices().refresh(it -> it.index(alias)));
  }
}
