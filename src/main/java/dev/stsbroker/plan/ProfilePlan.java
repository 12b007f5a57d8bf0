package dev.stsbroker.plan;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.plan.Outline.Guard;
import dev.stsbroker.plan.Outline.Policy;
import dev.stsbroker.plan.Outline.Session;
import dev.stsbroker.policy.difference.PolicyDifference;
import dev.stsbroker.sts.SessionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Compares a profile of two configurations: the sessions it serves, and to whom. */
final class ProfilePlan {
  private ProfilePlan() {}

  /**
   * @param othersGuarded whether other profiles want a secret
   */
  static void compare(
      @Nullable Session before, @Nullable Session after, boolean othersGuarded, ChangeList items) {
    if (before == null || after == null) {
      if (after != null) {
        added(after, othersGuarded, items);
      } else {
        items.lost("removed", "404 UnknownProfile from now on");
      }
      return;
    }
    if (!before.role().equals(after.role())) {
      items.wider(ChangeList.change("role", before.role(), after.role()), "another role");
    }
    if (!before.identity().equals(after.identity())) {
      items.wider(
          ChangeList.change("identity", shown(before), shown(after)),
          "another identity assumes it");
    }
    policies(before.policy(), after.policy(), items);
    durations(before, after, items);
    guards(before.guard(), after.guard(), items);
    members("user", before.guard().users(), after.guard().users(), items);
    members("group", before.guard().groups(), after.guard().groups(), items);
    parameters(before.parameters(), after.parameters(), items);
    items.settings(before.settings(), after.settings());
    hidden(before, after, items);
  }

  /**
   * A new profile is what its owner wants, and a warning where it is open in a way worth a look.
   */
  private static void added(Session session, boolean othersGuarded, ChangeList items) {
    List<String> open = new ArrayList<>();
    if (session.policy() == null) {
      open.add("the whole role");
    }
    if (othersGuarded && session.guard().open()) {
      open.add("every local process may have it, and others want a secret");
    }
    if (open.isEmpty()) {
      items.plain(added(session));
    } else {
      items.wider(added(session), String.join(", ", open));
    }
  }

  private static String added(Session session) {
    return "added, role %s, identity %s, %s, %s, %s"
        .formatted(
            session.role(),
            shown(session),
            session.policy() == null ? "no policy: the whole role" : "policy",
            Outlines.text(session.duration()),
            audience(session.guard()));
  }

  private static String audience(Guard guard) {
    if (guard.open()) {
      return "for every local process";
    }
    List<String> whom = new ArrayList<>();
    if (guard.secrets() > 0) {
      whom.add("for who has a secret");
    }
    if (!guard.users().isEmpty()) {
      whom.add("for " + numbers("user", guard.users()));
    }
    if (!guard.groups().isEmpty()) {
      whom.add("for " + numbers("group", guard.groups()));
    }
    return String.join(" ", whom);
  }

  /** Compares the users of a profile, or its groups; none is all of them. */
  private static void members(
      String kind, SortedSet<String> before, SortedSet<String> after, ChangeList items) {
    if (before.equals(after)) {
      return;
    }
    String change = "%ss %s -> %s".formatted(kind, numbers(kind, before), numbers(kind, after));
    if (after.isEmpty() || before.isEmpty()) {
      all(kind, change, after.isEmpty(), items);
      return;
    }
    if (!before.containsAll(after)) {
      items.wider(change, "more " + kind + "s may have it");
    }
    if (!after.containsAll(before)) {
      items.lost(change, "403 for callers of " + kind + "s that are gone");
    }
  }

  private static void all(String kind, String change, boolean afterwards, ChangeList items) {
    if (afterwards) {
      items.wider(change, "processes of every " + kind + " may have it");
    } else {
      items.lost(change, "403 for callers of other " + kind + "s");
    }
  }

  private static String numbers(String kind, SortedSet<String> numbers) {
    return numbers.isEmpty()
        ? "none"
        : (kind.equals("user") ? "uid " : "gid ") + String.join(", ", numbers);
  }

