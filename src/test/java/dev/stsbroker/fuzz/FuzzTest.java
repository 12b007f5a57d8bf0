package dev.stsbroker.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strangers can send, by a fuzzer that is guided by coverage (Jazzer, in a process of its
 * own). Every test run holds the inputs below {@code src/test/resources/dev/stsbroker/fuzz}, among
 * them all that once found a fault, and fuzzes all targets together for a minute from a fixed seed.
 * For a long run, of each target for so many seconds:
 *
 * <pre>{@code
 * mvn -B test -Dclients.skip=true -Dtest=FuzzTest -Dfuzz.seconds=600 [-Dfuzz.target=PolicyFuzz]
 * }</pre>
 *
 * <p>What it finds is printed and kept in {@code target/fuzz/<target>/}: mend it and add it to the
 * inputs under a name that says what it was.
 */
class FuzzTest {
  private static final Path INPUTS = Path.of("src/test/resources/dev/stsbroker/fuzz");
  private static final Path WORK = Path.of("target/fuzz");
  private static final int LONG_SECONDS = Integer.getInteger("fuzz.seconds", 0);
  private static final String ONLY = System.getProperty("fuzz.target", "");

  /** A minute on two cores, whichever comes first: a busy machine has fewer runs and no failure. */
  private static final List<String> SHORT = List.of("-runs=60000", "-max_total_time=60");

  /** Jazzer's own detectors, of what is no fault here: the targets say what is one. */
  private static final List<String> OTHERS_FINDINGS =
      Stream.of(
              "BigDecimal",
              "ClojureLangHooks",
              "Deserialization",
              "ExpressionLanguageInjection",
              "FilePathTraversal",
              "LdapInjection",
              "NamingContextLookup",
              "OsCommandInjection",
              "ReflectiveCall",
              "RegexInjection",
              "RegexRoadblocks",
              "ScriptEngineInjection",
              "ServerSideRequestForgery",
              "SqlInjection",
              "TemplateInjection",
              "UnsafeSanitizer",
              "XPathInjection",
              "XmlParserSsrfGuidance")
          .map(name -> "com.code_intelligence.jazzer.sanitizers." + name)
          .toList();

  static Stream<Class<?>> targets() {
    return EveryFuzz.TARGETS.stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void inputs_areWhatTheyWere(Class<?> target) throws Exception {
    Map<String, byte[]> inputs = inputs(target);
    assertThat(inputs).isNotEmpty();
    for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
      try {
        EveryFuzz.run(EveryFuzz.TARGETS.indexOf(target), input.getValue());
      } catch (Throwable e) {
        throw new AssertionError(target.getSimpleName() + "/" + input.getKey(), e);
      }
    }
  }

  @Test
  void fuzzing_findsNothing() throws Exception {
    if (LONG_SECONDS > 0) {
      for (Class<?> target : EveryFuzz.TARGETS) {
        if (ONLY.isEmpty() || target.getSimpleName().equals(ONLY)) {
          Path folder = fresh(WORK.resolve(target.getSimpleName()));
          copy(target, "", folder);
          fuzz(target, folder, List.of("-max_total_time=" + LONG_SECONDS), LONG_SECONDS);
        }
      }
      return;
    }
    Path folder = fresh(WORK.resolve(EveryFuzz.class.getSimpleName()));
    for (Class<?> target : EveryFuzz.TARGETS) {
      copy(target, Character.toString((char) EveryFuzz.TARGETS.indexOf(target)), folder);
    }
    fuzz(EveryFuzz.class, folder, SHORT, 0);
  }

  private static void fuzz(Class<?> target, Path inputs, List<String> options, int seconds)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=off");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=dev.stsbroker.**");
    command.add(
        "--instrumentation_excludes="
            + "dev.stsbroker.sandbox.**:dev.stsbroker.fuzz.**:dev.stsbroker.testing.**");
    command.add("--custom_hook_includes=dev.stsbroker.**");
    command.add("--disabled_hooks=" + String.join(":", OTHERS_FINDINGS));
    command.add("--reproducer_path=" + inputs);
    command.addAll(List.of("-artifact_prefix=" + inputs + "/", "-seed=1", "-timeout=120"));
    if (seconds == 0) {
      // Most of a short run would be spent in the second compiler.
      command.add(1, "-XX:TieredStopAtLevel=1");
    }
    command.addAll(options);
    command.add(inputs.resolve("inputs").toString());
    Path log = inputs.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(seconds + 300L, TimeUnit.SECONDS)).as("it ends").isTrue();
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - 60), lines.size());
      assertThat(process.exitValue()).as(String.join("\n", last)).isZero();
      lines.stream()
          .filter(line -> line.startsWith("Done "))
          .forEach(line -> System.out.printf("%s: %s%n", target.getSimpleName(), line));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path fresh(Path folder) throws IOException {
    Path inputs = folder.resolve("inputs");
    Files.createDirectories(inputs);
    try (Stream<Path> old = Files.list(inputs)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  private static void copy(Class<?> target, String prefix, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> input : inputs(target).entrySet()) {
      byte[] bytes = new byte[prefix.length() + input.getValue().length];
      for (int i = 0; i < prefix.length(); i++) {
        bytes[i] = (byte) prefix.charAt(i);
      }
      System.arraycopy(input.getValue(), 0, bytes, prefix.length(), input.getValue().length);
      Files.write(
          folder.resolve("inputs").resolve(target.getSimpleName() + "-" + input.getKey()), bytes);
    }
  }

  private static Map<String, byte[]> inputs(Class<?> target) throws IOException {
    Map<String, byte[]> inputs = new TreeMap<>();
    try (Stream<Path> files = Files.list(INPUTS.resolve(target.getSimpleName()))) {
      for (Path file : files.toList()) {
        inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return inputs;
  }
}
