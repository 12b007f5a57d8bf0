package dev.stsbroker.sink;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all credential files up to date. Receives every new session. A file that cannot be written
 * is reported as an event and tried again, and nothing else waits for it.
 *
 * <p>Everything is called on the scheduler's thread.
 */
public final class FileSinks {
  /** A file system that hangs does not keep the broker from stopping. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Blocking blocking;
  private final Timing timing;
  private final BrokerEvents events;
  private final Map<Path, FileSink> sinks = new LinkedHashMap<>();
  private boolean closed;

  /** Keeps no file yet. */
  public FileSinks(Blocking blocking, Timing timing, BrokerEvents events) {
    this.blocking = blocking;
    this.timing = timing;
    this.events = events;
  }

  /**
   * Keeps {@code settings}' files from now on, no two of which have one path. Those that are no
   * longer among them are left as they are, or removed if they were to be removed on stop. Does
   * nothing after {@link #close()}: a reload that was under way writes no file again.
   *
   * @param held the live credentials of a profile; null if there are none yet
   */
  public void configure(
      Collection<SinkSettings> settings, Function<String, @Nullable SessionCredentials> held) {
    if (closed) {
      return;
    }
    Map<Path, SinkSettings> next = new LinkedHashMap<>();
    settings.forEach(one -> next.put(one.path(), one));
    List<FileSink> gone =
        sinks.values().stream().filter(sink -> !next.containsKey(sink.settings().path())).toList();
    gone.forEach(
        sink -> {
          sinks.remove(sink.settings().path());
          sink.stop(sink.settings().removeOnStop());
        });
    next.values().forEach(one -> keep(one, held));
  }

  private void keep(SinkSettings one, Function<String, @Nullable SessionCredentials> held) {
    FileSink known = sinks.get(one.path());
    if (known == null || !known.settings().equals(one)) {
      FileSink sink = known == null ? new FileSink(one, blocking, timing, events) : known;
      sinks.put(one.path(), sink);
      sink.become(one, held.apply(one.profile()));
    }
  }

  /** A profile has new credentials. */
  public void publish(String profile, SessionCredentials credentials) {
    sinks.values().stream()
        .filter(sink -> sink.settings().profile().equals(profile))
        .forEach(sink -> sink.publish(credentials));
  }

  /** Every file as it stands, in the order of the configuration. */
  public List<SinkStatus> statuses() {
    return sinks.values().stream().map(FileSink::status).toList();
  }

  /** Stops writing, and removes what is to be removed; given up where a file system hangs. */
  public Future<Void> close() {
    closed = true;
    Promise<Void> ended = Promise.promise();
    Task givingUp = timing.scheduler().after(PATIENCE, ended::tryComplete);
    Future.join(
            sinks.values().stream()
                .map(sink -> sink.stop(sink.settings().removeOnStop()))
                .collect(Collectors.toList()))
        .onComplete(
            done -> {
              givingUp.cancel();
              ended.tryComplete();
            });
    sinks.clear();
    return ended.future();
  }

  /** Runs what waits for disks: away from the event loop, with the outcome told on it. */
  public interface Blocking {
    /** The outcome of {@code work}, which may run beside other work. */
    Future<Boolean> run(Callable<Boolean> work);
  }
}
