package dev.stsbroker.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.stsbroker.policy.preset.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code src/docs/policies.md} has every key that a preset's file can have, in table and example.
 */
class PresetsPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+(?:\\[]\\.[a-z]+)?)` \\|");
  private static final Pattern KNOWN =
      Pattern.compile("(?:(\\S+)\\.)?zz.*unknown element \\(expected: (.+)\\)");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)<!-- file: team-scratch.yaml -->\n```yaml\n(.*?)```");

  @Test
  void keys_areThoseThatAreRead() throws IOException {
    Set<String> read = new TreeSet<>();
    String unknown =
        "{\"zz\": 1, \"description\": \"d\", \"parameters\": [{\"zz\": 1}], \"policy\": {}}";
    Throwable problems = catchThrowable(() -> Preset.parse("p", unknown));
    for (String problem : String.valueOf(problems.getMessage()).lines().toList()) {
      Matcher known = KNOWN.matcher(problem);
      if (known.find()) {
        String place = known.group(1) == null ? "" : "parameters[].";
        Stream.of(known.group(2).split(", ")).map(place::concat).forEach(read::add);
      }
    }
    read.remove("parameters");

    String page = Files.readString(Pages.FOLDER.resolve("policies.md"));
    assertThat(ROW.matcher(page).results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(read)
        .hasSize(8);
    Matcher example = EXAMPLE.matcher(page);
    assertThat(example.find()).isTrue();
    assertThat(Stream.concat(read.stream(), Stream.of("$with", "$without")))
        .allMatch(key -> example.group(1).contains(key.replaceFirst(".*\\.", "") + ":"));
  }
}
