package io.truthound.temporal.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.truthound.temporal.engine.Engine;

@AnalyzeClasses(
    packages = "io.truthound.temporal",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String APP = "io.truthound.temporal.app..";

  @ArchTest
  static final ArchRule reachesTheBatchByItsDoorsOnly =
      noClasses()
          .that()
          .resideInAPackage(APP)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "io.truthound.temporal.workflow..",
                      "io.truthound.temporal.merge..",
                      "io.truthound.temporal.engine..",
                      "io.truthound.temporal.reader..",
                      "io.truthound.temporal.storage..",
                      "io.truthound.temporal.planning..",
                      "io.truthound.temporal.duckdb..")
                  // Whoever starts an embedded server may bring an engine.
                  .and(not(equivalentTo(Engine.class))));

  @ArchTest
  static final ArchRule knowsOnlyThePluginAndWhatIsStoredOfTheActivities =
      classes()
          .that()
          .resideInAPackage("io.truthound.temporal")
          .and()
          .doNotHaveSimpleName("TruthoundPlugin")
          .and()
          .doNotHaveSimpleName("StoredBaselines")
          .and()
          .doNotHaveSimpleName("StoredHistory")
          .and()
          .doNotHaveSimpleName("StoredArtifacts")
          .and()
          .doNotHaveFullyQualifiedName("io.truthound.temporal.StoredArtifacts$Listener")
          .and()
          .doNotHaveFullyQualifiedName("io.truthound.temporal.TruthoundPlugin$Builder")
          .should()
          .onlyHaveDependentClassesThat()
          .resideOutsideOfPackage(APP);

  @ArchTest
  static final ArchRule nobodyBelowKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(APP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(APP);

  @ArchTest
  static final ArchRule reportsAndRequestsKnowNoCommands =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.truthound.temporal.app.report..",
              "io.truthound.temporal.app.request..",
              "io.truthound.temporal.app.embedded..",
              "io.truthound.temporal.app.codecserver..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.truthound.temporal.app.command..");

  @ArchTest
  static final ArchRule theCodecServerKnowsNothingOfThisHouse =
      noClasses()
          .that()
          .resideInAPackage("io.truthound.temporal.app.codecserver..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.truthound..")
                  .and(not(resideInAnyPackage("io.truthound.temporal.app.codecserver.."))));

  @ArchTest
  static final ArchRule onlyCommandsSpeakPicocli =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.truthound.temporal.app.command..")
          .and()
          .resideInAPackage(APP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule whatServesMetersKnowsNeitherCommandsNorTemporal =
      noClasses()
          .that()
          .resideInAPackage("io.truthound.temporal.app.observe..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.temporal..", "io.truthound.temporal..")
                  .and(not(resideInAnyPackage("io.truthound.temporal.app.observe.."))));

  @ArchTest
  static final ArchRule onlyWhatServesMetersKnowsHowTheyAreWritten =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.truthound.temporal.app.observe..")
          .and()
          .resideInAPackage(APP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.prometheus..", "io.micrometer.prometheusmetrics..");

  @ArchTest
  static final ArchRule onlyServersListen =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.truthound.temporal.app.observe..", "io.truthound.temporal.app.codecserver..")
          .and()
          .resideInAPackage(APP)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.net.httpserver..");
}
