package dev.pedigree.gateway.operation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pedigree.gateway.document.NewDocument;
import dev.pedigree.gateway.error.GraphQLErrors;
import dev.pedigree.gateway.graph.GatewayProperties;
import dev.pedigree.gateway.watch.CacheMeter;
import dev.pedigree.graph.recording.ErrorCode;
import dev.pedigree.graph.recording.Refusal;
import graphql.ExecutionInput;
import graphql.GraphQLContext;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.parser.exceptions.ParseCancelledTooManyCharsException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.Optional;
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
          .recordStats()
          .build();

  private final DocumentLimits limits;

  Documents(GatewayProperties properties, MeterRegistry meters) {
    CacheMeter.register(
        meters, "documents", () -> known.stats().hitCount(), () -> known.stats().missCount());
    this.limits = new DocumentLimits(properties.limits());
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> read) {
    String text = Objects.requireNonNull(input.getQuery());
    PreparsedDocumentEntry document = known.getIfPresent(text);
    if (document == null) {
      document = read(text, input, read);
      if (!document.hasErrors() && text.length() <= LONGEST) {
        known.put(text, document);
      }
    }
    return CompletableFuture.completedFuture(
        document.hasErrors() ? document : valid(input, document));
  }

  private static PreparsedDocumentEntry valid(
      ExecutionInput input, PreparsedDocumentEntry document) {
    GraphQLContext context = input.getGraphQLContext();
    NewDocument added = context.get(NewDocument.class);
    if (added != null) {
      added.keep();
    }
    return Transport.refusal(context, document.getDocument(), input.getOperationName())
        .map(refusal -> new PreparsedDocumentEntry(GraphQLErrors.of(refusal)))
        .orElse(document);
  }

  private PreparsedDocumentEntry read(
      String text, ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> read) {
    try {
      Optional<Refusal> problem = limits.problem(Parser.parse(text));
      if (problem.isPresent()) {
        return new PreparsedDocumentEntry(GraphQLErrors.of(problem.get()));
      }
    } catch (ParseCancelledException
        | ParseCancelledTooDeepException
        | ParseCancelledTooManyCharsException e) {
      return new PreparsedDocumentEntry(GraphQLErrors.of(unreadable()));
    } catch (InvalidSyntaxException e) {
      // It is told with its place when it is read.
    }
    return read.apply(input);
  }

  private static Refusal unreadable() {
    ParserOptions most = ParserOptions.getDefaultParserOptions();
    return new Refusal(
        ErrorCode.TOO_LARGE,
        "the document: too large to be read (expected: at most %d characters, %d tokens and %d rules within each other)"
            .formatted(most.getMaxCharacters(), most.getMaxTokens(), most.getMaxRuleDepth()),
        null);
  }
}
