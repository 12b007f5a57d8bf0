package dev.stsbroker.app;

import dev.stsbroker.check.Finding;
import dev.stsbroker.check.Finding.Outcome;
import dev.stsbroker.check.OnlineChecker;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.SourceFactory;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.sts.ProxySettings;
import dev.stsbroker.sts.StsListener;
import dev.stsbroker.time.Scheduler.Task;
import dev.stsbroker.time.StsClock;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Tries a configuration at STS, with the same identities and gateway that a broker would have. */
public final class OnlineCheck {
  /** What takes longer is announced. */
  private static final Duration SLOW = Duration.ofSeconds(1);

  /** Beyond the first, what serves is refused by STS; beyond the second, people should know. */
  private static final Duration FAR_OFF = Duration.ofMinutes(15);

  private static final Duration OFF = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final RuntimeEnvironment surroundings;
  private final Consumer<Finding> told;
  private final Consumer<String> slow;
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger warned = new AtomicInteger();

  /**
   * Is told what is found, on the event loop.
   *
   * @param told each finding as it is made
   * @param slow what is being tried, if that takes longer than a moment
   */
  public OnlineCheck(
      Vertx vertx, RuntimeEnvironment surroundings, Consumer<Finding> told, Consumer<String> slow) {
    this.vertx = vertx;
    this.surroundings = surroundings;
    this.told = told;
    this.slow = slow;
  }

  /**
   * Runs the check; returns how many identities and profiles failed.
   *
   * @param values of parameters, for all profiles that have some
   */
  public Future<Integer> run(BrokerConfig config, Map<String, String> values) {
    Promise<Integer> outcome = Promise.promise();
    vertx.getOrCreateContext().runOnContext(now -> start(config, values).onComplete(outcome));
    return outcome.future();
  }

  /** How many things worked, but not as they were meant; known once {@link #run} is done. */
  public int warnings() {
    return warned.get();
  }

  private Future<Integer> start(BrokerConfig config, Map<String, String> values) {
    Timing local = surroundings.timing();
    StsClock clock = new StsClock(local.clock(), local.scheduler(), surroundings.sinceBoot());
    Timing timing = new Timing(clock, local.scheduler(), local.random());
    ProxySettings proxy = new ProxySettings(surroundings.environment());
    AliyunSts gateway = new AliyunSts(vertx, config.sts(), timing, hearing(clock), proxy);
    FileThreads threads = new FileThreads();
    SourceFactory factory =
        new SourceFactory(
            new SourceFactory.Means(
                vertx, threads, surroundings.environment(), gateway, timing, BrokerEvents.NONE),
            SourceFactory.Followers.NONE);
    Progress progress = new Progress(timing);
    return new OnlineChecker(
            config, factory::identity, gateway, values, progress::tell, progress::start)
        .run()
        .onSuccess(done -> tellClock(clock.skew(), progress))
        .eventually(gateway::close)
        .onComplete(done -> threads.close())
        .map(done -> failed.get());
  }

  private static StsListener hearing(StsClock clock) {
    return new StsListener() {
      @Override
      public void dated(Instant date, boolean proved) {
        clock.heard(date, proved);
      }
    };
  }

  private static void tellClock(Duration ahead, Progress progress) {
    Duration off = ahead.abs();
    if (off.compareTo(OFF) > 0) {
      progress.tell(
          new Finding(
              off.compareTo(FAR_OFF) > 0 ? Outcome.FAILED : Outcome.WARNING,
              "clock",
              "is %d s %s STS's"
                  .formatted(off.toSeconds(), ahead.isNegative() ? "behind" : "ahead of"),
              List.of(
                  "Synchronise it (chrony, ntpd): the broker makes up for it, jobs do not, and take"
                      + " credentials for expired or live too long.")));
    }
  }

  /** Says what is being tried where that takes long, and counts what failed. */
  private final class Progress {
    private final Timing timing;
    private Task announcement = Task.NONE;

    Progress(Timing timing) {
      this.timing = timing;
    }

    void start(String subject) {
      announcement = timing.scheduler().after(SLOW, () -> slow.accept(subject));
    }

    void tell(Finding finding) {
      announcement.cancel();
      if (finding.outcome() == Outcome.FAILED) {
        failed.incrementAndGet();
      } else if (finding.outcome() == Outcome.WARNING) {
        warned.incrementAndGet();
      }
      told.accept(finding);
    }
  }
}
