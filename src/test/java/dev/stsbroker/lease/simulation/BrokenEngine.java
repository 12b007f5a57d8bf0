package dev.stsbroker.lease.simulation;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.lease.RetentionPolicy;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The real engine behind a facade that breaks one promise, the way other brokers are known to. Base
 * of the broken ones: on its own it breaks none.
 */
abstract class BrokenEngine implements Subject {
  final Parts parts;
  final Subject real;

  BrokenEngine(Parts parts) {
    this.parts = parts;
    this.real = new RealEngine(parts);
  }

  @Override
  public Future<Token> ask(String key, RetentionPolicy retention) {
    return real.ask(key, retention);
  }

  @Override
  public Future<Token> refresh(String key, RetentionPolicy retention) {
    return real.refresh(key, retention);
  }

  @Override
  public void retireIf(Predicate<String> unwanted) {
    real.retireIf(unwanted);
  }

  @Override
  public void refreshIf(Predicate<String> wanted) {
    real.refreshIf(wanted);
  }

  @Override
  public void replan() {
    real.replan();
  }

  @Override
  public int size() {
    return real.size();
  }

  @Override
  public int waitingCalls() {
    return real.waitingCalls();
  }

  static Future<Token> refused() {
    return Future.failedFuture(CredentialException.of(FailureKind.UNAVAILABLE, "Broken", "broken"));
  }

  /** A failed refresh blanks what is held. */
  static final class Blanking extends BrokenEngine {
    private final Set<String> blank;

    Blanking(Parts parts) {
      this(parts, new HashSet<>());
    }

    private Blanking(Parts parts, Set<String> blank) {
      super(EngineMutations.onFailure(parts, blank));
      this.blank = blank;
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Future<Token> answer = super.ask(key, retention);
      return blank.contains(key) ? refused() : answer;
    }
  }

  /** Every waiter makes a call of its own. */
  static final class Stampeding extends BrokenEngine {
    Stampeding(Parts parts) {
      super(parts);
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Future<Token> answer = super.ask(key, retention);
      return answer.isComplete() ? answer : parts.loader().load(key);
    }
  }

  /** Serves what it has until the very end. */
  static final class Clinging extends BrokenEngine {
    private final Map<String, Token> last = new HashMap<>();

    Clinging(Parts parts) {
      super(parts);
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Future<Token> answer = super.ask(key, retention);
      if (answer.succeeded()) {
        last.put(key, answer.result());
        return answer;
      }
      Token token = last.get(key);
      return ended(token) ? answer : Future.succeededFuture(token);
    }

    private boolean ended(@Nullable Token token) {
      return token == null || !parts.timing().clock().instant().isBefore(token.expiresAt());
    }
  }

  /** Uses every key itself, so that none is ever idle. */
  static final class Immortal extends BrokenEngine {
    private final Set<String> known = new HashSet<>();

    Immortal(Parts parts) {
      super(parts);
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      if (known.add(key)) {
        useAgain(key, retention);
      }
      return super.ask(key, retention);
    }

    private void useAgain(String key, RetentionPolicy retention) {
      parts.timing().scheduler().after(Duration.ofHours(1), () -> useAgain(key, retention));
      super.ask(key, retention);
    }
  }

  /** A caller that is told of a failure has the call made again. */
  static final class Hasty extends BrokenEngine {
    Hasty(Parts parts) {
      super(parts);
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Future<Token> answer = super.ask(key, retention);
      return answer.failed() ? super.refresh(key, retention) : answer;
    }
  }

  /** Lets callers wait for a refresh that is under way, live value or not. */
  static final class Blocking extends BrokenEngine {
    private final Map<String, Promise<Token>> flights;

    Blocking(Parts parts) {
      this(parts, new HashMap<>());
    }

    private Blocking(Parts parts, Map<String, Promise<Token>> flights) {
      super(EngineMutations.onFlight(parts, flights));
      this.flights = flights;
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Promise<Token> flight = flights.get(key);
      return flight == null ? super.ask(key, retention) : flight.future();
    }
  }

  /** Answers with the value of whoever asked before. */
  static final class Confused extends BrokenEngine {
    private @Nullable Token before;

    Confused(Parts parts) {
      super(parts);
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Future<Token> answer = super.ask(key, retention);
      Token token = before;
      before = answer.succeeded() ? answer.result() : token;
      return answer.succeeded() && token != null ? Future.succeededFuture(token) : answer;
    }
  }

  /** Forgets whoever waits. */
  static final class Forgetful extends BrokenEngine {
    Forgetful(Parts parts) {
      super(parts);
    }

    @Override
    public Future<Token> ask(String key, RetentionPolicy retention) {
      Future<Token> answer = super.ask(key, retention);
      return answer.isComplete() ? answer : Promise.<Token>promise().future();
    }
  }

  /** Takes no notice of a new key. */
  static final class Deaf extends BrokenEngine {
    Deaf(Parts parts) {
      super(parts);
    }

    @Override
    public void refreshIf(Predicate<String> wanted) {}
  }

  /** Takes no notice of jumps of the clock. */
  static final class Oblivious extends BrokenEngine {
    Oblivious(Parts parts) {
      super(parts);
    }

    @Override
    public void replan() {}
  }
}
