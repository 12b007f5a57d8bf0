package dev.stsbroker.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the broker logs from opening to closing. Left out are the lines of its sandbox, and those
 * that depend on how slow the machine is: of an event loop that had to wait for a processor, of a
 * connection that came while a listener was closing, and of work begun for another test, whose
 * event loop had ended when it was done.
 */
final class LogLines implements AutoCloseable {
  private static final Pattern OTHERS =
      Pattern.compile(
          " (StsEndpoint|BlockedThreadChecker|ServerBootstrap) - |event executor terminated");

  /** Where an event begins: what it goes on with, a stack trace, has no time in front. */
  private static final Pattern NEXT = Pattern.compile("(?m)^(?=\\d{4}-\\d\\d-\\d\\dT)");

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  LogLines() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  /** All lines so far. */
  List<String> all() {
    return NEXT.splitAsStream(written.toString(StandardCharsets.UTF_8))
        .filter(event -> !OTHERS.matcher(event).find())
        .flatMap(String::lines)
        .toList();
  }

  /** How many lines have {@code level} and come from {@code logger}. */
  long count(String level, String logger) {
    return all().stream().filter(line -> line.contains(" " + level + " " + logger + " - ")).count();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
