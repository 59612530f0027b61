package dev.pedigree.localstack.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class need a gateway that runs as it does in production: as a process of its
 * own, on a real Cassandra, and without search. A parameter of type {@code GatewayServer} is it.
 * All tests of a JVM share it and its keyspace, so each has to use a namespace of its own. Its jar
 * has to be built before.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(GatewayServerExtension.class)
public @interface WithGatewayServer {}
