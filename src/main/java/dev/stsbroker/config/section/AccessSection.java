package dev.stsbroker.config.section;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.access.kernel.UserIds;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.io.FileGuard;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the section {@code access} of a profile: the users of its callers, and their secrets, from
 * the file that it names.
 */
public final class AccessSection {
  private static final String KEY = "secretFile";
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final String NO_USER =
      "is no user in /etc/passwd (expected: a name there; users of a directory by number in uids)";

  private final Settings settings;
  private final NamedFile files;

  public AccessSection(Settings settings, NamedFile files) {
    this.settings = settings;
    this.files = files;
  }

  /** The secrets; empty if the profile has none, or if a problem was reported. */
  public Optional<CallerSecrets> secrets() {
    boolean given = Stream.of(KEY, "uids", "users").anyMatch(settings.values()::containsKey);
    if (!given) {
      settings.plain(
          KEY,
          "is missing (expected: the path of a file with a secret a line; uids or users will do as well)");
    }
    if (!settings.values().containsKey(KEY)) {
      return Optional.empty();
    }
    Path file = files.find(settings, KEY);
    return file == null ? Optional.empty() : read(file);
  }

  /**
   * The users; empty if the profile is for all, or if a problem was reported.
   *
   * @param tcp whether callers may come over TCP
   */
  public Optional<CallerUsers> users(boolean tcp) {
    SortedSet<Long> uids = new TreeSet<>();
    if (settings.values().getValue("uids") instanceof JsonArray numbers) {
      numbers.stream().filter(Number.class::isInstance).forEach(one -> uids.add(uid(one)));
    }
    if (settings.values().containsKey("users")) {
      named(uids);
    }
    String hidden = tcp && !uids.isEmpty() ? SocketTable.ofMachine().problem() : null;
    if (hidden != null) {
      settings.plain(
          settings.values().containsKey("uids") ? "uids" : "users",
          "callers over TCP are told apart by their sockets, but "
              + hidden
              + " (expected: a secretFile instead, or listen with unix sockets alone)");
    }
    return uids.isEmpty() ? Optional.empty() : Optional.of(new CallerUsers(uids));
  }

  private static long uid(Object number) {
    return ((Number) number).longValue();
  }

  /** Adds the users that are given by name. */
  private void named(SortedSet<Long> uids) {
    try {
      Map<String, Long> known = UserIds.byName(PASSWD);
      settings
          .texts("users", List.of())
          .forEach(
              (place, name) -> {
                Long uid = known.get(name);
                if (uid == null) {
                  settings.problems().plain(place, NO_USER);
                } else {
                  uids.add(uid);
                }
              });
    } catch (IOException e) {
      settings.plain("users", PASSWD + " cannot be read (expected: uids instead)");
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
