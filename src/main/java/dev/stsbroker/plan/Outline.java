package dev.stsbroker.plan;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.SessionPolicy;
import dev.stsbroker.policy.difference.PolicyDifference;
import dev.stsbroker.policy.difference.PolicyDigest;
import dev.stsbroker.source.key.SourceSettings;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a configuration that decide who gets what. An outline is made from a
 * configuration, or from what a running broker tells of its own; a broker does not tell the
 * <em>exact</em> parts, so they are missing then.
 *
 * @param listening where and how requests are taken
 * @param defaultProfile served where a request names none; null for none
 * @param settings the rest, by what people call it
 * @param identities by name
 * @param profiles by name
 * @param files by path, the one people see
 */
public record Outline(
    Listening listening,
    @Nullable String defaultProfile,
    SortedMap<String, String> settings,
    SortedMap<String, Signer> identities,
    SortedMap<String, Session> profiles,
    SortedMap<String, Kept> files) {
  /** Keeps its own copies. */
  public Outline {
    settings = copy(settings);
    identities = copy(identities);
    profiles = copy(profiles);
    files = copy(files);
  }

  /** From where an address can be reached; each reaches further than the one before. */
  public enum Reach {
    /** A unix socket: the users that its mode lets in. */
    SOCKET,
    /** Every process of this machine, or of this pod. */
    LOOPBACK,
    /** Other machines. */
    REMOTE
  }

  /**
   * Where and how requests are taken.
   *
   * @param listen addresses of the job listener
   * @param admin address of the admin listener, the only key
   * @param allowedHosts names accepted beside the listeners' own
   * @param metadataToken whether metadata is read with a token, or a secret, alone
   */
  public record Listening(
      SortedMap<String, Reach> listen,
      SortedMap<String, Reach> admin,
      SortedSet<String> allowedHosts,
      boolean metadataToken) {
    /** Keeps its own copies. */
    public Listening {
      listen = copy(listen);
      admin = copy(admin);
      allowedHosts = Collections.unmodifiableSortedSet(new TreeSet<>(allowedHosts));
    }
  }

  /**
   * An identity.
   *
   * @param type its type's name in the configuration
   * @param source what its key is read from, for people; empty for what has no place
   * @param exact all of it, where the key or a secret stands in the configuration itself
   */
  public record Signer(String type, String source, @Nullable SourceSettings exact) {}

  /**
   * A profile.
   *
   * @param role ARN of the role
   * @param identity what assumes it, as {@link Profile#identity()} has it
   * @param duration life asked for
   * @param policy its session policy; null for the whole role
   * @param guard who may ask
   * @param parameters patterns of the values that jobs supply, by name
   * @param settings the rest, by what people call it
   * @param exact all of it but the guard
   */
  public record Session(
      String role,
      String identity,
      Duration duration,
      @Nullable Policy policy,
      Guard guard,
      SortedMap<String, String> parameters,
      SortedMap<String, String> settings,
      @Nullable Profile exact) {
    /** Keeps its own copies. */
    public Session {
      parameters = copy(parameters);
      settings = copy(settings);
    }
  }

  /**
   * A session policy; with parameters, filled with values that occur nowhere else.
   *
   * @param bytes its size
   * @param told all that is known of it where it is not exact; null where it is
   * @param exact the policy, which is parsed when it is compared: there may be thousands
   */
  public record Policy(int bytes, @Nullable PolicyDigest told, @Nullable SessionPolicy exact) {
    static Policy of(SessionPolicy policy) {
      return new Policy(policy.sizeInBytes(), null, policy);
    }

    /** What tells it from others without its text. */
    PolicyDigest digest() {
      if (told != null) {
        return told;
      }
      if (exact == null) {
        throw new IllegalStateException("a policy of which nothing is known");
      }
      return PolicyDigest.of(PolicyDocument.parse(exact.text()));
    }

    /** How {@code other} compares with it. */
    PolicyDifference to(Policy other) {
      return exact == null || other.exact == null
          ? PolicyDigest.between(digest(), other.digest())
          : PolicyDifference.between(
              PolicyDocument.parse(exact.text()), PolicyDocument.parse(other.exact.text()));
    }
  }

  /**
   * Who may ask for a profile.
   *
   * @param secrets how many secrets open it; 0 where none is needed
   * @param users numbers of the users whose processes may have it; none where all may
   * @param groups numbers of the groups, one of which its processes have to be of as well; none
   *     where any will do
   * @param exact the secrets' digests, good in this process alone
   */
  public record Guard(
      int secrets,
      SortedSet<String> users,
      SortedSet<String> groups,
      @Nullable CallerSecrets exact) {
    /** Keeps its own copies. */
    public Guard {
      users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
      groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    }

    /** Whether every local process may have it. */
    boolean open() {
      return secrets == 0 && users.isEmpty() && groups.isEmpty();
    }

    /** How many secrets it has that {@code other} does not; at least, where not all is exact. */
    int notIn(Guard other) {
      return exact == null || other.exact == null
          ? Math.max(0, secrets - other.secrets)
          : exact.notIn(other.exact);
    }
  }

  /**
   * A file that credentials are kept in.
   *
   * @param profile whose
   * @param format how they are laid down
   * @param settings the rest, by what people call it
   */
  public record Kept(String profile, String format, SortedMap<String, String> settings) {
    /** Keeps its own copy. */
    public Kept {
      settings = copy(settings);
    }
  }

  private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
