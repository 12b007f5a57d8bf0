package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.lease.Loader;
import dev.stsbroker.lease.simulation.Weather.Spell;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** STS as the engine sees it: answers in its own time, in whatever way the weather has it. */
final class FakeSts implements Loader<String, Token> {
  /** The slowest answer in good weather. */
  static final Duration SLOWEST_WELL = Duration.ofSeconds(2);

  private static final Duration MEAN_LATENCY = Duration.ofMillis(200);
  private static final Duration LONGEST_HANG = Duration.ofHours(3);

  private final World world;
  private final Random random;
  private final Map<String, KeyPlan> plans;
  private long serial;

  FakeSts(World world, Random random, Map<String, KeyPlan> plans) {
    this.world = world;
    this.random = random;
    this.plans = plans;
  }

  @Override
  public Future<Token> load(String key) {
    OpenCall call = world.calls().started(key);
    Spell spell = world.weather().meets(key);
    if (spell != null) {
      world.weather().unwell();
    }
    if (spell != null && spell.kind() == Weather.Kind.THROWS && random.nextBoolean()) {
      call.end();
      throw new IllegalStateException("thrown, not failed");
    }
    Promise<Token> promise = Promise.promise();
    world.keyFile().read();
    Duration latency = latency(spell);
    Answer answer = answer(key, spell, world.time().nanoTime() + latency.toNanos());
    boolean lies = spell != null && spell.kind() == Weather.Kind.FALSE_DATES;
    world.time().after(latency, () -> arrive(call, promise, answer, lies));
    world.callers().probe(plan(key), latency.minusNanos(1));
    return promise.future();
  }

  private void arrive(OpenCall call, Promise<Token> promise, Answer answer, boolean lies) {
    call.end();
    if (!(answer.failure() instanceof CredentialException failure)
        || failure.kind() != FailureKind.UNAVAILABLE) {
      world.heardFromSts(lies ? lie() : world.time().truth(), lies);
    }
    if (answer.failure() != null) {
      world.weather().unwell();
      promise.fail(answer.failure());
    } else {
      promise.complete(signed(answer.token()));
    }
  }

  private @Nullable Token signed(@Nullable Token token) {
    if (token != null) {
      token.belief().version = world.keyFile().used();
    }
    return token;
  }

  /** Years away, and never the same twice: one wrong machine behind STS's address. */
  private Instant lie() {
    Duration off = Duration.ofSeconds(600 + random.nextInt(300_000_000));
    return random.nextBoolean() ? world.time().truth().plus(off) : world.time().truth().minus(off);
  }

  @Override
  public Object group(String key) {
    return plan(key).habit() == KeyPlan.Habit.JOB ? "jobs" : key;
  }

  @Override
  public Duration longest(String key) {
    return Plan7.longest(plan(key).life());
  }

  private Duration latency(@Nullable Spell spell) {
    if (spell != null && spell.kind() == Weather.Kind.STARVES) {
      return untilEnd(spell).plusMillis(random.nextInt(1000));
    }
    if (spell != null && spell.kind() == Weather.Kind.HANGS) {
      Duration past = Draw.between(random, Duration.ofSeconds(11), LONGEST_HANG);
      return random.nextInt(3) == 0 ? untilEnd(spell).plus(past) : past;
    }
    if (spell != null && spell.kind() == Weather.Kind.SLOW) {
      return Duration.ofMillis(1000 + random.nextInt(19_000));
    }
    Duration usual = Draw.apart(random, MEAN_LATENCY);
    return usual.compareTo(SLOWEST_WELL) < 0 ? usual : SLOWEST_WELL;
  }

  private Duration untilEnd(Spell spell) {
    return Duration.ofNanos(Math.max(0, spell.end() - world.time().nanoTime()));
  }

  private Answer answer(String key, @Nullable Spell spell, long arrival) {
    if (spell == null) {
      return token(key, plan(key).life(), arrival);
    }
    return switch (spell.kind()) {
      case UNREACHABLE -> failure(FailureKind.UNAVAILABLE, null);
      case THROTTLES -> failure(FailureKind.THROTTLED, retryAfter());
      case REFUSES -> failure(FailureKind.REFUSED, null);
      case DENIES_KEY -> failure(FailureKind.IDENTITY_BROKEN, null);
      case THROWS -> new Answer(null, new IllegalStateException("garbage"));
      case SHORT_LIVES -> token(key, Duration.ofSeconds(61 + random.nextInt(900)), arrival);
      case LONG_LIVES -> token(key, longLife(plan(key).life()), arrival);
      case DEAD_TOKENS -> token(key, Duration.ofSeconds(random.nextInt(120) - 60), arrival);
      case SLOW, HANGS, STARVES, FALSE_DATES -> token(key, plan(key).life(), arrival);
    };
  }

  private @Nullable Duration retryAfter() {
    return random.nextBoolean() ? Duration.ofSeconds(1 + random.nextInt(600)) : null;
  }

  private static Answer failure(FailureKind kind, @Nullable Duration retryAfter) {
    return new Answer(
        null, new CredentialException(kind, kind.name(), "simulated", null, retryAfter));
  }

  /** A life that was not asked for: some more, or until the year 3000. */
  private Duration longLife(Duration asked) {
    return random.nextBoolean()
        ? asked.multipliedBy(2 + random.nextInt(3))
        : Duration.ofDays(355_000);
  }

  private Answer token(String key, Duration life, long arrival) {
    Instant issued = world.time().truth().truncatedTo(ChronoUnit.SECONDS);
    return new Answer(
        new Token(key, ++serial, issued, issued.plus(life), arrival, new Token.Belief()), null);
  }

  private KeyPlan plan(String key) {
    KeyPlan plan = plans.get(key);
    if (plan == null) {
      throw new AssertionError("the engine asks for a key that nobody has: " + key);
    }
    return plan;
  }

  /** What a call is going to bring: one of the two. */
  private record Answer(@Nullable Token token, @Nullable Throwable failure) {}
}
