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
  private static final Pattern COLONS = Pattern.compile(":+");

  private ActionSpelling() {}

  /** The known action meant by {@code service:name}, blanks and doubled colons aside. */
  public static Optional<String> meant(String action) {
    String[] parts = COLONS.split(BLANKS.matcher(action).replaceAll(""), 2);
    return parts.length < 2 ? Optional.empty() : meant(parts[0], parts[1]);
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
