package dev.stsbroker.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The difference between two configurations as lines for people: what changes for those who use the
 * broker. Contains no secrets and no policy texts.
 *
 * @param lines one for each profile, identity, file, and for the rest, that changes
 */
public record ConfigDifference(List<Line> lines) {
  /** Nothing changes. */
  public static final ConfigDifference NONE = new ConfigDifference(List.of());

  /** Lines told at once, in the log and in answers; the others are counted. */
  public static final int MOST_TOLD = 50;

  /** Characters of a line. */
  private static final int LONGEST = 1_000;

  /** Keeps its own copy. */
  public ConfigDifference {
    lines = List.copyOf(lines);
  }

  /**
   * One change.
   *
   * @param text what, from what to what, and why it is worth a warning where it is
   * @param wider whether more may be done than before, or by more
   * @param lost whether something that was answered before will not be
   */
  public record Item(String text, boolean wider, boolean lost) {}

  /**
   * The changes of one profile, identity, file or group of settings.
   *
   * @param subject what it is, such as {@code profile reader}
   * @param items at least one
   */
  public record Line(String subject, List<Item> items) {
    /** Keeps its own copy. */
    public Line {
      items = List.copyOf(items);
    }

    /** Whether more may be done than before, or by more. */
    public boolean wider() {
      return items.stream().anyMatch(Item::wider);
    }

    /** Whether something that was answered before will not be. */
    public boolean lost() {
      return items.stream().anyMatch(Item::lost);
    }

    /** Whether it is worth a warning. */
    public boolean warns() {
      return wider() || lost();
    }

    /** All items in one line of bounded length, those that are worth a warning first. */
    @Override
    public String toString() {
      String text =
          items.stream()
              .sorted(Comparator.comparing(item -> !item.wider() && !item.lost()))
              .map(Item::text)
              .collect(Collectors.joining("; ", subject + ": ", ""));
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
  }

  /**
   * Some of the lines.
   *
   * @param lines those told
   * @param more how many others there are
   * @param warnings how many of those are worth a warning
   */
  public record Told(List<Line> lines, int more, int warnings) {
    /** How many are not told; empty if all are. */
    public String rest() {
      return more == 0
          ? ""
          : "%d more changes, %d of them worth a warning".formatted(more, warnings);
    }
  }

  /** A difference that could not be computed because of a fault of the program. */
  public static ConfigDifference untold(Throwable fault) {
    String text = "what changes could not be told: " + fault.getClass().getName();
    return new ConfigDifference(
        List.of(new Line("configuration", List.of(new Item(text, true, true)))));
  }

  /** Whether nothing changes. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The lines that are worth a warning. */
  public List<Line> warnings() {
    return lines.stream().filter(Line::warns).toList();
  }

  /**
   * The first {@value #MOST_TOLD} lines and at most {@code bytes} of them in sum, in UTF-8; what is
   * worth a warning comes first.
   */
  public Told told(int bytes) {
    List<Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparing(line -> !line.warns()));
    int count = 0;
    int left = bytes;
    while (count < sorted.size() && count < MOST_TOLD) {
      left -= sorted.get(count).toString().getBytes(UTF_8).length;
      if (left < 0) {
        break;
      }
      count++;
    }
    List<Line> others = sorted.subList(count, sorted.size());
    return new Told(
        List.copyOf(sorted.subList(0, count)),
        others.size(),
        (int) others.stream().filter(Line::warns).count());
  }
}
