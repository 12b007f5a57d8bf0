package dev.stsbroker.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision on a request: a verdict, and the reason for it.
 *
 * @param verdict whether the request is allowed
 * @param decidedBy the statement that decided, or the layer that does not allow; null if there is
 *     none to name
 * @param doubt what the verdict depends on; null unless it is {@link Verdict#UNDECIDED}
 */
public record Decision(Verdict verdict, @Nullable String decidedBy, @Nullable Doubt doubt) {

  /**
   * What a verdict depends on, and both of its outcomes.
   *
   * @param fields what would have to be known of the request: {@code action}, {@code region},
   *     {@code account}, {@code resource}, or condition keys; at least one
   * @param statements those that may match, and may not
   * @param allowed what allows it, if no Deny in doubt matches and every Allow in doubt does
   * @param denied what denies it, if it is the other way round
   */
  public record Doubt(
      List<String> fields, List<String> statements, Decision allowed, Decision denied) {
    /** Keeps its own copies of the lists. */
    public Doubt {
      fields = List.copyOf(fields);
      statements = List.copyOf(statements);
    }
  }

  /** A verdict without doubt. */
  public Decision(Verdict verdict, @Nullable String decidedBy) {
    this(verdict, decidedBy, null);
  }

  /** How a request fares. */
  public enum Verdict {
    /** Every layer allows it and none denies it, whatever is not known of it. */
    ALLOWED,
    /** A statement denies it, whatever is not known of it. */
    EXPLICITLY_DENIED,
    /** Some layer does not allow it, whatever is not known of it. */
    NOT_ALLOWED,
    /** It is allowed or denied, depending on what is not known of it. */
    UNDECIDED
  }
}
