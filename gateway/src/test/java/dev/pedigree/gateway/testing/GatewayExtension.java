package dev.pedigree.gateway.testing;

import dev.pedigree.localstack.shared.SharedStack;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the gateway that a JVM's tests share, when the first of them asks for it. */
final class GatewayExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(GatewayExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Gateway.class || type == Sample.class || type == SecuredGateway.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == SecuredGateway.class) {
      return context
          .getRoot()
          .getStore(SPACE)
          .computeIfAbsent(
              SecuredGateway.class,
              _ -> SecuredGateway.start(SharedStack.ofThisRun().endpoints(true)),
              SecuredGateway.class);
    }
    Gateway gateway =
        context
            .getRoot()
            .getStore(SPACE)
            .computeIfAbsent(
                Gateway.class,
                _ -> Gateway.start(SharedStack.ofThisRun().endpoints(true)),
                Gateway.class);
    return parameter.getParameter().getType() == Gateway.class ? gateway : new Sample(gateway);
  }
}
