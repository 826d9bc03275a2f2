package io.truthound.temporal;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Holds the rooms of this module, what may enter each, and what no deterministic room may hold. */
@AnalyzeClasses(
    packages = "io.truthound.temporal",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class HouseTest {
  private static final String ROOT = "io.truthound.temporal.";

  /** Every room but {@code client} and {@code codec}. */
  private static final String[] DETERMINISTIC = {
    room("config"),
    room("dataset"),
    room("rule"),
    room("plan"),
    room("result"),
    room("merge"),
    room("contract"),
    room("workflow")
  };

  @ArchTest
  static void everyClassLivesInARoom(JavaClasses classes) {
    Set<String> rooms = new TreeSet<>();
    classes.forEach(each -> rooms.add(each.getPackageName()));

    assertThat(rooms)
        .containsExactly(
            ROOT + "client",
            ROOT + "codec",
            ROOT + "config",
            ROOT + "contract",
            ROOT + "dataset",
            ROOT + "merge",
            ROOT + "plan",
            ROOT + "result",
            ROOT + "rule",
            ROOT + "workflow");
  }

  @ArchTest
  static final ArchRule nobodySeesTheClient =
      noClasses()
          .that()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(room("client"));

  @ArchTest
  static final ArchRule nobodyHereSeesTheCodec =
      noClasses()
          .that()
          .resideOutsideOfPackage(room("codec"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(room("codec"));

  @ArchTest static final ArchRule codec = enters("codec");
  @ArchTest static final ArchRule config = enters("config");
  @ArchTest static final ArchRule dataset = enters("dataset");
  @ArchTest static final ArchRule rule = enters("rule", "dataset");
  @ArchTest static final ArchRule result = enters("result", "config", "dataset", "rule");
  @ArchTest static final ArchRule plan = enters("plan", "config", "dataset", "rule", "result");

  @ArchTest
  static final ArchRule merge = enters("merge", "config", "dataset", "rule", "plan", "result");

  @ArchTest
  static final ArchRule contract =
      enters("contract", "config", "dataset", "rule", "plan", "result", "merge");

  @ArchTest
  static final ArchRule workflow =
      enters("workflow", "config", "dataset", "rule", "plan", "result", "merge", "contract");

  @ArchTest
  static final ArchRule theClientDoesNotReachIntoTheWorkflow =
      enters("client", "config", "dataset", "rule", "plan", "result", "merge", "contract");

  @ArchTest
  static final ArchRule onlyRoomsThatCrossTemporalSeeIt =
      noClasses()
          .that()
          .resideInAnyPackage(
              room("config"),
              room("dataset"),
              room("rule"),
              room("plan"),
              room("result"),
              room("merge"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.temporal..");

  @ArchTest
  static final ArchRule theContractIsAnnotationsOnly =
      classesOutside(
          "contract",
          "io.temporal..",
          "io.temporal.activity..",
          "io.temporal.workflow..",
          "io.temporal.common..");

  @ArchTest
  static final ArchRule theWorkflowHasNoClientOfTheServer =
      noClasses()
          .that()
          .resideInAPackage(room("workflow"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.temporal.client..", "io.temporal.serviceclient..", "io.temporal.worker..");

  @ArchTest
  static final ArchRule aServiceThatStartsChecksNeedsNothingElse =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.truthound.temporal..",
              "io.temporal..",
              "com.fasterxml.jackson..",
              "org.jspecify..",
              "org.slf4j..",
              // Temporal's client brings them.
              "io.grpc..",
              "io.micrometer..",
              "com.google.protobuf..",
              "javax.crypto..",
              "java..");

  @ArchTest
  static final ArchRule deterministicRoomsHaveNoThreads =
      deterministic()
          .should()
          .dependOnClassesThat(inPackages("java.util.concurrent").or(named(Thread.class)));

  @ArchTest
  static final ArchRule deterministicRoomsHaveNoFilesAndNoNetwork =
      deterministic()
          .should()
          .dependOnClassesThat(
              inPackages("java.nio.file", "java.nio.channels", "java.net", "java.sql")
                  .or(namedAmong("java.io.File", "java.io.FileInputStream", "java.io.FileReader")));

  @ArchTest
  static final ArchRule deterministicRoomsHaveNoClockAndNoChance =
      deterministic()
          .should()
          .accessTargetWhere(
              calls("java.lang.System", "currentTimeMillis", "nanoTime", "getenv", "getProperty")
                  .or(calls("java.lang.Math", "random"))
                  .or(calls("java.util.UUID", "randomUUID"))
                  .or(callsNowOf("java.time"))
                  .or(calls("java.util.Collections", "shuffle"))
                  .or(calls("java.util.Locale", "getDefault"))
                  .or(calls("java.util.TimeZone", "getDefault"))
                  .or(calls("java.time.ZoneId", "systemDefault")));

  @ArchTest
  static final ArchRule deterministicRoomsMakeNothingThatIsClockOrChance =
      deterministic()
          .should()
          .dependOnClassesThat(
              namedAmong(
                  "java.util.Random",
                  "java.util.SplittableRandom",
                  "java.security.SecureRandom",
                  "java.util.Date",
                  "java.util.Calendar",
                  "java.util.Timer",
                  "java.time.Clock"));

  @ArchTest
  static final ArchRule deterministicRoomsKeepAnOrder =
      deterministic()
          .should()
          .dependOnClassesThat(
              namedAmong(
                  "java.util.HashMap",
                  "java.util.HashSet",
                  "java.util.Hashtable",
                  "java.util.IdentityHashMap",
                  "java.util.WeakHashMap"));

  @ArchTest
  static final ArchRule deterministicRoomsCollectInAnOrder =
      deterministic()
          .should()
          .accessTargetWhere(
              calls("java.util.Map", "of", "ofEntries", "copyOf")
                  .or(calls("java.util.Set", "of", "copyOf"))
                  .or(
                      calls(
                          "java.util.stream.Collectors",
                          "toMap",
                          "toSet",
                          "groupingBy",
                          "partitioningBy",
                          "toUnmodifiableMap",
                          "toUnmodifiableSet",
                          "toConcurrentMap")));

  @ArchTest
  static final ArchRule identityHashesDecideNothing =
      deterministic().should().accessTargetWhere(calls("java.lang.System", "identityHashCode"));

  private static GivenClassesConjunction deterministic() {
    return noClasses().that().resideInAnyPackage(DETERMINISTIC);
  }

  /** What of this house may enter a room, besides itself. */
  private static ArchRule enters(String room, String... others) {
    List<String> open = new ArrayList<>(List.of(room(room)));
    List.of(others).forEach(other -> open.add(room(other)));
    return noClasses()
        .that()
        .resideInAPackage(room(room))
        .should()
        .dependOnClassesThat(
            inPackages("io.truthound")
                .and(JavaClass.Predicates.resideOutsideOfPackages(open.toArray(String[]::new))))
        .as("Into " + room + " come " + List.of(others));
  }

  private static ArchRule classesOutside(String room, String family, String... allowed) {
    return noClasses()
        .that()
        .resideInAPackage(room(room))
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(family)
                .and(JavaClass.Predicates.resideOutsideOfPackages(allowed)));
  }

  private static String room(String name) {
    return ROOT + name + "..";
  }

  private static DescribedPredicate<JavaClass> inPackages(String... packages) {
    String[] all = new String[packages.length];
    for (int at = 0; at < all.length; at++) {
      all[at] = packages[at] + "..";
    }
    return JavaClass.Predicates.resideInAnyPackage(all);
  }

  private static DescribedPredicate<JavaClass> named(Class<?> type) {
    return namedAmong(type.getName());
  }

  private static DescribedPredicate<JavaClass> namedAmong(String... names) {
    List<String> all = List.of(names);
    return DescribedPredicate.describe("one of " + all, type -> all.contains(type.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(String owner, String... methods) {
    List<String> all = List.of(methods);
    return DescribedPredicate.describe(
        owner + "." + all,
        access ->
            access.getTarget().getOwner().getName().equals(owner)
                && all.contains(access.getTarget().getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> callsNowOf(String packageName) {
    return DescribedPredicate.describe(
        "now() of " + packageName,
        access ->
            access.getTarget().getOwner().getPackageName().startsWith(packageName)
                && access.getTarget().getName().equals("now"));
  }
}
