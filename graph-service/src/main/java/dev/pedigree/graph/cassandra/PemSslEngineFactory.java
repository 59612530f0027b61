package dev.pedigree.graph.cassandra;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * TLS from files in PEM, for the driver, which makes it by its name and knows stores of keys alone.
 * Addresses are verified as they are: nobody is asked what they are called.
 */
public final class PemSslEngineFactory implements SslEngineFactory {
  private final Tls tls;

  /** Made by the driver; what it needs is in the configuration. */
  public PemSslEngineFactory(DriverContext context) {
    DriverExecutionProfile options = context.getConfig().getDefaultProfile();
    this.tls =
        new Tls(
            Path.of(options.getString(TlsOption.CA_CERTIFICATE)),
            path(options, TlsOption.CLIENT_CERTIFICATE),
            path(options, TlsOption.CLIENT_KEY),
            options.getBoolean(TlsOption.HOSTNAME_VERIFICATION));
  }

  private static @Nullable Path path(DriverExecutionProfile options, TlsOption option) {
    return options.isDefined(option) ? Path.of(options.getString(option)) : null;
  }

  @Override
  public SSLEngine newSslEngine(EndPoint remoteEndpoint) {
    SslContext context = tls.context();
    return remoteEndpoint.resolve() instanceof InetSocketAddress address
        ? context.newEngine(ByteBufAllocator.DEFAULT, address.getHostString(), address.getPort())
        : context.newEngine(ByteBufAllocator.DEFAULT);
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}
