package dev.pedigree.gateway.document;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Component;

/** Stops a start with a list of which the schema cannot answer something. */
@Component
final class TrustedDocumentsCheck implements SmartInitializingSingleton {
  private final TrustedDocuments documents;
  private final GraphQlSource source;

  TrustedDocumentsCheck(TrustedDocuments documents, GraphQlSource source) {
    this.documents = documents;
    this.source = source;
  }

  @Override
  public void afterSingletonsInstantiated() {
    documents.check(source.schema());
  }
}
