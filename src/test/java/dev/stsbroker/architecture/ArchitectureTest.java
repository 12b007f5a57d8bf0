package dev.stsbroker.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.stsbroker.secret.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The house rules that a compiler does not hold. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(Rooms.BASE);

  /**
   * Classes that may take a secret out of its wrapping: to sign, to compare or to hand it to a
   * caller.
   */
  private static final Set<String> REVEALERS =
      Set.of(
          "sts.SdkSigner",
          "access.SecretDigest",
          "access.CallerSecrets",
          "source.key.CredentialsUriService",
          "http.contract.CredentialJson",
          "sink.SinkText",
          "cli.client.request.Broker",
          "cli.client.OutputFormat",
          "cli.client.JobEnvironment",
          "sandbox.rpc.RpcSignature",
          "sandbox.rpc.Acs3Signature",
          "sandbox.sts.StsService",
          "sandbox.oss.signature.SignatureV1",
          "sandbox.oss.signature.SignatureV2",
          "sandbox.oss.signature.SignatureV4",
          "sandbox.oss.signature.SignatureS3");

  @Test
  void rooms_importOnlyWhatTheTableSays_andAllOfIt() {
    Map<String, Set<String>> table = new TreeMap<>();
    Rooms.ARROWS.forEach((room, targets) -> table.put(room, new TreeSet<>(targets)));
    Map<String, Set<String>> arrows = arrows();
    System.out.println("rooms and their arrows");
    arrows.forEach((room, to) -> System.out.printf("  %-14s -> %s%n", room, String.join(" ", to)));
    assertThat(arrows).isEqualTo(table);
  }

  @Test
  void rooms_haveNoCycles() {
    slices().matching(Rooms.BASE + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void vendorSdk_isImportedByOneClass() {
    Set<String> importers =
        MAIN.stream()
            .filter(
                one ->
                    one.getDirectDependenciesFromSelf().stream()
                        .anyMatch(
                            to -> to.getTargetClass().getPackageName().startsWith("com.aliyun")))
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(importers).containsExactly("dev.stsbroker.sts.SdkSigner");
  }

  @Test
  void micrometer_isKnownToTelemetryAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.stsbroker.telemetry..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "io.prometheus..")
        .check(MAIN);
  }

  @Test
  void vertx_isUnknownToTheLowestRooms() {
    noClasses()
        .that()
        .resideInAnyPackage(packages("secret", "time", "policy", "credential", "event", "access"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(MAIN);
  }

  /** They start for every credential: each library they knew would be a part of that. */
  @Test
  void shortCommands_knowTheJdkAndPicocliAlone() {
    classes()
        .that()
        .resideInAPackage("dev.stsbroker.cli.client..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "jdk.net",
            "picocli..",
            "org.jspecify..",
            "dev.stsbroker.secret",
            "dev.stsbroker.text",
            "dev.stsbroker.io",
            "dev.stsbroker.cli.client..")
        .check(MAIN);
  }

  @Test
  void clocks_areReadByAdaptersAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("app", "cli"))
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(MAIN);
  }

  @Test
  void secrets_areRevealedByTheListedClassesAlone() {
    Set<String> revealers =
        MAIN.stream()
            .flatMap(one -> one.getMethodCallsFromSelf().stream())
            .filter(ArchitectureTest::reveals)
            .map(call -> Rooms.of(call.getOriginOwner().getName()).replaceAll("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(revealers).containsExactlyInAnyOrderElementsOf(REVEALERS);
  }

  @Test
  void secrets_areNeverPlainText() {
    fields()
        .that()
        .haveNameMatching("(?i).*(secret|password|securityToken)")
        .and()
        .doNotHaveModifier(com.tngtech.archunit.core.domain.JavaModifier.STATIC)
        .should()
        .notHaveRawType(String.class)
        .check(MAIN);
  }

  @Test
  void loggers_writeOneLine() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("dev.stsbroker.text.OneLine")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.slf4j.LoggerFactory")
        .check(MAIN);
  }

  @Test
  void sandbox_isReachedFromCommandsAlone() {
    noClasses()
        .that(are(describe("outside cli and sandbox", ArchitectureTest::outsideSandbox)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.stsbroker.sandbox..")
        .check(MAIN);
  }

  @Test
  void standardStreams_andExit_areCliAlone() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.stsbroker.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(MAIN);
  }

  @Test
  void threads_areMadeByAppAndCliAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(packages("app", "cli"))
        .and()
        // They set timers on their channels' own event loops, which Netty makes executors.
        .haveNameNotMatching(
            "dev\\.stsbroker\\.http\\.connection\\.(Connections|PipelinedTurns|(Connection|Accept)Guard).*")
        .should()
        .callConstructor(Thread.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ExecutorService.class)
        .check(MAIN);
  }

  @Test
  void classes_areFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .doNotHaveSimpleName("package-info")
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .orShould()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
        .orShould()
        .beEnums()
        .check(MAIN);
  }

  private static boolean reveals(JavaMethodCall call) {
    return call.getTargetOwner().isEquivalentTo(Secret.class) && call.getName().equals("reveal");
  }

  private static boolean outsideSandbox(JavaClass one) {
    return !resideInAPackage("dev.stsbroker.sandbox..").test(one)
        && !resideInAPackage("dev.stsbroker.cli..").test(one);
  }

  private static String[] packages(String... rooms) {
    return List.of(rooms).stream()
        .map(room -> "dev.stsbroker." + room + "..")
        .toArray(String[]::new);
  }

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass one : MAIN) {
      String from = Rooms.of(one.getPackageName());
      Set<String> targets = arrows.computeIfAbsent(from, absent -> new TreeSet<>());
      one.getDirectDependenciesFromSelf().stream()
          .map(to -> to.getTargetClass().getPackageName())
          .filter(name -> name.startsWith(Rooms.BASE))
          .map(Rooms::of)
          .filter(to -> !to.equals(from))
          .forEach(targets::add);
    }
    return arrows;
  }
}
