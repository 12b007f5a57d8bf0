package dev.stsbroker.access;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The names of users, by number. No two users are called the same: a user without a name is called
 * by its number, a name of digits alone is none, and a name belongs to the first user that a
 * machine lists with it.
 *
 * @param byUid the names there are
 */
public record UserNames(Map<Long, String> byUid) {
  /** Of a broker that calls nobody by name. */
  public static final UserNames NONE = new UserNames(Map.of());

  /** Keeps its own copy. */
  public UserNames {
    byUid = Map.copyOf(byUid);
  }

  /**
   * Those of a machine.
   *
   * @param numbers the users' numbers by their names; of several names of one number the first
   *     counts
   */
  public static UserNames of(Map<String, Long> numbers) {
    Map<Long, String> names = new LinkedHashMap<>();
    numbers.forEach(
        (name, uid) -> {
          if (!name.matches("[0-9]*")) {
            names.putIfAbsent(uid, name);
          }
        });
    return new UserNames(names);
  }

  /** What {@code uid} is called. */
  String of(long uid) {
    return byUid.getOrDefault(uid, Long.toString(uid));
  }

  /** How many there are, and none of them: there may be thousands. */
  @Override
  public String toString() {
    return "UserNames[" + byUid.size() + "]";
  }
}
