package dev.stsbroker.access;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.time.TokenBucket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may have a profile. A profile with users is open to their processes alone, as the
 * kernel names them; a profile with secrets to whoever presents one of them; one with both to whom
 * both let in. A profile without either is open to every caller, whatever it presents. Used from
 * one event loop.
 */
public final class CallerGate {
  /**
   * Wrong secrets that are answered one by one. That is no defence against guessing, which the
   * length of secrets is: it keeps a caller that has gone wild from looking like many that are
   * merely wrong.
   */
  private static final int GUESSES_AT_ONCE = 100;

  private static final int GUESSES_PER_SECOND = 20;

  /** Callers of other users that are told of one by one; further ones are only counted. */
  private static final int MOST_TOLD = 1000;

  private final BrokerEvents events;
  private final TokenBucket guesses;
  private Map<String, CallerSecrets> guarded = Map.of();
  private Map<String, CallerUsers> reserved = Map.of();
  private boolean identifiesAll;

  /** What has been told already; a caller may ask a thousand times a second. */
  private final Set<Told> told = new HashSet<>();

  /** Refused callers that have been told of already, at most {@link #MOST_TOLD}. */
  private final Set<Refused> refused = new HashSet<>();

  /**
   * Makes a gate that guards no profile yet.
   *
   * @param nanoTime nanoseconds of a clock that only moves forward
   * @param events told who was let in and who was not
   */
  public CallerGate(LongSupplier nanoTime, BrokerEvents events) {
    this.events = events;
    this.guesses = new TokenBucket(GUESSES_AT_ONCE, GUESSES_PER_SECOND, nanoTime);
  }

  /**
   * Replaces the secrets and the users: from now on exactly the profiles named in {@code secrets}
   * are guarded, and those in {@code users} reserved, each with its own.
   */
  public void configure(Map<String, CallerSecrets> secrets, Map<String, CallerUsers> users) {
    refused.removeIf(one -> !Objects.equals(users.get(one.profile()), reserved.get(one.profile())));
    reserved = Map.copyOf(users);
    told.removeIf(
        one ->
            one.profile().isEmpty()
                || !same(secrets.get(one.profile()), guarded.get(one.profile())));
    guarded = Map.copyOf(secrets);
  }

  /** Whether {@code profile} has secrets. */
  public boolean guards(String profile) {
    return guarded.containsKey(profile);
  }

  /** Whether {@code profile} is for certain users alone. */
  public boolean reserves(String profile) {
    return reserved.containsKey(profile);
  }

  /** Whether callers' users are wanted from now on, whatever the profiles are. */
  public void identifyAll(boolean wanted) {
    identifiesAll = wanted;
  }

  /** Whether callers' users have to be known, such as for a profile that is for certain users. */
  public boolean wantsUsers() {
    return identifiesAll || !reserved.isEmpty();
  }

  /** Whether the user of {@code caller} keeps it from {@code profile}; tells of it. */
  private boolean foreign(String profile, Caller caller) {
    if (lets(caller, profile)) {
      return false;
    }
    Refused one = new Refused(profile, caller.peer());
    if (refused.size() < MOST_TOLD && refused.add(one)) {
      events.callerRefused(profile, caller.peer().uid(), caller.peer().unknown());
    }
    return true;
  }

  /** Whether the user of {@code caller} lets it have {@code profile}, as far as that goes. */
  public boolean lets(Caller caller, String profile) {
    CallerUsers users = reserved.get(profile);
    return users == null || users.admit(caller.peer());
  }

  /** The profiles that are for certain users alone and let {@code caller} have them, sorted. */
  public List<String> reserved(Caller caller) {
    return reserved.entrySet().stream()
        .filter(one -> one.getValue().admit(caller.peer()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /**
   * Whether {@code caller} may have {@code profile}; remembers in it the secret's name if it may.
   */
  public Verdict ask(String profile, Caller caller) {
    if (foreign(profile, caller)) {
      return Verdict.FOREIGN;
    }
    CallerSecrets secrets = guarded.get(profile);
    if (secrets == null) {
      return Verdict.ADMITTED;
    }
    SecretDigest digest = caller.digest();
    String name = digest == null ? null : secrets.nameOf(digest);
    if (name != null) {
      caller.admittedWith(name);
      if (told.add(new Told(profile, name))) {
        events.secretUsed(profile, name);
      }
      return Verdict.ADMITTED;
    }
    if (told.add(new Told(profile, ""))) {
      events.secretRefused(profile);
    }
    if (digest == null) {
      return Verdict.SECRET_MISSING;
    }
    return tooMany() ? Verdict.TOO_MANY_GUESSES : Verdict.SECRET_WRONG;
  }

  /**
   * Counts the secret of {@code caller} as a guess if it opens no profile although some have
   * secrets; returns whether there were too many guesses. For requests that need no secret, but
   * whose answer shows whether a secret is right.
   */
  public boolean guessed(Caller caller) {
    if (caller.digest() == null || guarded.isEmpty() || !opened(caller).isEmpty()) {
      return false;
    }
    if (told.add(new Told("", ""))) {
      events.secretGuessed();
    }
    return tooMany();
  }

  /** The profiles that the secret of {@code caller} opens and that are not open anyway, sorted. */
  public List<String> opened(Caller caller) {
    SecretDigest digest = caller.digest();
    return digest == null
        ? List.of()
        : guarded.entrySet().stream()
            .filter(one -> one.getValue().nameOf(digest) != null)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
  }

  /**
   * A key derived from the secret of {@code caller}, the same in every process, so that what it
   * signs is valid as long as the secret is. Null if it presents none, or none of any profile,
   * since anybody could invent one.
   *
   * @param purpose what the key is for; keys of other purposes say nothing about it
   */
  public byte @Nullable [] key(Caller caller, String purpose) {
    Secret secret = caller.presented();
    return secret == null || opened(caller).isEmpty() ? null : SecretDigest.key(secret, purpose);
  }

  /** Counts one more wrong secret; whether it is too many. */
  private boolean tooMany() {
    return !guesses.take().isZero();
  }

  private static boolean same(@Nullable CallerSecrets one, @Nullable CallerSecrets other) {
    return one != null && one.equals(other);
  }

  /**
   * @param name of a secret; empty for those that were refused
   */
  private record Told(String profile, String name) {}

  private record Refused(String profile, Peer peer) {}

  /** Whether a caller may have a profile. */
  public enum Verdict {
    /** Yes. */
    ADMITTED,
    /** No: the profile is for certain users, and its process is of none of them, or unknown. */
    FOREIGN,
    /** No: the profile has secrets, and none was presented. */
    SECRET_MISSING,
    /** No: what was presented is none of the profile's secrets. */
    SECRET_WRONG,
    /** As {@link #SECRET_WRONG}, and so were too many others of late. */
    TOO_MANY_GUESSES
  }
}
