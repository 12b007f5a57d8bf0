package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.lease.LeaseListener;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.lease.Loader;
import dev.stsbroker.lease.simulation.Subject.Parts;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** An engine's parts with one of them bent. */
final class EngineMutations {
  private static final int FAR_TOO_MANY = 1000;

  private EngineMutations() {}

  /** Keys whose last landing was a failure are in {@code failing}. */
  static Parts onFailure(Parts parts, Set<String> failing) {
    return with(
        parts,
        new Passing(parts.listener()) {
          @Override
          public void loaded(String key, Token value) {
            failing.remove(key);
            super.loaded(key, value);
          }

          @Override
          public void failed(String key, CredentialException failure, int consecutive) {
            failing.add(key);
            super.failed(key, failure, consecutive);
          }
        });
  }

  /** Keys with a call under way are in {@code flights}, each with a promise of its outcome. */
  static Parts onFlight(Parts parts, Map<String, Promise<Token>> flights) {
    return new Parts(
        parts.settings(),
        key -> {
          Promise<Token> promise = Promise.promise();
          flights.put(key, promise);
          return parts
              .loader()
              .load(key)
              .onComplete(
                  done -> {
                    flights.remove(key, promise);
                    promise.handle(done);
                  });
        },
        parts.timing(),
        parts.listener());
  }

  /** No budget to speak of. */
  static Parts unbudgeted(Parts parts) {
    LeaseSettings is = parts.settings();
    return settled(
        parts,
        new LeaseSettings(
            is.callsPerSecond() * FAR_TOO_MANY,
            is.callDeadline(),
            is.maxAbandoned(),
            is.maxSessions()));
  }

  /** A day of patience with every call. */
  static Parts patient(Parts parts) {
    LeaseSettings is = parts.settings();
    return settled(
        parts,
        new LeaseSettings(
            is.callsPerSecond(), Duration.ofDays(1), is.maxAbandoned(), is.maxSessions()));
  }

  /** As many calls given up and still under way as there may be. */
  static Parts careless(Parts parts) {
    LeaseSettings is = parts.settings();
    return settled(
        parts,
        new LeaseSettings(is.callsPerSecond(), is.callDeadline(), FAR_TOO_MANY, is.maxSessions()));
  }

  /** As many sessions as ever come. */
  static Parts hoarding(Parts parts) {
    LeaseSettings is = parts.settings();
    return settled(
        parts,
        new LeaseSettings(is.callsPerSecond(), is.callDeadline(), is.maxAbandoned(), FAR_TOO_MANY));
  }

  /** Believes whatever end a token says it has. */
  static Parts credulous(Parts parts) {
    return minting(parts, parts.loader()::group, key -> Duration.ofDays(36_500));
  }

  /** One queue for all first calls, as they come. */
  static Parts unfair(Parts parts) {
    LeaseSettings is = parts.settings();
    Parts roomy =
        settled(
            parts,
            new LeaseSettings(
                is.callsPerSecond(), is.callDeadline(), is.maxAbandoned(), FAR_TOO_MANY));
    return minting(roomy, key -> "all", parts.loader()::longest);
  }

  /** A queue for every call, so that no bound of one is ever reached. */
  static Parts unbounded(Parts parts) {
    return minting(parts, key -> new Object(), parts.loader()::longest);
  }

  private static Parts minting(
      Parts parts, Function<String, Object> group, Function<String, Duration> longest) {
    Loader<String, Token> real = parts.loader();
    Loader<String, Token> bent =
        new Loader<>() {
          @Override
          public Future<Token> load(String key) {
            return real.load(key);
          }

          @Override
          public Object group(String key) {
            return group.apply(key);
          }

          @Override
          public Duration longest(String key) {
            return longest.apply(key);
          }
        };
    return new Parts(parts.settings(), bent, parts.timing(), parts.listener());
  }

  /** Every pause takes {@code percent} of what it should. */
  static Parts pausing(Parts parts, int percent) {
    Scheduler real = parts.timing().scheduler();
    Scheduler bent =
        new Scheduler() {
          @Override
          public Task after(Duration delay, Runnable action) {
            if (delay.equals(parts.settings().callDeadline())) {
              return real.after(delay, action);
            }
            return real.after(delay.multipliedBy(percent).dividedBy(100), action);
          }

          @Override
          public long nanoTime() {
            return real.nanoTime();
          }
        };
    Timing timing = new Timing(parts.timing().clock(), bent, parts.timing().random());
    return new Parts(parts.settings(), parts.loader(), timing, parts.listener());
  }

  private static Parts settled(Parts parts, LeaseSettings settings) {
    return new Parts(settings, parts.loader(), parts.timing(), parts.listener());
  }

  private static Parts with(Parts parts, LeaseListener<String, Token> listener) {
    return new Parts(parts.settings(), parts.loader(), parts.timing(), listener);
  }

  private static class Passing implements LeaseListener<String, Token> {
    private final LeaseListener<String, Token> next;

    Passing(LeaseListener<String, Token> next) {
      this.next = next;
    }

    @Override
    public void loaded(String key, Token value) {
      next.loaded(key, value);
    }

    @Override
    public void failed(String key, CredentialException failure, int consecutive) {
      next.failed(key, failure, consecutive);
    }

    @Override
    public void coalesced(String key) {
      next.coalesced(key);
    }

    @Override
    public void retired(String key) {
      next.retired(key);
    }
  }
}
