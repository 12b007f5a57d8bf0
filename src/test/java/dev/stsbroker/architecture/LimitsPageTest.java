package dev.stsbroker.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code src/docs/limits.md} to the code: its numbers are those of the constants it names.
 */
class LimitsPageTest {
  private static final Path PAGE = Path.of("src/docs/limits.md");
  private static final int COLUMNS = 6;
  private static final long KIB = 1024;

  private record Row(String what, String bound, List<String> constants) {}

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| ") && !line.startsWith("| what |")) {
        String[] cells = line.substring(1, line.length() - 1).split("\\|", -1);
        assertThat(cells).as(line).hasSize(COLUMNS);
        List<String> constants =
            Pattern.compile("`([^`]+)`")
                .matcher(cells[COLUMNS - 1])
                .results()
                .map(found -> found.group(1))
                .toList();
        rows.add(new Row(cells[0].strip(), cells[1].strip(), constants));
      }
    }
    return rows;
  }

  @Test
  void numbers_areThoseOfTheCode() throws Exception {
    int held = 0;
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      for (String constant : row.constants()) {
        List<String> written = written(constant);
        Pattern number =
            Pattern.compile("(?<![\\d,.])(" + String.join("|", written) + ")(?!\\d|[,.]\\d)");
        if (!number.matcher(row.bound()).find()) {
          wrong.add(row.what() + ": " + row.bound() + ", but " + constant + " is " + written);
        }
        held++;
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(held).isGreaterThan(60);
  }

  @Test
  void rows_haveABound_andAreThereOnce() throws Exception {
    List<Row> rows = rows();
    assertThat(rows.stream().map(Row::what)).doesNotHaveDuplicates();
    assertThat(rows).allSatisfy(row -> assertThat(row.what()).isNotEmpty());
  }

  /** The ways in which the page may write a constant's value. */
  private static List<String> written(String constant) throws ReflectiveOperationException {
    int dot = constant.lastIndexOf('.');
    String name = constant.substring(dot + 1);
    Field field =
        Class.forName("dev.stsbroker." + constant.substring(0, dot)).getDeclaredField(name);
    field.setAccessible(true);
    Object value = field.get(null);
    if (value instanceof Duration duration) {
      return time(duration);
    }
    if (value instanceof Pattern pattern) {
      Matcher most = Pattern.compile(".*,(\\d+)}").matcher(pattern.pattern());
      assertThat(most.matches()).as(constant).isTrue();
      return List.of(plain(Long.parseLong(most.group(1))));
    }
    long number = ((Number) value).longValue();
    return name.endsWith("_MILLIS") ? time(Duration.ofMillis(number)) : amount(number);
  }

  private static List<String> time(Duration duration) {
    List<String> written = new ArrayList<>();
    written.add(duration.toMillis() + " ms");
    written.add(Pattern.quote(duration.toMillis() / 1000.0 + " s"));
    written.add(duration.toSeconds() + " s");
    written.add(duration.toMinutes() + " min");
    return written;
  }

  private static List<String> amount(long number) {
    List<String> written = new ArrayList<>(List.of(plain(number)));
    String[] units = {"KiB", "MiB", "GiB"};
    long left = number;
    for (String unit : units) {
      if (left % KIB != 0) {
        break;
      }
      left /= KIB;
      written.add(left + " " + unit);
    }
    return written;
  }

  private static String plain(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
