package dev.pedigree.schema;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String BASE = "dev.pedigree.schema";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching(BASE + ".(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(CLASSES)
        .isNotEmpty()
        .allMatch(it -> it.getPackage().isAnnotatedWith(NullMarked.class));
  }

  @Test
  void nothingButTheJdkAndGraphqlJavaIsUsed() {
    assertThat(CLASSES)
        .flatMap(it -> it.getDirectDependenciesFromSelf())
        .extracting(it -> it.getTargetClass().getBaseComponentType())
        .filteredOn(it -> !it.isPrimitive())
        .extracting(JavaClass::getPackageName)
        .allMatch(
            name ->
                name.startsWith(BASE)
                    || name.startsWith("java.")
                    || (name + ".").startsWith("graphql.")
                    || name.startsWith("org.jspecify."));
  }
}
