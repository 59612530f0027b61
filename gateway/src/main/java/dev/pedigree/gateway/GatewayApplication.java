package dev.pedigree.gateway;

import dev.pedigree.commands.GatewayCommands;
import dev.pedigree.gateway.backup.BackupCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class GatewayApplication {
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
  private static final int CARRIERS_PER_PROCESSOR = 8;

  /**
   * Serves; or, if the first argument says so, backs up or restores the journal, or asks a gateway
   * that runs elsewhere.
   */
  public static void main(String[] args) {
    if (GatewayCommands.areAskedForBy(args)) {
      System.exit(GatewayCommands.run(args));
    }
    if (BackupCommand.isAskedBy(args)) {
      System.exit(BackupCommand.run(args));
    }
    shareProcessors();
    SpringApplication.run(GatewayApplication.class, args);
  }

  /**
   * A virtual thread that computes leaves its carrier to nobody. With more carriers than processors
   * the operating system shares these, so that short requests need not wait for long ones.
   */
  private static void shareProcessors() {
    if (System.getProperty(CARRIERS) == null) {
      int processors = Runtime.getRuntime().availableProcessors();
      System.setProperty(CARRIERS, Integer.toString(CARRIERS_PER_PROCESSOR * processors));
    }
  }
}
