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
 * @param lasts whether the answer is the same for the same request until something is configured
 * @param refusal why the caller is refused, null if it is not; asked after the profile's secrets
 */
record Condition(
    boolean judgesSecret, boolean lasts, Function<Caller, @Nullable HttpFailure> refusal) {
  /** Nothing. */
  static final Condition NONE = new Condition(false, true, caller -> null);

  /** Not to guess secrets. */
  static final Condition NO_GUESSING = new Condition(true, false, caller -> null);
}
