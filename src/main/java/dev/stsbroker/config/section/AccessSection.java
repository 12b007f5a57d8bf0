package dev.stsbroker.config.section;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.access.kernel.KernelLookup;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.io.FileGuard;
import dev.stsbroker.io.ProcessUser;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads who may have a profile: a profile's {@code access}, with the callers' secrets from the file
 * that it names, or {@code defaultAccess}.
 */
final class AccessSection {
  private static final String KEY = "secretFile";
  private static final String OWN = "ownUid";
  private static final List<String> KEYS = List.of(KEY, "uids", "users", "gids", "groups");
  private static final String NO_SOCKET =
      "no address in listen is a unix socket, and over TCP the kernel tells a caller's user alone"
          + " (expected: unix:/path in listen, or %s in place of %s)";
  private static final String TCP_TOO =
      "callers over TCP are refused: over it the kernel tells their user alone (expected: callers on"
          + " a unix socket)";
  private static final String MAIN_GROUP_ALONE =
      "a caller counts as of its main group alone, whatever other groups it has: %s (expected: main"
          + " groups, or a broker that can ask)";

  private final Settings settings;
  private final Context context;

  /**
   * What a section is read with.
   *
   * @param files where secrets are found, and what is read is noted
   * @param listen where callers come from
   * @param accounts the machine's users and groups
   */
  record Context(NamedFile files, List<ListenAddress> listen, Accounts accounts) {
    boolean tcp() {
      return listen.stream().anyMatch(address -> address.socket() == null);
    }

    private boolean unix() {
      return listen.stream().anyMatch(address -> address.socket() != null);
    }
  }

  AccessSection(Settings settings, Context context) {
    this.settings = settings;
    this.context = context;
  }

  /** Whether it names anybody; a problem, if not. */
  boolean requireAnybody(boolean ofProfile) {
    boolean own = settings.flag(OWN, false);
    boolean given = KEYS.stream().anyMatch(settings.values()::containsKey);
    boolean wrong = KEYS.stream().map(settings.place()::to).anyMatch(settings.problems()::has);
    if (!given && !own && !wrong) {
      settings.plain(
          ofProfile ? KEY : "uids",
          ofProfile
              ? "is missing (expected: the path of a file with a secret a line; uids, users, gids or"
                  + " groups will do as well)"
              : "is missing (expected: a list of users' numbers; users, gids, groups or ownUid: true"
                  + " will do as well)");
    }
    return given || own;
  }

  /** The secrets; empty if it has none, or if a problem was reported. */
  Optional<CallerSecrets> secrets() {
    if (!settings.values().containsKey(KEY)) {
      return Optional.empty();
    }
    Path file = context.files().find(settings, KEY);
    return file == null ? Optional.empty() : read(file);
  }

  /** The users and groups; empty if it names none, or if a problem was reported. */
  Optional<CallerUsers> users() {
    SortedSet<Long> uids = numbers("uids", "users", context.accounts().passwd());
    if (settings.flag(OWN, false)) {
      own(uids);
    }
    SortedSet<Long> gids = numbers("gids", "groups", context.accounts().group());
    if (context.tcp() && !uids.isEmpty()) {
      requireTable();
    }
    if (!gids.isEmpty()) {
      tellOfGroups();
    }
    CallerUsers users = new CallerUsers(uids, gids);
    return users.open() ? Optional.empty() : Optional.of(users);
  }

  /** Why nobody can be known over TCP here, for people; null if somebody can. */
  static @Nullable String hidden() {
    boolean asked = KernelLookup.ofMachine().tcpProblem() == null;
    return asked ? null : SocketTable.ofMachine().problem();
  }

  private void requireTable() {
    String hidden = hidden();
    if (hidden != null) {
      settings.plain(
          given("uids", "users", OWN),
          "callers over TCP are told apart by their sockets, but "
              + hidden
              + " (expected: a secretFile instead, or listen with unix sockets alone)");
    }
  }

  private void tellOfGroups() {
    String key = given("gids", "groups");
    if (context.tcp() && !context.unix()) {
      String other = settings.place().name().equals("access") ? "users or a secretFile" : "users";
      settings.plain(key, NO_SOCKET.formatted(other, key));
      return;
    }
    if (context.tcp()) {
      settings.problems().warnPlain(settings.place().to(key), TCP_TOO);
    }
    String alone = KernelLookup.ofMachine().unixProblem();
    if (alone != null) {
      settings.problems().warnPlain(settings.place().to(key), MAIN_GROUP_ALONE.formatted(alone));
    }
  }

  private String given(String... keys) {
    return Stream.of(keys).filter(settings.values()::containsKey).findFirst().orElse(keys[0]);
  }

  private void own(SortedSet<Long> uids) {
    try {
      uids.add(Integer.toUnsignedLong(ProcessUser.number()));
    } catch (IOException e) {
      settings.plain(
          OWN,
          "who the broker is cannot be known: " + e.getMessage() + " (expected: uids instead)");
    }
  }

  /** What {@code key} has by number, and {@code names} by name, which {@code file} has. */
  private SortedSet<Long> numbers(String key, String names, Path file) {
    SortedSet<Long> found = new TreeSet<>();
    if (settings.values().getValue(key) instanceof JsonArray numbers) {
      for (Object number : numbers) {
        if (number instanceof Number one) {
          found.add(one.longValue());
        }
      }
    }
    if (settings.values().containsKey(names)) {
      named(key, names, file, found);
    }
    return found;
  }

  private void named(String key, String names, Path file, SortedSet<Long> found) {
    try {
      // Watched: the number behind a name is what counts.
      Map<String, Long> known = Accounts.numbers(context.files().name(file.toString()));
      String sentence =
          "is no %s in %s (expected: a name there; those of a directory by number in %s)"
              .formatted(names.equals("users") ? "user" : "group", file, key);
      for (Map.Entry<ConfigPath, String> one : settings.texts(names, List.of()).entrySet()) {
        Long number = known.get(one.getValue());
        if (number == null) {
          settings.problems().plain(one.getKey(), sentence);
        } else {
          found.add(number);
        }
      }
    } catch (IOException e) {
      settings.plain(names, file + " cannot be read (expected: " + key + " instead)");
    }
  }

  private Optional<CallerSecrets> read(Path file) {
    String open = settings.flag("allowOthers", false) ? null : FileGuard.problem(file);
    if (open != null) {
      settings.fileProblem(KEY, file, open);
      return Optional.empty();
    }
    try {
      String text = ConfigText.read(file, CallerSecrets.MOST_BYTES);
      List<CallerSecrets.Problem> problems = CallerSecrets.problems(text);
      ConfigPath place = settings.place().to(KEY);
      String shown = settings.shown(KEY, file);
      for (CallerSecrets.Problem problem : problems) {
        String location = shown + ":" + problem.line();
        settings
            .problems()
            .morePlain(place, new ConfigProblem(location, place.toString(), problem.message()));
      }
      String name = String.valueOf(Path.of(shown).getFileName());
      return problems.isEmpty() ? Optional.of(CallerSecrets.of(name, text)) : Optional.empty();
    } catch (IOException e) {
      settings.fileProblem(KEY, file, e);
      return Optional.empty();
    }
  }
}
