package dev.pedigree.gateway.document;

import dev.pedigree.gateway.error.JsonFailure;
import dev.pedigree.gateway.error.Shown;
import graphql.GraphQLError;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The documents of a file, which were looked at before the gateway was started. */
final class TrustedDocuments {
  private static final String SETTING = "pedigree.graphql.trusted-documents";

  private final @Nullable Path file;
  private final Map<String, String> documents;
  private final Set<String> texts;
  private final boolean only;

  private TrustedDocuments(@Nullable Path file, Map<String, String> documents, boolean only) {
    this.file = file;
    this.documents = Map.copyOf(documents);
    this.texts = Set.copyOf(documents.values());
    this.only = only;
  }

  /**
   * Reads a file.
   *
   * @param file null: none are trusted more than others
   * @param only whether nothing else is answered
   * @throws TrustedDocumentsException if it cannot be read, or is not documents by their ids
   */
  static TrustedDocuments read(@Nullable Path file, boolean only, JsonMapper json) {
    if (file == null) {
      if (only) {
        throw new TrustedDocumentsException(
            SETTING + "-only: true, and " + SETTING + ": none (expected: a file)");
      }
      return new TrustedDocuments(null, Map.of(), false);
    }
    Map<String, String> documents = new LinkedHashMap<>();
    tree(file, json)
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().isString()) {
                throw wrong(file, entry.getKey(), "no text (expected: a document)");
              }
              documents.put(DocumentId.plain(entry.getKey()), entry.getValue().asString());
            });
    return new TrustedDocuments(file, documents, only);
  }

  private static JsonNode tree(Path file, JsonMapper json) {
    try {
      JsonNode tree = json.readTree(Files.readString(file));
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException e) {
      throw new TrustedDocumentsException(file + ": cannot be read: " + e);
    } catch (JacksonException e) {
      throw new TrustedDocumentsException(file + ": malformed JSON: " + JsonFailure.reason(e));
    }
    throw new TrustedDocumentsException(
        file + ": no JSON object (expected: documents by their ids)");
  }

  /**
   * Holds all of them against the schema that they will ask.
   *
   * @throws TrustedDocumentsException if one does not parse, or asks for what is not there
   */
  void check(GraphQLSchema schema) {
    Path from = file;
    if (from != null) {
      documents.forEach((id, text) -> check(schema, from, id, text));
    }
  }

  private static void check(GraphQLSchema schema, Path file, String id, String text) {
    Document document;
    try {
      document = Parser.parse(text);
    } catch (InvalidSyntaxException e) {
      throw wrong(file, id, String.valueOf(e.getMessage()));
    }
    List<? extends GraphQLError> errors =
        new Validator().validateDocument(schema, document, Locale.ENGLISH);
    if (!errors.isEmpty()) {
      throw wrong(file, id, errors.getFirst().getMessage());
    }
  }

  private static TrustedDocumentsException wrong(Path file, String id, String what) {
    return new TrustedDocumentsException(file + ": " + Shown.text(id) + ": " + what);
  }

  /** The document of that id; empty: none on the list. */
  Optional<String> document(String id) {
    return Optional.ofNullable(documents.get(DocumentId.plain(id)));
  }

  /** Whether a document may be answered that was sent itself. */
  boolean allows(String text) {
    return !only || texts.contains(text);
  }

  /** Whether nothing else is answered. */
  boolean only() {
    return only;
  }

  int size() {
    return documents.size();
  }
}
