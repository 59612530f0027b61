package dev.pedigree.gateway.testing;

import dev.pedigree.localstack.junit.WithLocalStack;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class ask a gateway on a real Cassandra and a real Elasticsearch: a parameter
 * of type {@link Gateway}. All tests of a JVM share it, so each names its artifacts by a {@link
 * Sample} of its own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@WithLocalStack(elasticsearch = true)
@ExtendWith(GatewayExtension.class)
public @interface WithGateway {}
