package dev.stsbroker.config.section;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.access.UserNames;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.parameter.CallerValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The callers that may have each profile. A profile is for those of its own {@code access}, or for
 * those of {@code defaultAccess} if it has none; never for those of both.
 *
 * @param secrets by profile; the others need none
 * @param users by profile; the others are for processes of any user and group
 * @param names what users are called, where a session is named after its caller's user
 */
public record Callers(
    Map<String, CallerSecrets> secrets, Map<String, CallerUsers> users, UserNames names) {
  private static final String ACCESS = "access";
  private static final String DEFAULT = "defaultAccess";

  /**
   * Reads all sections that tell.
   *
   * @param root the configuration
   * @param listen where callers come from
   * @param profiles all of the configuration
   * @param files where secrets are found, and what is read is noted
   * @param accounts the machine's users and groups
   */
  public static Callers read(
      Settings root,
      List<ListenAddress> listen,
      List<Profile> profiles,
      NamedFile files,
      Accounts accounts) {
    var context = new AccessSection.Context(files, listen, accounts);
    Map<String, CallerSecrets> secrets = new LinkedHashMap<>();
    Map<String, CallerUsers> users = new LinkedHashMap<>();
    Optional<CallerUsers> others = others(root, context);
    for (Map.Entry<String, Settings> one : root.section("profiles").sections().entrySet()) {
      if (!one.getValue().values().containsKey(ACCESS)) {
        others.ifPresent(found -> users.put(one.getKey(), found));
        continue;
      }
      AccessSection section = new AccessSection(one.getValue().section(ACCESS), context);
      if (section.requireAnybody(true)) {
        section.secrets().ifPresent(found -> secrets.put(one.getKey(), found));
        section.users().ifPresent(found -> users.put(one.getKey(), found));
      }
    }
    return new Callers(secrets, users, names(root, profiles, context));
  }

  private static Settings section(Settings root, Profile profile) {
    return root.section("profiles").section(profile.name());
  }

  private static void requireTable(Settings root, Profile profile) {
    String hidden = AccessSection.hidden();
    if (hidden != null) {
      section(root, profile)
          .plain(
              "sessionName",
              "callers over TCP are known by their sockets, but "
                  + hidden
                  + " (expected: nothing of ${caller...}, or listen with unix sockets alone)");
    }
  }

  private static UserNames names(
      Settings root, List<Profile> profiles, AccessSection.Context context) {
    List<Profile> ofCallers = profiles.stream().filter(Profile::takesCaller).toList();
    if (context.tcp()) {
      ofCallers.forEach(profile -> requireTable(root, profile));
    }
    Profile first = ofCallers.stream().filter(Callers::wantsName).findFirst().orElse(null);
    return first == null ? UserNames.NONE : names(section(root, first), context);
  }

  private static UserNames names(Settings profile, AccessSection.Context context) {
    Path passwd = context.files().name(context.accounts().passwd().toString());
    try {
      // Small images have none: their users are called by number.
      return Files.exists(passwd) ? UserNames.of(Accounts.numbers(passwd)) : UserNames.NONE;
    } catch (IOException e) {
      profile.plain("sessionName", passwd + " cannot be read (expected: ${caller.uid} instead)");
      return UserNames.NONE;
    }
  }

  private static boolean wantsName(Profile profile) {
    return profile.recipe().caller().patterns().containsKey(CallerValues.USER);
  }

  private static Optional<CallerUsers> others(Settings root, AccessSection.Context context) {
    if (!root.values().containsKey(DEFAULT)) {
      return Optional.empty();
    }
    AccessSection section = new AccessSection(root.section(DEFAULT), context);
    return section.requireAnybody(false) ? section.users() : Optional.empty();
  }
}
