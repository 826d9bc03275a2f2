package io.truthound.temporal;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the rooms of this module and what may enter each. */
@AnalyzeClasses(
    packages = "io.truthound.temporal",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class HouseTest {
  private static final String ROOT = "io.truthound.temporal";
  private static final String DUCKDB = ROOT + ".duckdb..";
  private static final String FETCH = ROOT + ".fetch..";
  private static final String ENGINE = ROOT + ".engine..";
  private static final String LISTENER = ROOT + ".listener..";
  private static final String METRICS = ROOT + ".metrics..";
  private static final String PLANNING = ROOT + ".planning..";
  private static final String READER = ROOT + ".reader..";
  private static final String STATE = ROOT + ".state..";
  private static final String STORAGE = ROOT + ".storage..";

  @ArchTest
  static final ArchRule formatsNeverSeeEachOther =
      slices().matching(ROOT + ".reader.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule storesNeverSeeEachOther =
      slices()
          .matching(ROOT + ".storage.(*)..")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule enginesNeverSeeEachOther =
      slices().matching(ROOT + ".engine.(*)..").should().notDependOnEachOther();

  /** What they read and write with needs a JVM that was started with a flag. */
  @ArchTest
  static final ArchRule onlyWhereArrowIsHandedOverAreArrowsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".engine", ROOT + ".engine.arrow", ROOT + ".storage")
          .and()
          .doNotHaveSimpleName("ArrowDatasets")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.arrow.vector..", "org.apache.arrow.memory..", "org.apache.arrow.c..");

  @ArchTest
  static final ArchRule aRoomKnowsNoneOfTheFormatsThatMeetInIt =
      knowsNot(ROOT + ".reader", ROOT + ".reader.*..");

  @ArchTest
  static final ArchRule aStoreKnowsNoneOfItsKinds =
      knowsNot(ROOT + ".storage", ROOT + ".storage.*..");

  @ArchTest
  static final ArchRule theDoorOfEnginesKnowsNoEngine =
      knowsNot(ROOT + ".engine", ROOT + ".engine.*..", READER, DUCKDB);

  @ArchTest
  static final ArchRule enginesKnowNoStorageAndNoPlanning = knowsNot(ENGINE, STORAGE, PLANNING);

  @ArchTest static final ArchRule anEngineKnowsNoFormat = knowsNot(ENGINE, ROOT + ".reader.*..");

  @ArchTest
  static final ArchRule readersKnowNoStorageNoPlanningAndNoEngine =
      knowsNot(READER, STORAGE, PLANNING, ROOT + ".engine.*..");

  @ArchTest
  static final ArchRule duckDbKnowsOnlyTypesAndTheWatch =
      knowsNot(DUCKDB, STORAGE, PLANNING, READER, ROOT + ".engine.*..", ROOT + ".plan..");

  @ArchTest
  static final ArchRule storageKnowsNoData =
      knowsNot(STORAGE, DUCKDB, READER, ENGINE, PLANNING, STATE);

  @ArchTest
  static final ArchRule whoFetchesKnowsNoDataAndNoKindOfStore =
      knowsNot(
          FETCH,
          DUCKDB,
          ROOT + ".engine.*..",
          PLANNING,
          STATE,
          ROOT + ".storage.*..",
          "io.temporal..");

  @ArchTest
  static final ArchRule readersAndEnginesAreGivenWhatIsFetched =
      knowsNot(new String[] {READER, ENGINE, DUCKDB, STATE, STORAGE}, FETCH);

  @ArchTest
  static final ArchRule onlyTheirRoomKnowsAmazonsLibraries =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".storage.s3..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..");

  @ArchTest
  static final ArchRule statesKnowNotWhereTheyComeFrom =
      knowsNot(STATE, DUCKDB, READER, ENGINE, PLANNING, STORAGE);

  @ArchTest
  static final ArchRule planningKnowsNoEngineNoFormatAndNoKindOfStore =
      knowsNot(PLANNING, ROOT + ".engine.*..", ROOT + ".reader.*..", ROOT + ".storage.*..", DUCKDB);

  @ArchTest
  static final ArchRule whatAWorkerTellsKnowsNobodyWhoWorks =
      knowsNot(LISTENER, METRICS, DUCKDB, ENGINE, PLANNING, READER, STATE, STORAGE);

  @ArchTest
  static final ArchRule metersKnowOnlyWhatAWorkerTells =
      knowsNot(
          METRICS,
          DUCKDB,
          ENGINE,
          PLANNING,
          READER,
          STATE,
          STORAGE,
          ROOT + ".workflow..",
          ROOT + ".client..",
          ROOT);

  @ArchTest
  static final ArchRule metersSeeOfTemporalOnlyItsReporter =
      noClasses()
          .that()
          .resideInAPackage(METRICS)
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.temporal..")
                  .and(resideOutsideOfPackage("io.temporal.common.reporter..")));

  @ArchTest
  static final ArchRule onlyMetersKnowMicrometer =
      knowsNot(
          new String[] {LISTENER, DUCKDB, ENGINE, PLANNING, READER, STATE, STORAGE},
          "io.micrometer..",
          "com.uber.m3..",
          METRICS);

  @ArchTest
  static final ArchRule nobodyButTheDoorTells =
      knowsNot(new String[] {DUCKDB, ENGINE, PLANNING, READER, STATE, STORAGE}, LISTENER);

  @ArchTest
  static final ArchRule onlyTheDoorSeesTemporal =
      noClasses()
          .that()
          .resideInAnyPackage(DUCKDB, ENGINE, LISTENER, PLANNING, READER, STATE, STORAGE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..");

  @ArchTest
  static final ArchRule onlyTheDoorKnowsTheWorkflow =
      knowsNot(
          new String[] {DUCKDB, ENGINE, LISTENER, PLANNING, READER, STATE, STORAGE},
          ROOT + ".workflow..",
          ROOT);

  @ArchTest
  static final ArchRule onlyAStoreBringsAReaderForTheClient =
      knowsNot(
          new String[] {ROOT, DUCKDB, ENGINE, LISTENER, PLANNING, READER, STATE},
          ROOT + ".client..");

  @ArchTest
  static final ArchRule onlyTheScanSpeaksSql =
      noClasses()
          .that()
          .resideInAnyPackage(PLANNING, STATE, STORAGE, ROOT + ".engine")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.duckdb..");

  private static ArchRule knowsNot(String room, String... others) {
    return knowsNot(new String[] {room}, others);
  }

  private static ArchRule knowsNot(String[] rooms, String... others) {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
