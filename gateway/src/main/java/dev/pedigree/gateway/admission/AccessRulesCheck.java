package dev.pedigree.gateway.admission;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.stereotype.Component;

/** Stops a start with a schema whose roots have fields that nobody has decided about. */
@Component
final class AccessRulesCheck implements SmartInitializingSingleton {
  private final GraphQlSource source;

  AccessRulesCheck(GraphQlSource source) {
    this.source = source;
  }

  @Override
  public void afterSingletonsInstantiated() {
    new AccessRules().check(source.schema());
  }
}
