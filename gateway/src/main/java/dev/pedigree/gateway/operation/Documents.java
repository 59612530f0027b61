package dev.pedigree.gateway.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Keeps documents parsed and validated. What programs ask comes again and again, with other
 * variables; a document that holds its values itself does not, and may be large.
 */
@Component
final class Documents implements PreparsedDocumentProvider {
  private static final int LONGEST = 16_384;
  private static final int MOST_CHARACTERS = 500_000;

  private final Cache<String, PreparsedDocumentEntry> known =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((String text, PreparsedDocumentEntry _) -> text.length())
          .build();

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> read) {
    String text = Objects.requireNonNull(input.getQuery());
    PreparsedDocumentEntry document = known.getIfPresent(text);
    if (document == null) {
      document = read.apply(input);
      if (!document.hasErrors() && text.length() <= LONGEST) {
        known.put(text, document);
      }
    }
    return CompletableFuture.completedFuture(document);
  }
}
