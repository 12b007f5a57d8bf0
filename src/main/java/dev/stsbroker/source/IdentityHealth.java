package dev.stsbroker.source;

import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.FailureCode;
import dev.stsbroker.credential.FailureKind;
import dev.stsbroker.credential.IdentityState;
import dev.stsbroker.credential.IdentityState.Reach;
import dev.stsbroker.credential.IdentityState.Standing;
import dev.stsbroker.credential.IdentityState.Trouble;
import dev.stsbroker.source.key.IdentityProblem;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the state of one identity: receives the outcome of every reading of its key and of every
 * call signed with it. Outages of STS and refusals that concern a role do not change the state. To
 * be used on one thread.
 */
final class IdentityHealth {
  /** Characters of a trouble that are told: several fit an answer of 16 KiB. */
  private static final int LONGEST = 500;

  private final String name;
  private final Mending mending;
  private final InstantSource clock;
  private final Runnable changed;
  private @Nullable Instant provedAt;
  private @Nullable CredentialException unread;
  private @Nullable CredentialException refused;
  private boolean holds;
  private IdentityState state;

  /**
   * Nothing is known yet.
   *
   * @param mending what helps, by kind of identity
   * @param changed run when the identity fares otherwise than before
   */
  IdentityHealth(String name, Mending mending, InstantSource clock, Runnable changed) {
    this.name = name;
    this.mending = mending;
    this.clock = clock;
    this.changed = changed;
    this.state =
        new IdentityState(name, Standing.UNPROVED, clock.instant(), null, null, Reach.NONE);
  }

  /** Of an identity that nobody asks about. */
  static IdentityHealth unwatched(String name) {
    return new IdentityHealth(name, Mending.KEY, () -> Instant.EPOCH, () -> {});
  }

  /**
   * Goes on with what {@code before} knows of the files that both are read from. What STS said is
   * not taken over: another one is asked.
   */
  void follow(IdentityHealth before) {
    if (before.unread != null && IdentityProblem.is(before.unread)) {
      unread = before.unread;
      holds = before.holds;
      Standing standing = standing();
      state =
          standing == before.state.standing()
              ? before.state
              : new IdentityState(
                  name, standing, clock.instant(), null, trouble(standing), Reach.NONE);
    }
  }

  /** How it fares; the reach is not known here. */
  IdentityState state() {
    return state;
  }

  /**
   * There is a key to sign with.
   *
   * @param trouble why it is one read before, and not what is there now; null if it is that
   */
  void read(@Nullable CredentialException trouble) {
    unread = trouble;
    holds = true;
    settle();
  }

  /** There was no key to sign with. */
  void unread(Throwable cause) {
    if (!(cause instanceof CredentialException why)) {
      return;
    }
    if (disputed(why)) {
      refused(why);
    } else if (IdentityProblem.is(why) || why.kind().lasting()) {
      unread = why;
      holds = false;
      settle();
    }
  }

  /** STS took it. */
  void proved() {
    provedAt = clock.instant();
    refused = null;
    settle();
  }

  /** A call signed with it failed. */
  void failed(Throwable cause) {
    if (!(cause instanceof CredentialException why)) {
      return;
    }
    if (disputed(why)) {
      refused(why);
    } else if (why.known() == FailureCode.NO_PERMISSION) {
      // STS knows who asked, or it could not say what that one may not do.
      proved();
    }
  }

  private void refused(CredentialException why) {
    refused = why;
    settle();
  }

  private static boolean disputed(CredentialException why) {
    return why.kind() == FailureKind.IDENTITY_BROKEN || why.known().isAuthenticationFailure();
  }

  private void settle() {
    IdentityState before = state;
    Standing standing = standing();
    boolean same = standing == before.standing();
    Instant since = same ? before.since() : clock.instant();
    state = new IdentityState(name, standing, since, provedAt, trouble(standing), Reach.NONE);
    if (!same || !told(before).equals(told(state))) {
      changed.run();
    }
  }

  private Standing standing() {
    if (unread != null && !holds) {
      return Standing.UNUSABLE;
    }
    if (refused != null) {
      return Standing.REFUSED;
    }
    if (unread != null) {
      return Standing.KEPT;
    }
    return provedAt == null ? Standing.UNPROVED : Standing.OK;
  }

  private @Nullable Trouble trouble(Standing standing) {
    CredentialException why = standing == Standing.REFUSED ? refused : unread;
    if (why == null || standing == Standing.OK || standing == Standing.UNPROVED) {
      return null;
    }
    String todo = mending.of(standing, why);
    String said = IdentityProblem.bare(name, why);
    String sentence = said.length() <= LONGEST ? said : said.substring(0, LONGEST) + "...";
    return new Trouble(why.code(), sentence, why.requestId(), todo);
  }

  /** What of a trouble is news: not under which id STS repeats it. */
  private static String told(IdentityState state) {
    return state.trouble() == null ? "" : state.trouble().sentence();
  }
}
