package dev.pedigree.localstack.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class need real servers. A parameter of type {@code LocalStack.Endpoints} says
 * where they answer: of a constructor, a test, or a method that runs before or after. All tests of
 * a Maven run share the servers, so each has to use a keyspace and an index of its own.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(LocalStackExtension.class)
public @interface WithLocalStack {
  /** Whether Elasticsearch is needed too; Cassandra always is. */
  boolean elasticsearch() default false;
}
