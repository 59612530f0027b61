package dev.pedigree.localstack.junit;

import dev.pedigree.localstack.LocalStack.Endpoints;
import dev.pedigree.localstack.shared.SharedStack;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives tests what {@link WithLocalStack} asks for. */
final class LocalStackExtension implements BeforeAllCallback, ParameterResolver {
  @Override
  public void beforeAll(ExtensionContext context) {
    var _ = endpoints(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Endpoints.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return endpoints(context);
  }

  private static Endpoints endpoints(ExtensionContext context) {
    return SharedStack.ofThisRun().endpoints(wantsElasticsearch(context));
  }

  private static boolean wantsElasticsearch(ExtensionContext context) {
    return context.getEnclosingTestClasses().stream().anyMatch(LocalStackExtension::asksForIt)
        || asksForIt(context.getRequiredTestClass());
  }

  private static boolean asksForIt(Class<?> type) {
    return AnnotationSupport.findAnnotation(type, WithLocalStack.class)
        .map(WithLocalStack::elasticsearch)
        .orElse(false);
  }
}
