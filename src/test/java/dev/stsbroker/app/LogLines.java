package dev.stsbroker.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the broker logs from opening to closing. Left out are the lines of its sandbox, and those
 * that depend on how slow the machine is: of an event loop that had to wait for a processor, and of
 * a connection that came while a listener was closing.
 */
final class LogLines implements AutoCloseable {
  private static final Pattern OTHERS =
      Pattern.compile(" (StsEndpoint|BlockedThreadChecker|ServerBootstrap) - ");

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  LogLines() {
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
  }

  /** All lines so far. */
  List<String> all() {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !OTHERS.matcher(line).find())
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
