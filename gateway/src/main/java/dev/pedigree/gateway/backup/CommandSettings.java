package dev.pedigree.gateway.backup;

import dev.pedigree.graph.cassandra.CassandraSettings;
import dev.pedigree.search.process.CassandraProperties;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;

/** Where Cassandra is, as a gateway is told: by arguments, environment and files. */
final class CommandSettings {
  private static final String PREFIX = "pedigree.cassandra";

  private CommandSettings() {}

  /**
   * Reads them.
   *
   * @param arguments each {@code --name=value}
   * @throws IllegalArgumentException if one cannot be right
   */
  static CassandraSettings read(List<String> arguments) {
    SpringApplication application = new SpringApplication(CommandSettings.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    try (ConfigurableApplicationContext context =
        application.run(arguments.toArray(String[]::new))) {
      return Binder.get(context.getEnvironment())
          .bindOrCreate(PREFIX, CassandraProperties.class)
          .settings();
    } catch (BindException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
