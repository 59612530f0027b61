package dev.pedigree.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.pedigree.client");

  @Test
  void knowsTheGatewayByItsSchemaAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.pedigree.gateway..", "dev.pedigree.graph..", "dev.pedigree.schema..")
        .check(CLASSES);
  }

  @Test
  void keepsTheHandWrittenOutOfTheGenerated() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.pedigree.client.types", "dev.pedigree.client.query")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.pedigree.client")
        .check(CLASSES);
  }
}
