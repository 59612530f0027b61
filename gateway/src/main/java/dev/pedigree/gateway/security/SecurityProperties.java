package dev.pedigree.gateway.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator can set, under {@code pedigree.security}, beside where tokens come from: that is
 * {@code spring.security.oauth2.resourceserver.jwt}.
 *
 * @param nameClaim the claim that names the caller, as the journal has it
 * @param readClaim the claim that lists the namespaces that the caller may read; {@code *}: all
 * @param writeClaim likewise, may record and promote in
 * @param openMetrics whether {@code /actuator/prometheus} asks nobody for a token
 * @param corsOrigins whose pages may ask from a browser
 */
@ConfigurationProperties("pedigree.security")
public record SecurityProperties(
    @DefaultValue("sub") String nameClaim,
    @DefaultValue("read_namespaces") String readClaim,
    @DefaultValue("write_namespaces") String writeClaim,
    @DefaultValue("false") boolean openMetrics,
    @DefaultValue List<String> corsOrigins) {
  public SecurityProperties {
    corsOrigins = List.copyOf(corsOrigins);
  }
}
