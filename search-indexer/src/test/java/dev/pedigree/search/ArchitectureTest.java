package dev.pedigree.search;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What this module may know of. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pedigree.search");

  @Test
  void importsNothingOfTheModuleAboveItNorOfOtherStores() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.pedigree.gateway..",
            "dev.pedigree.graph.topology..",
            "dev.pedigree.graph.replica..",
            "dev.pedigree.graph.propertygraph..",
            "com.datastax..",
            "org.janusgraph..")
        .check(CLASSES);
  }

  @Test
  void asksElasticsearchInOnePlace() {
    noClasses()
        .that()
        .doNotHaveSimpleName("Elasticsearch")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("RestClient")
        .check(CLASSES);
  }

  @Test
  void marksThePackage() {
    assertThat(CLASSES.getPackage("dev.pedigree.search").isAnnotatedWith(NullMarked.class))
        .isTrue();
  }
}
