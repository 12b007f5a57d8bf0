package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.lease.LeaseListener;
import java.time.Instant;

/** Takes down what the engine says it did. */
final class Landings implements LeaseListener<String, Token> {
  private final World world;

  Landings(World world) {
    this.world = world;
  }

  @Override
  public void loaded(String key, Token value) {
    KeyHistory history = world.history(key);
    world.told(history, "loaded", value.serial());
    Instant latest = world.now().plus(Plan7.longest(history.plan.life()));
    value.belief().ends = value.expiresAt().isBefore(latest) ? value.expiresAt() : latest;
    history.lastLife = world.life(value);
    landed(history);
    if (counts(history)) {
      history.loaded = value;
      // Also a shorter life than what it replaces is served as it is.
      history.held = history.held == null ? null : value;
    }
    world.callers().probeEnd(history.plan, value);
  }

  @Override
  public void failed(String key, CredentialException failure, int consecutive) {
    KeyHistory history = world.history(key);
    world.told(history, failure.code(), consecutive);
    world.weather().unwell();
    int before = history.failuresInRow;
    landed(history);
    history.waitingSince = -1;
    if (counts(history)) {
      history.failed = Plan7.failure(failure);
      history.failuresInRow = before + 1;
      history.failingSince = before == 0 ? history.landedAt : history.failingSince;
    }
  }

  @Override
  public void retired(String key) {
    KeyHistory history = world.history(key);
    world.told(history, "retired", 0);
    history.forget(world.reloading() ? world.time().nanoTime() + world.longestFlight() : 0);
  }

  private void landed(KeyHistory history) {
    history.forgetLanding();
    history.landedAt = world.time().nanoTime();
    history.jumpsAtLanding = world.jumps();
  }

  /** A lease that a reload dropped may land behind the next one's back, and binds it to nothing. */
  private boolean counts(KeyHistory history) {
    return world.time().nanoTime() >= history.excusedUntil;
  }
}
