package dev.pedigree.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String BASE = "dev.pedigree.gateway";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void hasNoPackageCycles() {
    slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void marksEveryPackage() {
    assertThat(classes.getPackage(BASE).getSubpackagesInTree())
        .filteredOn(it -> !it.getClasses().isEmpty())
        .allSatisfy(
            (JavaPackage it) ->
                assertThat(it.isAnnotatedWith(NullMarked.class)).as(it.getName()).isTrue());
  }

  @Test
  void keepsTheStoresBehindTheGraphService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.janusgraph..",
            "org.apache.tinkerpop..",
            "com.datastax..",
            "co.elastic..",
            "org.elasticsearch..",
            "dev.pedigree.graph.topology..",
            "dev.pedigree.graph.replica..",
            "dev.pedigree.graph.propertygraph..")
        .check(classes);
  }

  @Test
  void opensTheGraphServiceInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".graph")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("JournaledGraphService")
        .check(classes);
  }
}
