package dev.stsbroker.sink;

import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.sink.FileSinks.Blocking;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one file up to date: writes it when there are new credentials, tries again when that
 * failed, and writes it again when somebody removed it. One write runs at a time; of the
 * credentials that come meanwhile only the newest are written next.
 */
final class FileSink {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final int DOUBLINGS = 6;

  /** How often it is looked whether the file is still there. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final Blocking blocking;
  private final Timing timing;
  private final BrokerEvents events;
  private SinkSettings settings;
  private @Nullable Content wanted;
  private @Nullable Content written;
  private @Nullable Instant writtenAt;
  private @Nullable String failure;
  private int failures;
  private boolean busy;
  private @Nullable Promise<Void> stopping;
  private Task timer = Task.NONE;

  FileSink(SinkSettings settings, Blocking blocking, Timing timing, BrokerEvents events) {
    this.settings = settings;
    this.blocking = blocking;
    this.timing = timing;
    this.events = events;
  }

  SinkSettings settings() {
    return settings;
  }

  /** Is kept as {@code other} says from now on; {@code held}, if there are any, are written. */
  void become(SinkSettings other, @Nullable SessionCredentials held) {
    settings = other;
    want(held == null ? null : new Content(other, held));
  }

  /** There are new credentials. */
  void publish(SessionCredentials credentials) {
    want(new Content(settings, credentials));
  }

  /** Ends what is under way, and removes the file if {@code remove}. */
  Future<Void> stop(boolean remove) {
    Promise<Void> stopped = Promise.promise();
    stopping = stopped;
    timer.cancel();
    if (!busy) {
      finish();
    }
    Future<Void> ended = stopped.future();
    SinkSettings last = settings;
    return remove ? ended.compose(done -> remove(last)) : ended;
  }

  SinkStatus status() {
    Content there = written;
    return new SinkStatus(
        settings.profile(),
        settings.format().word(),
        settings.shown(),
        state(),
        writtenAt,
        there == null ? null : there.credentials().expiresAt(),
        failures,
        failure);
  }

  private String state() {
    if (failure != null) {
      return "failing";
    }
    if (wanted == null) {
      return "waiting";
    }
    return wanted.equals(written) ? "written" : "writing";
  }

  private void want(@Nullable Content next) {
    wanted = next;
    if (busy) {
      return;
    }
    if (next == null) {
      timer.cancel();
    } else {
      write(next);
    }
  }

  private void write(Content content) {
    timer.cancel();
    busy = true;
    blocking
        .run(
            () -> {
              SinkWriter.write(content.settings(), content.credentials());
              return true;
            })
        .onComplete(
            done -> {
              if (done.succeeded()) {
                succeeded(content);
              } else {
                failed(content, done.cause());
              }
              next();
            });
  }

  private void succeeded(Content content) {
    written = content;
    writtenAt = timing.clock().instant();
    failure = null;
    failures = 0;
    events.fileWritten(content.settings().profile(), content.settings().shown());
  }

  private void failed(Content content, Throwable why) {
    SinkException known = why instanceof SinkException e ? e : new SinkException(SinkCause.OTHER);
    boolean hidden = content.settings().written() != null && known.namesFolder();
    String said = hidden ? known.reason().sentence() : known.sentence();
    failure = said;
    failures++;
    events.fileNotWritten(
        content.settings().profile(), content.settings().shown(), known.reason().word(), said);
  }

  private void next() {
    busy = false;
    Content due = wanted;
    if (stopping != null) {
      finish();
    } else if (due != null && !due.equals(written) && failures == 0) {
      write(due);
    } else if (due != null && failures > 0) {
      timer = timing.scheduler().after(pause(), () -> write(newest(due)));
    } else if (due != null) {
      timer = timing.scheduler().after(LOOK, this::look);
    }
  }

  private Content newest(Content otherwise) {
    Content newest = wanted;
    return newest == null ? otherwise : newest;
  }

  private Duration pause() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void look() {
    busy = true;
    SinkSettings here = settings;
    blocking
        .run(() -> SinkWriter.isThere(here))
        .onComplete(
            there -> {
              if (Boolean.FALSE.equals(there.result())) {
                written = null;
              }
              next();
            });
  }

  private void finish() {
    if (stopping != null) {
      stopping.tryComplete();
    }
  }

  private Future<Void> remove(SinkSettings last) {
    return blocking
        .run(
            () -> {
              SinkWriter.remove(last);
              return true;
            })
        .onFailure(
            why ->
                events.fileNotRemoved(
                    last.profile(), last.shown(), String.valueOf(why.getMessage())))
        .otherwise(false)
        .mapEmpty();
  }

  /** What is to be in the file, and how. */
  private record Content(SinkSettings settings, SessionCredentials credentials) {}
}
