package dev.stsbroker.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of a page that shows commands and what they print: a fence of the language {@code
 * console}. A line that begins with {@code "$ "} is a command, continued while lines end in a
 * backslash; the lines up to the next command are its output. In an output {@code …} stands for any
 * text of one line, a line with nothing else for any number of lines, and a timestamp for any
 * other.
 *
 * <p>A comment on the line above the fence may say {@code <!-- not run: REASON -->}, or {@code <!--
 * keeps running -->} where the last command does not end by itself.
 *
 * @param place the page and the line of the fence
 * @param steps its commands, in order
 * @param notRun why nobody can run it here; null if it can be run
 * @param keepsRunning whether the last command runs until the end of the page
 */
record ConsoleBlock(String place, List<Step> steps, @Nullable String notRun, boolean keepsRunning) {
  private static final String OPEN = "```console";
  private static final String CLOSE = "```";
  private static final String PROMPT = "$ ";
  private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: (.+) -->");
  private static final String KEEPS_RUNNING = "<!-- keeps running -->";
  private static final String TIMESTAMP = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
  private static final Pattern VARYING = Pattern.compile("…|" + TIMESTAMP);

  /**
   * A command and the lines it prints.
   *
   * @param place the page and the line of the command
   */
  record Step(String place, String command, List<String> output) {
    /** Whether {@code printed} is what the page shows. */
    boolean shows(String printed) {
      StringBuilder pattern = new StringBuilder();
      for (String line : output) {
        pattern.append(line.equals("…") ? "(?:.*\n)*?" : pattern(line) + "[ \t]*\n");
      }
      return Pattern.matches(pattern.toString(), printed.stripTrailing() + "\n")
          || (output.isEmpty() && printed.isBlank());
    }

    /** Whether it may end with another exit code than 0: the page then shows what it says. */
    boolean mayFail() {
      return output.stream().anyMatch(line -> !line.equals("…"));
    }

    private static String pattern(String line) {
      StringBuilder pattern = new StringBuilder();
      Matcher varying = VARYING.matcher(line);
      int end = 0;
      while (varying.find()) {
        pattern.append(Pattern.quote(line.substring(end, varying.start())));
        pattern.append(varying.group().equals("…") ? ".*" : TIMESTAMP);
        end = varying.end();
      }
      return pattern.append(Pattern.quote(line.substring(end))).toString();
    }
  }

  /**
   * The blocks of {@code page}, in order.
   *
   * @param changed what becomes of each line before it is read
   */
  static List<ConsoleBlock> of(Path page, UnaryOperator<String> changed) throws IOException {
    return of(page.toString(), Files.readAllLines(page).stream().map(changed).toList());
  }

  /** The blocks in {@code lines} of a page called {@code name}, in order. */
  static List<ConsoleBlock> of(String name, List<String> lines) {
    List<ConsoleBlock> blocks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(OPEN)) {
        int end = i + lines.subList(i, lines.size()).indexOf(CLOSE);
        if (end < i) {
          throw new AssertionError(name + ":" + (i + 1) + ": the block does not end");
        }
        String before = i == 0 ? "" : lines.get(i - 1);
        Matcher reason = NOT_RUN.matcher(before);
        blocks.add(
            new ConsoleBlock(
                name + ":" + (i + 1),
                steps(name, lines, i + 1, end),
                reason.matches() ? reason.group(1) : null,
                before.equals(KEEPS_RUNNING)));
        i = end;
      }
    }
    return blocks;
  }

  private static List<Step> steps(String name, List<String> lines, int start, int end) {
    List<Step> steps = new ArrayList<>();
    int next = start;
    while (next < end) {
      String place = name + ":" + (next + 1);
      if (!lines.get(next).startsWith(PROMPT)) {
        throw new AssertionError(place + ": a block begins with a command: " + lines.get(next));
      }
      StringBuilder command = new StringBuilder(lines.get(next++).substring(PROMPT.length()));
      while (command.toString().endsWith("\\") && next < end) {
        command.append('\n').append(lines.get(next++));
      }
      List<String> output = new ArrayList<>();
      while (next < end && !lines.get(next).startsWith(PROMPT)) {
        output.add(lines.get(next++));
      }
      steps.add(new Step(place, command.toString(), List.copyOf(output)));
    }
    return steps;
  }
}
