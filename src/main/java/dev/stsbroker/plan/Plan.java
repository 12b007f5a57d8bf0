package dev.stsbroker.plan;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.event.ConfigDifference;
import dev.stsbroker.event.ConfigDifference.Line;
import dev.stsbroker.plan.Outline.Kept;
import dev.stsbroker.plan.Outline.Session;
import dev.stsbroker.plan.Outline.Signer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two configurations: what changes for whom when one replaces the other. A
 * pure function of the two. It warns of everything that becomes wider, and of every request that
 * was answered before and will not be; what cannot be shown not to be wider counts as wider.
 */
public final class Plan {
  private Plan() {}

  /**
   * The difference between two configurations, of which {@code after} takes the place of {@code
   * before}. Parses the policies that differ: not for an event loop.
   *
   * @param file where they stand, absolute
   */
  public static ConfigDifference between(BrokerConfig before, BrokerConfig after, Path file) {
    Set<Profile> same = new HashSet<>(before.profiles());
    same.retainAll(new HashSet<>(after.profiles()));
    same.removeIf(
        profile ->
            !Objects.equals(
                    before.secrets().get(profile.name()), after.secrets().get(profile.name()))
                || !Objects.equals(
                    before.users().get(profile.name()), after.users().get(profile.name())));
    Set<String> guarded = new HashSet<>(after.secrets().keySet());
    guarded.addAll(after.users().keySet());
    Predicate<Profile> changed = profile -> !same.contains(profile);
    return between(Outlines.of(before, file, changed), Outlines.of(after, file, changed), guarded);
  }

  /** The difference, the broker's own line first, then identities, profiles and files by name. */
  public static ConfigDifference between(Outline before, Outline after) {
    Set<String> guarded = new HashSet<>(after.profiles().keySet());
    guarded.removeIf(name -> !guards(after.profiles().get(name)));
    return between(before, after, guarded);
  }

  private static boolean guards(@Nullable Session session) {
    return session != null && !session.guard().open();
  }

  /** {@code guarded} are the profiles that are not for all, those included that do not change. */
  private static ConfigDifference between(Outline before, Outline after, Set<String> guarded) {
    ChangeList own = new ChangeList();
    ListeningPlan.compare(before.listening(), after.listening(), own);
    ListeningPlan.compareDefault(before.defaultProfile(), after.defaultProfile(), own);
    before
        .settings()
        .forEach((name, was) -> own.told(name, was, after.settings().getOrDefault(name, was)));
    List<Line> lines =
        Stream.of(
                own.line("broker"),
                lines("identity ", before.identities(), after.identities(), Plan::identity),
                lines(
                    "profile ",
                    before.profiles(),
                    after.profiles(),
                    (was, is, items) -> ProfilePlan.compare(was, is, !guarded.isEmpty(), items)),
                lines(
                    "file ",
                    before.files(),
                    after.files(),
                    (was, is, items) -> file(was, is, guarded, items)))
            .flatMap(all -> all)
            .toList();
    return new ConfigDifference(lines);
  }

  private static <V> Stream<Line> lines(
      String kind,
      SortedMap<String, V> before,
      SortedMap<String, V> after,
      Comparing<V> comparing) {
    return ChangeList.names(before, after).stream()
        .flatMap(
            name -> {
              ChangeList items = new ChangeList();
              comparing.compare(before.get(name), after.get(name), items);
              return items.line(kind + name);
            });
  }

  private static void identity(@Nullable Signer before, @Nullable Signer after, ChangeList items) {
    if (before == null || after == null) {
      // The lines of the profiles say whom that concerns.
      items.plain(before == null ? "added, " + shown(after) : "removed");
      return;
    }
    if (!shown(before).equals(shown(after))) {
      items.wider(ChangeList.change("", shown(before), shown(after)).strip(), "another key signs");
    } else if (before.exact() != null
        && after.exact() != null
        && !before.exact().equals(after.exact())) {
      items.wider("another secret", "another key may sign");
    }
  }

  private static String shown(@Nullable Signer signer) {
    return signer == null ? "" : (signer.type() + " " + signer.source()).strip();
  }

  private static void file(
      @Nullable Kept before, @Nullable Kept after, Set<String> guarded, ChangeList items) {
    if (after == null) {
      items.lost("removed", "its readers get no new credentials");
      return;
    }
    if (before == null) {
      String added = "added, profile " + after.profile();
      if (guarded.contains(after.profile())) {
        items.wider(added, "its readers need no secret, and callers do");
      } else {
        items.plain(added);
      }
      return;
    }
    if (!before.profile().equals(after.profile())) {
      items.wider(
          ChangeList.change("profile", before.profile(), after.profile()),
          "its readers get another session");
    }
    if (!before.format().equals(after.format())) {
      items.lost(
          ChangeList.change("format", before.format(), after.format()),
          "its readers find another form");
    }
    items.settings(before.settings(), after.settings());
  }

  /** Tells what differs; null for what is not there. */
  private interface Comparing<V> {
    void compare(@Nullable V before, @Nullable V after, ChangeList items);
  }
}
