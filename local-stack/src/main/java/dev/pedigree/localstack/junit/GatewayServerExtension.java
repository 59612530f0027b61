package dev.pedigree.localstack.junit;

import dev.pedigree.localstack.GatewayServer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the gateway that a JVM's tests share, when the first of them asks for it. */
final class GatewayServerExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(GatewayServerExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GatewayServer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent(
            GatewayOfThisRun.class, _ -> GatewayOfThisRun.start(), GatewayOfThisRun.class)
        .server();
  }
}
