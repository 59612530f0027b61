package dev.pedigree.gateway.security;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Without authentication the gateway listens on loopback, or not at all: that is decided before
 * anything is opened.
 */
@Component
final class ListeningRule implements BeanFactoryPostProcessor, EnvironmentAware {
  private static final String TOKENS = "spring.security.oauth2.resourceserver.jwt.";
  private static final List<String> KEYS =
      List.of("issuer-uri", "jwk-set-uri", "public-key-location");

  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment given) {
    environment = given;
  }

  /**
   * Lets a start go on.
   *
   * @throws UnprotectedAddressException if others could ask, and nobody would know who they are
   */
  @Override
  public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
    Environment settings = Objects.requireNonNull(environment);
    if (KEYS.stream().map(TOKENS::concat).noneMatch(key -> isSet(key, settings))) {
      check("server.address", settings);
      if (settings.containsProperty("management.server.port")) {
        check("management.server.address", settings);
      }
    }
  }

  /** An empty one, as templates leave it behind, is like none: no token is verified with it. */
  private static boolean isSet(String property, Environment settings) {
    return !settings.getProperty(property, "").isBlank();
  }

  private static void check(String property, Environment settings) {
    @Nullable InetAddress address =
        Binder.get(settings).bind(property, InetAddress.class).orElse(null);
    if (address == null || !address.isLoopbackAddress()) {
      throw new UnprotectedAddressException(
          property, address == null ? "any" : address.getHostAddress());
    }
  }
}
