package dev.stsbroker.plan;

import dev.stsbroker.plan.Outline.Listening;
import dev.stsbroker.plan.Outline.Reach;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compares the listeners of two configurations, and what they require of requests. */
final class ListeningPlan {
  private ListeningPlan() {}

  static void compare(Listening before, Listening after, ChangeList items) {
    addresses("listen", before.listen(), after.listen(), items);
    addresses("admin", before.admin(), after.admin(), items);
    less(after.allowedHosts(), before.allowedHosts())
        .forEach(
            host ->
                items.wider(
                    "allowedHosts: " + host + " added", "requests for that Host are taken"));
    less(before.allowedHosts(), after.allowedHosts())
        .forEach(
            host ->
                items.lost("allowedHosts: " + host + " removed", "403 for that Host from now on"));
    String tokens =
        ChangeList.change("requireMetadataToken", before.metadataToken(), after.metadataToken());
    if (before.metadataToken() && !after.metadataToken()) {
      items.wider(tokens, "metadata is read without a token");
    } else if (after.metadataToken() && !before.metadataToken()) {
      items.lost(tokens, "401 for clients that send no token");
    }
  }

  static void compareDefault(@Nullable String before, @Nullable String after, ChangeList items) {
    String change = ChangeList.change("default profile", before, after);
    if (before != null && after == null) {
      items.lost(change, "404 for /credentials and other requests that name no profile");
    } else if (before != null && !before.equals(after)) {
      items.both(change, "requests that name no profile get another session");
    } else {
      items.told("default profile", before, after);
    }
  }

  /**
   * An address is wider if it is reached from where no address was reached before; one that other
   * machines reach always is, since it may be of another network.
   */
  private static void addresses(
      String what,
      SortedMap<String, Reach> before,
      SortedMap<String, Reach> after,
      ChangeList items) {
    Reach widest =
        before.isEmpty() ? Reach.REMOTE : Collections.max(before.values(), Reach::compareTo);
    after.forEach(
        (address, reach) -> {
          if (before.containsKey(address)) {
            return;
          }
          String text = what + ": " + address + " added";
          boolean network = reach == Reach.REMOTE && !before.isEmpty();
          if (network || reach.compareTo(widest) > 0) {
            items.wider(
                text,
                reach == Reach.REMOTE
                    ? "open to other machines"
                    : "open to every local process, as no socket is");
          } else {
            items.plain(text);
          }
        });
    less(new TreeSet<>(before.keySet()), new TreeSet<>(after.keySet()))
        .forEach(address -> removed(what + ": " + address + " removed", address, after, items));
  }

  private static void removed(
      String text, String address, SortedMap<String, Reach> after, ChangeList items) {
    String wider = first(after, other -> takesIn(other, address));
    String left = first(after, other -> takesIn(address, other));
    if (wider != null) {
      items.plain(text + ", " + wider + " takes it in");
    } else {
      items.lost(text, left == null ? "nobody listens there" : "only " + left + " is left of it");
    }
  }

  private static @Nullable String first(
      SortedMap<String, Reach> addresses, Predicate<String> which) {
    return addresses.keySet().stream().filter(which).findFirst().orElse(null);
  }

  /** Whether who listens on {@code all} answers on {@code one} too. */
  private static boolean takesIn(String all, String one) {
    if (one.startsWith("unix:")) {
      return false;
    }
    String port = one.substring(one.lastIndexOf(':'));
    return all.equals("[::]" + port) || (all.equals("0.0.0.0" + port) && !one.startsWith("["));
  }

  private static SortedSet<String> less(SortedSet<String> all, SortedSet<String> others) {
    SortedSet<String> left = new TreeSet<>(all);
    left.removeAll(others);
    return left;
  }
}
