package dev.pedigree.interop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What this module may know of. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pedigree.interop");

  @Test
  void knowsNothingOfHttpNorOfWhereThingsAreKept() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.pedigree.gateway..",
            "dev.pedigree.search..",
            "dev.pedigree.graph.topology..",
            "dev.pedigree.graph.replica..",
            "dev.pedigree.graph.cassandra..",
            "dev.pedigree.graph.service..",
            "org.springframework..",
            "com.datastax..")
        .check(CLASSES);
  }
}
