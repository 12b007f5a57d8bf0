package dev.stsbroker.access;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.share.Buckets;
import dev.stsbroker.share.Holdings;
import dev.stsbroker.time.TokenBucket;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may have a profile. A profile with users or groups is open to their processes alone,
 * as the kernel names them; a profile with secrets to whoever presents one of them; one with both
 * to whom both let in. A profile without either is open to every caller, whatever it presents. Used
 * from one event loop.
 */
public final class CallerGate {
  /**
   * Wrong secrets of a caller that are answered one by one. That is no defence against guessing,
   * which the length of secrets is: it keeps a caller that has gone wild from looking like many
   * that are merely wrong.
   */
  private static final int GUESSES_AT_ONCE = 100;

  private static final int GUESSES_PER_SECOND = 20;

  /** Those of all callers, for one that is of many users. */
  private static final int ALL_GUESSES_AT_ONCE = 1000;

  private static final int ALL_GUESSES_PER_SECOND = 200;

  /** Callers of other users that are told of one by one; further ones are only counted. */
  private static final int MOST_TOLD = 1000;

  /** So many of one user, which may ask for every profile there is. */
  private static final int MOST_TOLD_OF_ONE = 100;

  private final BrokerEvents events;
  private final Buckets guesses;
  private final TokenBucket allGuesses;
  private Map<String, CallerSecrets> guarded = Map.of();
  private Map<String, CallerUsers> reserved = Map.of();
  private UserNames names = UserNames.NONE;
  private boolean named;
  private boolean identifiesAll;
  private int changes;

  /** What has been told already; a caller may ask a thousand times a second. */
  private final Set<Told> told = new HashSet<>();

  /** Refused callers that have been told of already, at most {@link #MOST_TOLD}. */
  private final Set<Refused> refused = new HashSet<>();

  /** How many of them are of which user. */
  private Holdings toldOf = new Holdings();

  /**
   * Makes a gate that guards no profile yet.
   *
   * @param nanoTime nanoseconds of a clock that only moves forward
   * @param events told who was let in and who was not
   */
  public CallerGate(LongSupplier nanoTime, BrokerEvents events) {
    this.events = events;
    this.guesses = new Buckets(GUESSES_AT_ONCE, GUESSES_PER_SECOND, nanoTime);
    this.allGuesses = new TokenBucket(ALL_GUESSES_AT_ONCE, ALL_GUESSES_PER_SECOND, nanoTime);
  }

  /**
   * Replaces the secrets and the users: from now on exactly the profiles named in {@code secrets}
   * are guarded, and those in {@code users} reserved, each with its own.
   */
  public void configure(Map<String, CallerSecrets> secrets, Map<String, CallerUsers> users) {
    refused.removeIf(one -> !Objects.equals(users.get(one.profile()), reserved.get(one.profile())));
    toldOf = new Holdings();
    refused.forEach(one -> toldOf.add(one.account()));
    reserved = Map.copyOf(users);
    told.removeIf(
        one ->
            one.profile().isEmpty()
                || !same(secrets.get(one.profile()), guarded.get(one.profile())));
    guarded = Map.copyOf(secrets);
    changes++;
  }

  /**
   * How often secrets, users or their names were replaced: while it is the same, so are the
   * decisions.
   */
  public int changes() {
    return changes;
  }

  /**
   * Replaces what users are called.
   *
   * @param wanted whether callers have to be known for what they are called alone
   */
  public void call(UserNames users, boolean wanted) {
    names = users;
    named = wanted;
    changes++;
  }

  /** What the user of {@code caller} is called; null if it is not known. */
  public @Nullable String userName(Caller caller) {
    Long uid = caller.peer().uid();
    return uid == null ? null : names.of(uid);
  }

  /** Whether {@code profile} has secrets. */
  public boolean guards(String profile) {
    return guarded.containsKey(profile);
  }

  /** Whom {@code profile} is for, as {@code users and groups}; null if any process may have it. */
  public @Nullable String reserves(String profile) {
    CallerUsers users = reserved.get(profile);
    if (users == null) {
      return null;
    }
    return users.gids().isEmpty()
        ? "users"
        : users.uids().isEmpty() ? "groups" : "users and groups";
  }

  /** Whether callers' users are wanted from now on, whatever the profiles are. */
  public void identifyAll(boolean wanted) {
    identifiesAll = wanted;
  }

  /** Whether callers' users have to be known, such as for a profile that is for certain users. */
  public boolean wantsUsers() {
    return identifiesAll || named || !reserved.isEmpty();
  }

  /** Whether one more refusal of {@code account} is told of, and not only counted. */
  private boolean tellsOf(long account) {
    return refused.size() < MOST_TOLD && toldOf.of(account) < MOST_TOLD_OF_ONE;
  }

  /** Whether the user or the groups of {@code caller} keep it from {@code profile}; tells of it. */
  private boolean foreign(String profile, Caller caller) {
    if (lets(caller, profile)) {
      return false;
    }
    Peer peer = caller.peer();
    Refused one = new Refused(profile, peer.account(), peer.unknown());
    if (!refused.contains(one) && tellsOf(peer.account())) {
      refused.add(one);
      toldOf.add(peer.account());
      events.callerRefused(profile, peer.uid(), peer.unknown());
    }
    return true;
  }

  /** Whether the kernel's word on {@code caller} lets it have {@code profile}. */
  public boolean lets(Caller caller, String profile) {
    return refusal(caller, profile) == null;
  }

  /**
   * Why the user or the groups of {@code caller} keep it from {@code profile}, for people; null if
   * they do not.
   */
  public @Nullable String refusal(Caller caller, String profile) {
    CallerUsers users = reserved.get(profile);
    return users == null ? null : users.refusal(caller.peer());
  }

  /** The profiles that are for certain users or groups and let {@code caller} have them, sorted. */
  public List<String> reserved(Caller caller) {
    return reserved.entrySet().stream()
        .filter(one -> one.getValue().refusal(caller.peer()) == null)
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
    return tooMany(caller) ? Verdict.TOO_MANY_GUESSES : Verdict.SECRET_WRONG;
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
    return tooMany(caller);
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

  /** Counts one more wrong secret of {@code caller}; whether it is too many. */
  private boolean tooMany(Caller caller) {
    return !guesses.take(caller.peer().account()).isZero() || !allGuesses.take().isZero();
  }

  private static boolean same(@Nullable CallerSecrets one, @Nullable CallerSecrets other) {
    return one != null && one.equals(other);
  }

  /**
   * @param name of a secret; empty for those that were refused
   */
  private record Told(String profile, String name) {}

  /** A user alone: a user has as many processes as it likes. */
  private record Refused(String profile, long account, String unknown) {}

  /** Whether a caller may have a profile. */
  public enum Verdict {
    /** Yes. */
    ADMITTED,
    /** No: the profile is for certain users or groups, and its process is of none, or unknown. */
    FOREIGN,
    /** No: the profile has secrets, and none was presented. */
    SECRET_MISSING,
    /** No: what was presented is none of the profile's secrets. */
    SECRET_WRONG,
    /** As {@link #SECRET_WRONG}, and so were too many others of late. */
    TOO_MANY_GUESSES
  }
}
