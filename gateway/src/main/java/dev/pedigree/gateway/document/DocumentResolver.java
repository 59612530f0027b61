package dev.pedigree.gateway.document;

import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.error.RefusedException;
import dev.pedigree.gateway.error.Shown;
import dev.pedigree.graph.recording.ErrorCode;
import graphql.ExecutionResult;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds the document that a request means: by {@code documentId} on the list of trusted ones, by
 * {@code extensions.persistedQuery} there or among those that were sent before (Apollo's automatic
 * persisted queries), or in the request itself.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DocumentResolver implements WebGraphQlInterceptor {
  private static final String PERSISTED = "persistedQuery";
  private static final String HASH = "extensions.persistedQuery.sha256Hash";
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** Clients of Apollo look for this message. */
  private static final String NOT_FOUND = "PersistedQueryNotFound";

  private final TrustedDocuments trusted;
  private final PersistedQueries persisted;

  DocumentResolver(TrustedDocuments trusted, PersistedQueries persisted) {
    this.trusted = trusted;
    this.persisted = persisted;
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Resolved document;
    try {
      document = resolve(request);
    } catch (RefusedException e) {
      return Mono.just(refused(request, e));
    }
    request.configureExecutionInput(
        (input, change) -> {
          if (document.added != null) {
            change.graphQLContext(context -> context.put(NewDocument.class, document.added));
          }
          return change.query(document.text).build();
        });
    return chain.next(request);
  }

  private Resolved resolve(WebGraphQlRequest request) {
    String sent = request.getDocument();
    String text = sent.equals(DocumentId.NO_DOCUMENT) ? "" : sent;
    Map<?, ?> persistedQuery = persistedQuery(request);
    String id = id(request, persistedQuery);
    Optional<String> known = id == null ? Optional.empty() : trusted.document(id);
    if (known.isPresent()) {
      if (!text.isEmpty() && !text.equals(known.get())) {
        throw mismatch(Objects.requireNonNull(id));
      }
      return new Resolved(known.get(), null);
    }
    if (!trusted.allows(text)) {
      throw untrusted(id);
    }
    if (persistedQuery != null) {
      return automatic(text, persistedQuery);
    }
    if (text.isEmpty() && id != null) {
      throw new RefusedException(
          ErrorCode.PERSISTED_QUERY_NOT_FOUND,
          "documentId: " + Shown.text(id) + " (expected: one of the trusted documents' ids)",
          "documentId");
    }
    return new Resolved(text, null);
  }

  private static @Nullable Map<?, ?> persistedQuery(WebGraphQlRequest request) {
    Object given = request.getExtensions().get(PERSISTED);
    if (given == null || given instanceof Map<?, ?>) {
      return (Map<?, ?>) given;
    }
    throw RefusedException.invalid(
        "extensions.persistedQuery", Shown.value(given), "an object with version and sha256Hash");
  }

  private static @Nullable String id(
      WebGraphQlRequest request, @Nullable Map<?, ?> persistedQuery) {
    String id = DocumentId.of(request.getExtensions());
    if (id != null) {
      return id;
    }
    return persistedQuery != null && persistedQuery.get("sha256Hash") instanceof String hash
        ? hash
        : null;
  }

  private Resolved automatic(String text, Map<?, ?> persistedQuery) {
    Object version = persistedQuery.get("version");
    if (!Objects.equals(version, 1)) {
      throw RefusedException.invalid(
          "extensions.persistedQuery.version", Shown.value(version), "1");
    }
    Object given = persistedQuery.get("sha256Hash");
    if (!(given instanceof String hash) || !SHA_256.matcher(hash).matches()) {
      throw RefusedException.invalid(HASH, Shown.value(given), "64 lower-case hexadecimal digits");
    }
    if (text.isEmpty()) {
      return persisted
          .document(hash)
          .map(it -> new Resolved(it, null))
          .orElseThrow(
              () -> new RefusedException(ErrorCode.PERSISTED_QUERY_NOT_FOUND, NOT_FOUND, HASH));
    }
    if (!PersistedQueries.hash(text).equals(hash)) {
      throw mismatch(hash);
    }
    return new Resolved(text, new NewDocument(persisted, hash, text));
  }

  private static RefusedException mismatch(String id) {
    return new RefusedException(
        ErrorCode.INVALID_VALUE,
        "query: not the document of " + Shown.text(id) + " (expected: that one, or none)",
        "query");
  }

  private RefusedException untrusted(@Nullable String id) {
    return new RefusedException(
        ErrorCode.UNTRUSTED_DOCUMENT,
        (id == null ? "query: not a trusted document" : Shown.text(id) + ": no trusted document")
            + " (expected: one of the "
            + trusted.size()
            + " in pedigree.graphql.trusted-documents; nothing else is answered, neither"
            + " introspection nor what is typed into GraphiQL)",
        id == null ? "query" : null);
  }

  private static WebGraphQlResponse refused(WebGraphQlRequest request, RefusedException e) {
    ExecutionResult result =
        ExecutionResult.newExecutionResult()
            .errors(e.refusals().stream().map(GraphQLErrors::of).toList())
            .build();
    return new WebGraphQlResponse(
        new DefaultExecutionGraphQlResponse(request.toExecutionInput(), result));
  }

  /**
   * A document.
   *
   * @param added null: there is nothing new about it
   */
  private record Resolved(String text, @Nullable NewDocument added) {}
}
