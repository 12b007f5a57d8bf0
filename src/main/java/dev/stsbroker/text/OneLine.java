package dev.stsbroker.text;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger that writes every event as one line of bounded length, whatever texts it contains: no
 * value can begin a new line or be taken for another key's value. All loggers of the broker come
 * from here.
 */
public final class OneLine extends AbstractLogger implements LoggingEventAware {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 1_024;
  private static final int LONGEST_LINE = 4_096;

  private final transient Logger target;

  private OneLine(Logger target) {
    this.target = target;
    this.name = target.getName();
  }

  /** The logger called {@code name}. */
  public static Logger named(String name) {
    return new OneLine(LoggerFactory.getLogger(name));
  }

  /** Has Vert.x log here too: it prefers java.util.logging unless told before its first use. */
  public static void takeVertxLines() {
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
  }

  @Override
  public void log(LoggingEvent event) {
    StringBuilder line = new StringBuilder();
    List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(
          pair -> line.append(pair.key).append('=').append(value(pair.value)).append(' '));
    }
    line.append(text(event.getMessage(), event.getArgumentArray(), event.getThrowable()));
    write(event.getLevel(), line.toString());
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    write(level, text(message, arguments, thrown));
  }

  /** A value with blanks that could be taken for several is put into quotes. */
  private static String value(@Nullable Object value) {
    String shown = PlainText.escaped(String.valueOf(value), LONGEST_VALUE);
    boolean several = shown.indexOf(' ') >= 0 && shown.indexOf('=') >= 0;
    return several || shown.indexOf('"') >= 0 ? '"' + shown.replace("\"", "\\\"") + '"' : shown;
  }

  private static String text(
      @Nullable String message,
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
    // Without the exception's message, which is not the broker's own text.
    return thrown == null ? text : text + " (" + thrown.getClass().getName() + ")";
  }

  private void write(Level level, String text) {
    String line = PlainText.escaped(text, LONGEST_LINE);
    switch (level) {
      case ERROR -> target.error(line);
      case WARN -> target.warn(line);
      case INFO -> target.info(line);
      case DEBUG -> target.debug(line);
      case TRACE -> target.trace(line);
    }
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  public boolean isTraceEnabled() {
    return target.isTraceEnabled();
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return target.isTraceEnabled(marker);
  }

  @Override
  public boolean isDebugEnabled() {
    return target.isDebugEnabled();
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return target.isDebugEnabled(marker);
  }

  @Override
  public boolean isInfoEnabled() {
    return target.isInfoEnabled();
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return target.isInfoEnabled(marker);
  }

  @Override
  public boolean isWarnEnabled() {
    return target.isWarnEnabled();
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return target.isWarnEnabled(marker);
  }

  @Override
  public boolean isErrorEnabled() {
    return target.isErrorEnabled();
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return target.isErrorEnabled(marker);
  }
}
