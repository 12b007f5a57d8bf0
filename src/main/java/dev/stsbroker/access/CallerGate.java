package dev.stsbroker.access;

import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may have a profile. A profile without secrets is open to every caller, whatever it
 * presents; a profile with secrets is open to whoever presents one of them. Used from one event
 * loop.
 */
public final class CallerGate {
  private final BrokerEvents events;
  private final GuessLimit guesses;
  private Map<String, CallerSecrets> guarded = Map.of();

  /** What has been told already; a caller may ask a thousand times a second. */
  private final Set<Told> told = new HashSet<>();

  /** The name of the secret that each profile was last asked for with. */
  private final Map<String, String> admitted = new HashMap<>();

  /**
   * Makes a gate that guards no profile yet.
   *
   * @param nanoTime nanoseconds of a clock that only moves forward
   * @param events told who was let in and who was not
   */
  public CallerGate(LongSupplier nanoTime, BrokerEvents events) {
    this.events = events;
    this.guesses = new GuessLimit(nanoTime);
  }

  /**
   * Replaces the secrets: from now on exactly the profiles named in {@code secrets} are guarded,
   * each with its own.
   */
  public void configure(Map<String, CallerSecrets> secrets) {
    told.removeIf(
        one ->
            one.profile().isEmpty()
                || !same(secrets.get(one.profile()), guarded.get(one.profile())));
    guarded = Map.copyOf(secrets);
    admitted.keySet().retainAll(guarded.keySet());
  }

  /**
   * The name of the secret of the caller that {@code profile} was last opened to; null if it needs
   * none. Asked in the same turn of the event loop as {@link #ask}, it is that caller's.
   */
  public @Nullable String lastAdmitted(String profile) {
    return admitted.get(profile);
  }

  /** Whether {@code profile} has secrets. */
  public boolean guards(String profile) {
    return guarded.containsKey(profile);
  }

  /**
   * Whether a caller may have {@code profile}.
   *
   * @param presented what it proves itself by; null for nothing
   */
  public Verdict ask(String profile, @Nullable Secret presented) {
    CallerSecrets secrets = guarded.get(profile);
    if (secrets == null) {
      return Verdict.ADMITTED;
    }
    String name = presented == null ? null : secrets.nameOf(SecretDigest.of(presented));
    if (name != null) {
      admitted.put(profile, name);
      if (told.add(new Told(profile, name))) {
        events.secretUsed(profile, name);
      }
      return Verdict.ADMITTED;
    }
    if (told.add(new Told(profile, ""))) {
      events.secretRefused(profile);
    }
    if (presented == null) {
      return Verdict.SECRET_MISSING;
    }
    return guesses.exceeded() ? Verdict.TOO_MANY_GUESSES : Verdict.SECRET_WRONG;
  }

  /**
   * Counts {@code presented} as a guess if it opens no profile although some have secrets; returns
   * whether there were too many guesses. For requests that need no secret, but whose answer shows
   * whether a secret is right.
   */
  public boolean guessed(Secret presented) {
    if (guarded.isEmpty() || !opened(presented).isEmpty()) {
      return false;
    }
    if (told.add(new Told("", ""))) {
      events.secretGuessed();
    }
    return guesses.exceeded();
  }

  /** The profiles that {@code presented} opens and that are not open anyway, sorted. */
  public List<String> opened(Secret presented) {
    SecretDigest digest = SecretDigest.of(presented);
    return guarded.entrySet().stream()
        .filter(one -> one.getValue().nameOf(digest) != null)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * A key derived from {@code presented}, the same in every process, so that what it signs is valid
   * as long as the secret is. Null if it is no profile's secret, since anybody could invent one.
   *
   * @param purpose what the key is for; keys of other purposes say nothing about it
   */
  public byte @Nullable [] key(Secret presented, String purpose) {
    return opened(presented).isEmpty() ? null : SecretDigest.key(presented, purpose);
  }

  private static boolean same(@Nullable CallerSecrets one, @Nullable CallerSecrets other) {
    return one != null && one.equals(other);
  }

  /**
   * @param name of a secret; empty for those that were refused
   */
  private record Told(String profile, String name) {}
}
