package dev.pedigree.gateway.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * An import may pause: a client that waits for something keeps its connection for ten minutes. And
 * who asks a question and leaves is noticed.
 */
@Component
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final int UPLOAD_TIMEOUT_MILLIS = 600_000;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextValves(new ConnectionWatch());
    factory.addConnectorCustomizers(
        connector -> {
          connector.setProperty("disableUploadTimeout", "false");
          connector.setProperty("connectionUploadTimeout", Integer.toString(UPLOAD_TIMEOUT_MILLIS));
        });
  }
}
