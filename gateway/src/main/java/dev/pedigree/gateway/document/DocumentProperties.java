package dev.pedigree.gateway.document;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator can set about documents, under {@code pedigree.graphql}.
 *
 * @param trustedDocuments a file with one JSON object: documents by their ids, as graphql-codegen
 *     writes them; null or empty: there is no list
 * @param trustedDocumentsOnly whether nothing else is answered
 * @param persistedQueries characters of all documents together that clients may refer to by their
 *     hashes, after they sent them once; a byte is a character
 */
@ConfigurationProperties("pedigree.graphql")
public record DocumentProperties(
    @Nullable Path trustedDocuments,
    @DefaultValue("false") boolean trustedDocumentsOnly,
    @DefaultValue("8MB") DataSize persistedQueries) {
  @Nullable Path file() {
    return trustedDocuments == null || trustedDocuments.toString().isEmpty()
        ? null
        : trustedDocuments;
  }
}
