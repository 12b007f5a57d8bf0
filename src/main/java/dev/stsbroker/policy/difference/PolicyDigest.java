package dev.stsbroker.policy.difference;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.policy.Effect;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.Statement;
import dev.stsbroker.policy.difference.PolicyDifference.Width;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A policy without its text, which names buckets and people: enough to see that another one is the
 * same, or has fewer of the same statements that allow and more that deny.
 *
 * @param allows a digest for each statement that allows
 * @param denies likewise of those that deny
 */
public record PolicyDigest(SortedSet<String> allows, SortedSet<String> denies) {
  /** Hexadecimal digits of a digest; nobody gains by two statements that look the same. */
  private static final int DIGITS = 16;

  /** Keeps its own copies. */
  public PolicyDigest {
    allows = Collections.unmodifiableSortedSet(new TreeSet<>(allows));
    denies = Collections.unmodifiableSortedSet(new TreeSet<>(denies));
  }

  /** The digest of {@code document}. */
  public static PolicyDigest of(PolicyDocument document) {
    SortedSet<String> allows = new TreeSet<>();
    SortedSet<String> denies = new TreeSet<>();
    for (Statement one : document.statements()) {
      (one.effect() == Effect.ALLOW ? allows : denies).add(digest(one));
    }
    return new PolicyDigest(allows, denies);
  }

  /** How {@code after} compares with {@code before}, as far as can be told without the texts. */
  public static PolicyDifference between(PolicyDigest before, PolicyDigest after) {
    if (before.equals(after)) {
      return new PolicyDifference(Width.SAME, null);
    }
    boolean narrower =
        before.allows().containsAll(after.allows()) && after.denies().containsAll(before.denies());
    return new PolicyDifference(narrower ? Width.NARROWER : Width.MAY_BE_WIDER, null);
  }

  /** Equal for statements that differ in the order of their lists alone. */
  private static String digest(Statement statement) {
    List<String> conditions =
        statement.conditions().stream()
            .map(one -> one.operator() + "\n" + one.key() + "\n" + sorted(one.values()))
            .toList();
    String text =
        String.join(
            "\n\n",
            sorted(lower(statement.actions())),
            sorted(lower(statement.notActions())),
            sorted(statement.resources()),
            sorted(conditions));
    return HexFormat.of().formatHex(sha256(text)).substring(0, DIGITS);
  }

  private static String sorted(Collection<String> texts) {
    return String.join("\0", new TreeSet<>(texts));
  }

  private static List<String> lower(List<String> actions) {
    return actions.stream().map(action -> action.toLowerCase(Locale.ROOT)).toList();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
