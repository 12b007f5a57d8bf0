package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.Arguments;
import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientException;
import dev.stsbroker.cli.client.request.Selection;
import dev.stsbroker.cli.client.request.ShellText;
import dev.stsbroker.cli.client.request.Terminal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits until a broker is ready, or one of its profiles is. */
final class Wait implements Action {
  static final String TIMEOUT = "--timeout";
  private static final String DEFAULT = "30s";
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  @Override
  public void run(Arguments arguments, Terminal terminal) throws ClientException {
    String given = arguments.option(TIMEOUT);
    String text = given == null ? DEFAULT : given;
    long nanos = nanos(text);
    long start = terminal.surroundings().nanoTime();
    Selection selection = Selection.of(arguments.profile(), arguments.parameters());
    Broker broker = Broker.named(arguments, terminal);
    // With a timeout of zero there is one request, which may take as long as any other.
    Broker first = nanos == 0 ? broker : broker.within(Duration.ofNanos(nanos));
    ClientException last = ask(first, selection, terminal);
    while (last != null) {
      if (!last.mayPass()) {
        throw last;
      }
      long left = nanos - (terminal.surroundings().nanoTime() - start);
      if (left <= 0) {
        throw ClientException.notReady("not ready within " + text + ": " + last.getMessage());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      last = ask(broker.within(Duration.ofNanos(left)), selection, terminal);
    }
  }

  private static @Nullable ClientException ask(
      Broker broker, Selection selection, Terminal terminal) {
    try {
      if (selection.profile() == null) {
        broker.ready(terminal);
      } else {
        broker.credentials(selection, terminal);
      }
      return null;
    } catch (ClientException e) {
      return e;
    }
  }

  /** As durations are written in the configuration, but of one unit. */
  private static long nanos(String text) throws ClientException {
    int last = text.length() - 1;
    int unit = last < 1 ? -1 : "smh".indexOf(text.charAt(last));
    String digits = unit < 0 ? "" : text.substring(0, last);
    if (digits.isEmpty() || digits.length() > 4 || !digits.chars().allMatch(Wait::digit)) {
      throw ClientException.usage(
          TIMEOUT + ": " + ShellText.shown(text) + " (expected: such as 30s, 5m or 1h)");
    }
    long[] seconds = {1, 60, 3600};
    return Duration.ofSeconds(Long.parseLong(digits) * seconds[unit]).toNanos();
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
