package dev.stsbroker.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every type and room has javadoc whose first sentence defines it: one that begins like a question
 * ("How a lease fares.") leaves the reader to find out what the type is.
 */
class FirstSentenceTest {
  private static final Path MAIN = Path.of("src/main");
  private static final Pattern QUESTION =
      Pattern.compile("(What|How|Whether|Who|Whom|Whose|Why|Where|When|Which|Told)\\b.*");

  /** Javadoc, perhaps annotations, then a type at the left margin or the package. */
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "(?ms)^/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:^@(?:(?!^\\S).)*(?:^\\}?\\)\\s*)?)*"
              + "^(?:(?:public|final|abstract|sealed|non-sealed) )*"
              + "(?:class|interface|record|enum|@interface|package) ");

  @Test
  void types_areDefinedByTheirFirstSentence() throws IOException {
    List<String> wrong = new ArrayList<>();
    int read = 0;
    try (Stream<Path> files = Files.walk(MAIN)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
        read++;
        problem(Files.readString(file)).ifPresent(what -> wrong.add(file + ": " + what));
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(read).isGreaterThan(200);
  }

  @Test
  void sentencesThatDefineNothing_areFound() {
    assertThat(problem("/** How a lease fares. */\nfinal class Lease {}\n")).isPresent();
    assertThat(problem("/**\n * What rooms share.\n */\n@NullMarked\npackage room;\n")).isPresent();
    assertThat(problem("final class Lease {}\n")).contains("no javadoc");
    assertThat(problem("/** The state of a lease. */\npublic record State(int a) {}\n")).isEmpty();
    assertThat(problem("/** Runs it. */\n@Command(\n    name = \"a\")\nfinal class Run {}\n"))
        .isEmpty();
  }

  private static Optional<String> problem(String source) {
    Matcher documented = DOCUMENTED.matcher(source);
    if (!documented.find()) {
      return Optional.of("no javadoc");
    }
    String text = documented.group(1).replaceAll("(?m)^ \\* ?", "").replaceAll("\\s+", " ").strip();
    return QUESTION.matcher(text).matches() ? Optional.of(text) : Optional.empty();
  }
}
