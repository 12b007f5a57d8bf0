package dev.stsbroker.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the broker logs from opening to closing; the lines of its sandbox are left out. */
final class LogLines implements AutoCloseable {
  private static final String SANDBOX = " StsEndpoint - ";

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
        .filter(line -> !line.contains(SANDBOX))
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
