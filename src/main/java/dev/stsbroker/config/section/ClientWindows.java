package dev.stsbroker.config.section;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.config.setting.DurationRange;
import dev.stsbroker.config.setting.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of how much life clients want of a session ({@code client-windows.txt}), and the
 * warning about a {@code duration} that suits few of them.
 */
final class ClientWindows {
  private static final String TABLE = "/dev/stsbroker/config/client-windows.txt";

  /** What a session lasts unless a profile says otherwise. */
  private static final Duration USUAL = Duration.ofHours(1);

  /** Whatever a person may write; the table's own are read by it as well. */
  private static final DurationRange ANY = new DurationRange("1s", "168h");

  private static final List<Row> ROWS = read();

  private ClientWindows() {}

  /**
   * One client.
   *
   * @param client its name, with the way it is used where there are several
   * @param by the contracts it is used by
   * @param keeps how long it keeps a credential without a look at its end
   * @param wants the least life left with which it does not ask again
   * @param shortest the shortest duration that suits it; {@code -} where none can be named
   * @param page its page, without the ending
   * @param known how all this is known
   */
  record Row(
      String client,
      String by,
      String keeps,
      String wants,
      String shortest,
      String page,
      String known) {

    /** The shortest duration that suits it; empty where none can be named. */
    Optional<Duration> suits() {
      return ANY.read(shortest);
    }
  }

  /** All clients, in the table's order. */
  static List<Row> rows() {
    return ROWS;
  }

  /**
   * Warns of a duration that is shorter than clients want that the usual one suits. Those that want
   * more than that are not told of: their pages say it, and who is served one hour need not mind.
   */
  static void check(Settings profile, Duration duration) {
    List<Row> unsuited =
        ROWS.stream()
            .filter(row -> row.suits().filter(it -> it.compareTo(duration) > 0).isPresent())
            .filter(row -> row.suits().filter(it -> it.compareTo(USUAL) <= 0).isPresent())
            .toList();
    unsuited.stream()
        .max(Comparator.comparing(row -> row.suits().orElseThrow()))
        .ifPresent(
            strictest ->
                profile.warn(
                    "duration", sentence(profile.text("duration", ""), unsuited, strictest)));
  }

  private static String sentence(String written, List<Row> unsuited, Row strictest) {
    String clients =
        unsuited.stream()
            .map(row -> row.client() + " (" + row.shortest() + ")")
            .collect(Collectors.joining("; "));
    return written
        + " is so short that these ask the broker at every call, and fail while it is away: "
        + clients
        + " (expected: "
        + strictest.shortest()
        + " or more, which suits all of them; src/docs/clients/README.md has the table)";
  }

  private static List<Row> read() {
    try (InputStream in = ClientWindows.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is not in the jar");
      }
      Stream<String> lines = new BufferedReader(new InputStreamReader(in, UTF_8)).lines();
      return lines.filter(line -> !line.startsWith("#")).map(ClientWindows::row).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    String[] cells = line.split(" \\| ", -1);
    if (cells.length != 7) {
      throw new IllegalStateException(TABLE + ": " + line + " (expected: 7 cells)");
    }
    return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
  }
}
