package dev.pedigree.graph;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** How the packages of this module may know of each other. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.pedigree.graph");

  @Test
  void hasNoPackageCycles() {
    slices().matching("dev.pedigree.graph.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void keepsJanusGraphInOnePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.pedigree.graph.propertygraph")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.janusgraph..", "org.apache.tinkerpop..")
        .check(CLASSES);
  }

  @Test
  void keepsTheCassandraDriverAwayFromWhatJudgesAndAsks() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.pedigree.graph.artifact",
            "dev.pedigree.graph.caller",
            "dev.pedigree.graph.topology",
            "dev.pedigree.graph.lineage",
            "dev.pedigree.graph.recording",
            "dev.pedigree.graph.replica")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.datastax..")
        .check(CLASSES);
  }

  @Test
  void importsNothingOfTheModulesAboveIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.pedigree.gateway..", "dev.pedigree.search..")
        .check(CLASSES);
  }

  @Test
  void marksEveryPackageAsNullMarked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(type -> type.getPackage())
            .distinct()
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).isEmpty();
  }
}
