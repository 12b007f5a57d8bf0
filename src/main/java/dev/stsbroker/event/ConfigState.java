package dev.stsbroker.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the configuration at one moment: which one runs, and whether the last one that was
 * read was applied or refused. Nothing in it is secret.
 *
 * @param generation which configuration runs, counted from 1
 * @param appliedAt since when
 * @param triedAt when one was last read, whatever came of it
 * @param refusal the last that was refused; null if none was
 */
public record ConfigState(
    long generation, Instant appliedAt, Instant triedAt, @Nullable Refusal refusal) {
  /** Refusals are shown with so many problems. */
  private static final int MOST_PROBLEMS = 20;

  /** Characters of a problem that are shown. */
  private static final int LONGEST = 500;

  /** The first configuration, which runs since {@code now}. */
  public static ConfigState first(Instant now) {
    return new ConfigState(1, now, now, null);
  }

  /**
   * A configuration that was refused.
   *
   * @param since when the first of those was that were refused one after the other
   * @param at when this one was
   * @param problems why, the first of them, and how many more there are
   * @param stands whether it is what stands in the file still: nothing was applied since
   * @param nextTryAt when it is tried again with nobody changing it; null if it is not
   */
  public record Refusal(
      Instant since,
      Instant at,
      List<String> problems,
      boolean stands,
      @Nullable Instant nextTryAt) {
    /** Keeps its own copy, of a bounded length. */
    public Refusal {
      problems = bounded(problems);
    }

    private static List<String> bounded(List<String> all) {
      List<String> told = new ArrayList<>();
      all.stream()
          .limit(MOST_PROBLEMS)
          .map(one -> one.length() <= LONGEST ? one : one.substring(0, LONGEST - 1) + "…")
          .forEach(told::add);
      if (all.size() > MOST_PROBLEMS) {
        told.add("and " + (all.size() - MOST_PROBLEMS) + " more (sts-broker check tells all)");
      }
      return List.copyOf(told);
    }

    private Refusal over() {
      return new Refusal(since, at, problems, false, null);
    }
  }

  /** Another configuration runs since {@code now}. */
  public ConfigState applied(Instant now) {
    return new ConfigState(generation + 1, now, now, refusal == null ? null : refusal.over());
  }

  /** What was read {@code now} is what runs. */
  public ConfigState unchanged(Instant now) {
    return new ConfigState(generation, appliedAt, now, refusal == null ? null : refusal.over());
  }

  /**
   * One was refused {@code now}.
   *
   * @param problems why
   * @param nextTryAt when it is tried again with nobody changing it; null if it is not
   */
  public ConfigState refused(Instant now, List<String> problems, @Nullable Instant nextTryAt) {
    Refusal before = standing();
    Instant since = before == null ? now : before.since();
    return new ConfigState(
        generation, appliedAt, now, new Refusal(since, now, problems, true, nextTryAt));
  }

  /** The refusal of what stands in the file; null if that runs. */
  public @Nullable Refusal standing() {
    return refusal != null && refusal.stands() ? refusal : null;
  }

  /** What would mend a refusal that stands; null if there is none. */
  public @Nullable String todo() {
    Refusal now = standing();
    if (now == null) {
      return null;
    }
    return now.nextTryAt() != null
        ? "nothing, it is tried again; where it lasts, see whether STS can be reached"
        : "mend what is named here, then write the file again or POST /reload; sts-broker check"
            + " tells all about the file; do so before the broker is started again, what runs is"
            + " in its memory alone";
  }
}
