package dev.stsbroker.policy.action;

import dev.stsbroker.policy.action.ActionCatalogue.KnownAction;
import dev.stsbroker.text.NearestWord;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the known action that was probably meant by an unknown one. */
public final class ActionSpelling {
  private static final ActionCatalogue CATALOGUE = ActionCatalogue.BUNDLED;
  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

  /** What people put between service and name, or a keyboard for the colon. */
  private static final Pattern SEPARATORS = Pattern.compile("[:\uff1a;./]+");

  private static final Pattern SURPLUS =
      Pattern.compile("^[\\p{Pi}\\p{Pf}\"'`]+|[\\p{Pi}\\p{Pf}\"'`,]+$");
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_*?-]+");

  private ActionSpelling() {}

  /**
   * The known action meant by {@code service:name}, blanks, quotes and other signs in place of the
   * colon aside; that of a name alone where one service has it.
   */
  public static Optional<String> meant(String action) {
    String[] parts = parts(action);
    if (parts.length == 1) {
      List<String> having =
          CATALOGUE.services().stream()
              .flatMap(service -> CATALOGUE.find(service, parts[0]).stream())
              .map(KnownAction::toString)
              .toList();
      return having.size() == 1 ? Optional.of(having.get(0)) : Optional.empty();
    }
    return meant(parts[0], parts[1]);
  }

  /**
   * {@code action} of a service that is not known here, in the form that RAM reads; empty if it has
   * no service and name, or is in that form already.
   */
  public static Optional<String> inForm(String action) {
    String[] parts = parts(action);
    boolean fit =
        parts.length == 2
            && PART.matcher(parts[0]).matches()
            && PART.matcher(parts[1]).matches()
            && !CATALOGUE.covers(service(parts[0]));
    return Optional.of(String.join(":", parts)).filter(form -> fit && !form.equals(action));
  }

  private static String[] parts(String action) {
    String bare = SURPLUS.matcher(BLANKS.matcher(action).replaceAll("")).replaceAll("");
    return SEPARATORS.split(bare.startsWith("acs:") ? bare.substring(4) : bare, 2);
  }

  /** The service people call by this name; itself if there is no better. */
  public static String service(String written) {
    return CATALOGUE.meantBy(written).orElse(written);
  }

  private static Optional<String> meant(String written, String name) {
    String service = service(written);
    Optional<String> exact = CATALOGUE.find(service, name).map(KnownAction::toString);
    return Stream.of(
            exact,
            CATALOGUE.meantBy(service + ":" + name),
            nearestName(service, name),
            elsewhere(service, name))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The action of that service whose name is nearest to that of {@code service:name}. */
  public static Optional<String> nearest(String service, String action) {
    return nearestName(service, action.substring(action.indexOf(':') + 1));
  }

  private static Optional<String> nearestName(String service, String name) {
    return NearestWord.of(name, CATALOGUE.names(service))
        .flatMap(word -> CATALOGUE.find(service, word))
        .map(KnownAction::toString);
  }

  /** The same name under another service: one spelt alike, or any if this one has none like it. */
  private static Optional<String> elsewhere(String service, String name) {
    List<String> services =
        CATALOGUE.covers(service)
            ? CATALOGUE.services()
            : NearestWord.of(service, CATALOGUE.services()).stream().toList();
    return services.stream()
        .flatMap(one -> CATALOGUE.find(one, name).stream())
        .map(KnownAction::toString)
        .findFirst();
  }
}
