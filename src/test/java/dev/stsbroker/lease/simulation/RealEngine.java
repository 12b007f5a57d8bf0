package dev.stsbroker.lease.simulation;

import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.RetentionPolicy;
import io.vertx.core.Future;
import java.util.function.Predicate;

/** The engine that ships, used as the broker uses it: a look-up for every question. */
final class RealEngine implements Subject {
  private final LeaseCache<String, Token> cache;

  RealEngine(Parts parts) {
    this.cache =
        new LeaseCache<>(parts.settings(), parts.loader(), parts.timing(), parts.listener());
  }

  @Override
  public Future<Token> ask(String key, RetentionPolicy retention) {
    return cache.lease(key, retention).get();
  }

  @Override
  public Future<Token> refresh(String key, RetentionPolicy retention) {
    return cache.lease(key, retention).refresh();
  }

  @Override
  public void retireIf(Predicate<String> unwanted) {
    cache.retireIf(unwanted);
  }

  @Override
  public void refreshIf(Predicate<String> wanted) {
    cache.refreshIf(wanted);
  }

  @Override
  public void replan() {
    cache.replan();
  }

  @Override
  public int size() {
    return cache.snapshot().size();
  }

  @Override
  public int waitingCalls() {
    return cache.waitingCalls();
  }
}
