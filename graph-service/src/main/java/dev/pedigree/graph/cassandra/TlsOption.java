package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.config.DriverOption;

/** What {@link PemSslEngineFactory} finds in the driver's configuration. */
enum TlsOption implements DriverOption {
  CA_CERTIFICATE("ca-certificate"),
  CLIENT_CERTIFICATE("client-certificate"),
  CLIENT_KEY("client-key"),
  HOSTNAME_VERIFICATION("hostname-verification");

  private static final String SECTION = "ssl-engine-factory.";

  private final String name;

  TlsOption(String name) {
    this.name = name;
  }

  @Override
  public String getPath() {
    return "advanced." + below();
  }

  /** Its path below {@code advanced}. */
  String below() {
    return SECTION + name;
  }
}
