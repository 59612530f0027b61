package dev.pedigree.gateway.http;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * An import may pause: a client that waits for something keeps its connection for ten minutes. And
 * who asks a question and leaves is noticed. No body is a form, whatever its header says: curl
 * calls everything one, and what is read as a form is gone before a controller sees it.
 */
@Component
final class TomcatSettings implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final int UPLOAD_TIMEOUT_MILLIS = 600_000;

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextValves(new ConnectionWatch());
    factory.addConnectorCustomizers(
        connector -> {
          connector.setParseBodyMethods("");
          connector.setProperty("disableUploadTimeout", "false");
          connector.setProperty("connectionUploadTimeout", Integer.toString(UPLOAD_TIMEOUT_MILLIS));
        });
  }
}