  private static String shown(Session session) {
    String prefix = Profile.via("");
    return session.identity().startsWith(prefix)
        ? "via " + session.identity().substring(prefix.length())
        : session.identity();
  }

  private static void policies(@Nullable Policy before, @Nullable Policy after, ChangeList items) {
    if (before == null || after == null) {
      if (after != null) {
        items.plain("policy none -> " + shown(after) + " (narrower)");
      } else if (before != null) {
        items.wider("policy " + shown(before) + " -> none", "the whole role");
      }
      return;
    }
    if (before.equals(after)) {
      return;
    }
    PolicyDifference difference = before.to(after);
    String change = "policy " + shown(before) + " -> " + shown(after);
    switch (difference.width()) {
      case SAME -> {}
      case NARROWER -> items.plain(change + " (narrower)");
      case MAY_BE_WIDER ->
          items.wider(
              change,
              difference.reason() == null
                  ? "it may be, for all that its digests tell"
                  : "it may be by " + difference.reason());
    }
  }

  /** Never its text. */
  private static String shown(Policy policy) {
    return policy.bytes() + " bytes";
  }

  private static void durations(Session before, Session after, ChangeList items) {
    int order = after.duration().compareTo(before.duration());
    String change =
        ChangeList.change(
            "duration", Outlines.text(before.duration()), Outlines.text(after.duration()));
    if (order > 0) {
      items.wider(change, "what leaks lives longer");
    } else if (order < 0) {
      items.plain(change);
    }
  }

  private static void guards(Guard before, Guard after, ChangeList items) {
    String change =
        "secrets %s -> %s"
            .formatted(
                before.secrets() == 0 ? "none" : before.secrets(),
                after.secrets() == 0 ? "none" : after.secrets());
    if (after.secrets() == 0) {
      if (before.secrets() > 0) {
        items.wider(
            change,
            after.open() ? "every local process may have it" : "its users need none any more");
      }
      return;
    }
    if (before.secrets() == 0) {
      items.lost(change, "401 for callers without one");
      return;
    }
    int added = after.notIn(before);
    int gone = before.notIn(after);
    if (added > 0) {
      items.wider(change, added + " new");
    }
    if (gone > 0) {
      items.lost(change, "401 for callers with the " + gone + " that are gone");
    }
  }

  private static void parameters(
      SortedMap<String, String> before, SortedMap<String, String> after, ChangeList items) {
    for (String name : ChangeList.names(before, after)) {
      String was = before.get(name);
      String is = after.get(name);
      String change = ChangeList.change("parameter " + name + ":", was, is);
      if (was == null) {
        items.lost(change, "400 for requests without it");
      } else if (is == null) {
        items.lost(change, "400 for requests with it");
      } else if (!was.equals(is)) {
        items.both(change, "it may take other values, and refuse some that it took");
      }
    }
  }

  /** What is never shown, and is told apart in this process alone. */
  private static void hidden(Session before, Session after, ChangeList items) {
    Profile was = before.exact();
    Profile is = after.exact();
    if (was == null || is == null) {
      return;
    }
    String id = request(was).externalId();
    if (id != null && request(is).externalId() != null && !id.equals(request(is).externalId())) {
      items.plain("another externalId");
    }
    if (!Objects.equals(request(was).sourceIdentity(), request(is).sourceIdentity())) {
      items.plain("another sourceIdentity");
    }
    if (items.isEmpty() && !was.equals(is)) {
      // Of a profile with parameters, the source identity may be a text that they fill.
      boolean filled = is.recipe() instanceof Recipe.Fillable;
      items.plain("another " + (filled ? "sourceIdentity, or " : "") + "spelling of the policy");
    }
  }

  private static SessionRequest request(Profile profile) {
    return profile.recipe() instanceof Recipe.Fillable fillable
        ? fillable.common()
        : profile.request();
  }
}
