package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stsbroker.sandbox.settings.SandboxSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code src/docs/sandbox.md} has every key of the section that the sandbox alone reads. */
class SandboxPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z\\[\\].]+)` \\|");
  private static final Pattern KNOWN =
      Pattern.compile("sandbox(?:\\.(\\S+))?\\.zz: unknown key \\(expected one of: (.+)\\)");

  @Test
  void keys_areThoseThatAreRead() throws IOException {
    Set<String> read = new TreeSet<>();
    JsonObject unknown =
        new JsonObject(
            """
            {"zz": 1, "accounts": [{"zz": 1, "users": [{"zz": 1}], "roles": [{"zz": 1}],
             "oidcProviders": [{"zz": 1}], "buckets": [{"zz": 1}]}]}
            """);
    Throwable problems = catchThrowable(() -> SandboxSettings.parse(unknown));
    for (String problem : String.valueOf(problems.getMessage()).lines().toList()) {
      Matcher known = KNOWN.matcher(problem);
      if (known.matches()) {
        String place = known.group(1) == null ? "" : known.group(1).replace("[0]", "[]") + ".";
        Stream.of(known.group(2).split(", ")).map(place::concat).forEach(read::add);
      }
    }
    // What other keys are in has no row of its own.
    read.removeIf(key -> read.stream().anyMatch(other -> other.startsWith(key + "[]")));

    String page = Files.readString(Pages.FOLDER.resolve("sandbox.md"));
    assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(read)
        .hasSizeGreaterThan(20);
  }

  @Test
  void example_isTheOneThatIsRun() throws IOException {
    String page = Files.readString(Pages.FOLDER.resolve("sandbox.md"));
    String source =
        Files.readString(Path.of("src/test/java/dev/stsbroker/docs/SandboxExampleTest.java"));
    String run = source.substring(source.indexOf("class SandboxExampleTest {"));
    assertThat(page).contains("```java\n" + run + "```\n");
  }
}
