package dev.stsbroker.http.contract;

import dev.stsbroker.access.Caller;
import dev.stsbroker.http.HttpFailure;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A demand of a contract on a caller, beside what the profile demands.
 *
 * @param judgesSecret whether the answer depends on the caller's secret even where the profile has
 *     none, so that guesses are counted
 * @param refusal why the caller is refused, null if it is not; asked after the profile's secrets
 */
record Condition(boolean judgesSecret, Function<Caller, @Nullable HttpFailure> refusal) {
  /** Nothing. */
  static final Condition NONE = new Condition(false, caller -> null);

  /** Not to guess secrets. */
  static final Condition NO_GUESSING = new Condition(true, caller -> null);
}
