package dev.stsbroker.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What the broker logs from opening to closing. Left out are the lines of its sandbox, and those
 * that depend on how slow the machine is: of an event loop that had to wait for a processor, of a
 * connection that came while a listener was closing, and of work begun for another test, whose
 * event loop had ended when it was done.
 */
public final class LogLines implements AutoCloseable {
  private static final Pattern OTHERS =
      Pattern.compile(
          " (StsEndpoint|BlockedThreadChecker|ServerBootstrap) - |event executor terminated");

  /** Where an event begins: what it goes on with, a stack trace, has no time in front. */
  private static final Pattern NEXT = Pattern.compile("(?m)^(?=\\d{4}-\\d\\d-\\d\\dT)");

  private final long start = size();
  private long end = Long.MAX_VALUE;

  /** All lines so far. */
  public List<String> all() {
    return NEXT.splitAsStream(text())
        .filter(event -> !OTHERS.matcher(event).find())
        .flatMap(String::lines)
        .toList();
  }

  /** How many lines have {@code level} and come from {@code logger}. */
  public long count(String level, String logger) {
    return all().stream().filter(line -> line.contains(" " + level + " " + logger + " - ")).count();
  }

  /** Everything so far, nothing left out. */
  public String text() {
    byte[] bytes = new byte[(int) (Math.min(end, size()) - start)];
    try (RandomAccessFile file = new RandomAccessFile(LogFile.path().toFile(), "r")) {
      file.seek(start);
      file.readFully(bytes);
    } catch (FileNotFoundException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String(bytes, Charset.defaultCharset());
  }

  /** Whatever is logged later is no part of it. */
  @Override
  public void close() {
    end = size();
  }

  private static long size() {
    return LogFile.path().toFile().length();
  }
}
