package dev.stsbroker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.text.ConfigException;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.testing.PrivateFile;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What {@code check} says of every mistake in {@code mistakes.md}, word by word. */
class MistakesTest {
  private static final String TABLE = "mistakes.md";
  private static final String IDENTITIES = "identities:\n  default:\n    type: environment\n";
  private static final String PROFILES =
      "profiles:\n  reader:\n    roleArn: acs:ram::1234567890123456:role/r\n";

  private static final Pattern CASE =
      Pattern.compile("^### (.*)\n\n((?s:.*?))```text\n((?s:.*?))```$", Pattern.MULTILINE);
  private static final Pattern FILE =
      Pattern.compile("^```[a-z]+ (\\S+)\n((?s:.*?))```$", Pattern.MULTILINE);

  private static final CommandLine COMMANDS = Main.commands();
  private static final Vertx VERTX = VertxLifecycle.vertx();

  @TempDir Path folder;

  /**
   * A case.
   *
   * @param files their texts by name; the first is the configuration
   * @param said what is printed, problems first
   */
  record Mistake(String name, Map<String, String> files, List<String> said) {
    String config() {
      return files.keySet().iterator().next();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @AfterAll
  static void close() throws Exception {
    VertxLifecycle.await(VERTX.close());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void check_says(Mistake mistake) throws IOException {
    assertThat(said(mistake.files(), mistake.config())).isEqualTo(mistake.said());
  }

  @ParameterizedTest
  @MethodSource("corrected")
  void line_thatIsSaidToBeWritten_mendsWhatWasWrong(Mistake mistake) throws Exception {
    for (String message : mistake.said()) {
      if (message.contains(Correction.WRITE)) {
        Correction correction = Correction.of(message);
        Map<String, String> files = new LinkedHashMap<>(completed(mistake.files()));
        files.computeIfPresent(
            correction.file(),
            (name, text) -> correction.applied(text).replace("<dir>", folder.toString()));
        assertThat(files).isNotEqualTo(completed(mistake.files()));
        List<String> after = told(files, mistake.config());
        assertThat(after)
            .as("after %s in%n%s", correction, files.get(correction.file()))
            .noneMatch(correction::isOfTheSame);
      }
    }
  }

  @Test
  void table_hasManyMistakes_eachWithItsPlace() throws IOException {
    assertThat(mistakes()).hasSizeGreaterThan(270);
    assertThat(corrected()).hasSizeGreaterThan(110);
    assertThat(text().lines().filter(line -> line.startsWith("## "))).hasSizeGreaterThan(25);
    assertThat(mistakes().map(Mistake::said)).allMatch(said -> !said.isEmpty());
    assertThat(mistakes().flatMap(mistake -> mistake.said().stream()))
        .allMatch(line -> line.matches("(warning: )?[^ :]+:[1-9][0-9]*: .+"))
        .noneMatch(line -> line.contains("hunter2"));
  }

  /** The configuration, with what it needs beside what is wrong with it. */
  private static Map<String, String> completed(Map<String, String> files) {
    Map<String, String> completed = new LinkedHashMap<>(files);
    completed.computeIfPresent(
        "broker.yaml",
        (name, text) ->
            text.isBlank() || text.startsWith("- ")
                ? text
                : text
                    + (text.contains("identities:") ? "" : IDENTITIES)
                    + (text.contains("profiles:") ? "" : PROFILES));
    return completed;
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : completed(files).entrySet()) {
      PrivateFile.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** What is said of the configuration itself, read without a command and its Vert.x. */
  private List<String> told(Map<String, String> files, String config) throws Exception {
    write(files);
    try {
      return VertxLifecycle.await(ConfigFile.reader().load(VERTX, folder.resolve(config)))
          .warnings();
    } catch (ConfigException e) {
      return e.problems().stream().map(ConfigProblem::toString).toList();
    }
  }

  private List<String> said(Map<String, String> files, String config) throws IOException {
    write(files);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        COMMANDS
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute("check", "--config", folder.resolve(config).toString());
    assertThat(exit)
        .as("%s%s", err, out)
        .isEqualTo(err.toString().isEmpty() ? ExitCode.OK : ExitCode.WRONG_USAGE);
    return Stream.concat(
            err.toString().lines(),
            out.toString().lines().filter(line -> line.startsWith("warning: ")))
        .map(line -> line.replaceFirst("^(warning: )?" + Pattern.quote(folder + "/"), "$1"))
        .map(line -> line.replace(folder.toString(), "<dir>"))
        .toList();
  }

  static Stream<Mistake> corrected() throws IOException {
    return mistakes()
        .filter(mistake -> mistake.said().stream().anyMatch(it -> it.contains(Correction.WRITE)));
  }

  static Stream<Mistake> mistakes() throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    Matcher found = CASE.matcher(text());
    while (found.find()) {
      Map<String, String> files = new LinkedHashMap<>();
      FILE.matcher(found.group(2))
          .results()
          .forEach(file -> files.put(file.group(1), file.group(2)));
      mistakes.add(new Mistake(found.group(1), files, found.group(3).lines().toList()));
    }
    return mistakes.stream();
  }

  private static String text() throws IOException {
    try (InputStream stream = MistakesTest.class.getResourceAsStream(TABLE)) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
