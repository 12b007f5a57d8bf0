package dev.stsbroker.policy.action;

import dev.stsbroker.policy.json.Bundled;
import dev.stsbroker.policy.match.Glob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The list of known actions, read from {@code actions.txt} beside this class, which names its
 * sources and date. Look-ups ignore case, as RAM does.
 */
public final class ActionCatalogue {
  public static final ActionCatalogue BUNDLED =
      new ActionCatalogue(Bundled.text(ActionCatalogue.class, "actions.txt"));

  /** Services whose documentation has a list of all actions, from which ours is. */
  private static final Set<String> COMPLETE = Set.of("oss");

  private final Map<String, Map<String, KnownAction>> byService = new LinkedHashMap<>();

  /** What is written in a policy by mistake, and what was meant; services without a colon. */
  private final Map<String, String> meant = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private ActionCatalogue(String text) {
    String joined = text.replace("\n  ", " ");
    joined.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::read);
  }

  /** {@code service level: Name Name} or {@code written = meant}. */
  private void read(String line) {
    if (line.contains(" = ")) {
      String[] pair = line.split(" = ", 2);
      meant.put(pair[0], pair[1]);
      return;
    }
    String[] parts = line.split(": ", 2);
    String[] head = parts[0].split(" ", 2);
    Map<String, KnownAction> actions =
        byService.computeIfAbsent(head[0], s -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
    for (String name : parts[1].split(" +", -1)) {
      actions.put(name, new KnownAction(head[0], name, ResourceLevel.named(head[1])));
    }
  }

  /** Whether all actions of a service are known, so that a near miss of one is a slip. */
  public boolean complete(String service) {
    return COMPLETE.contains(service.toLowerCase(Locale.ROOT));
  }

  public boolean covers(String service) {
    return byService.containsKey(service.toLowerCase(Locale.ROOT));
  }

  List<String> services() {
    return List.copyOf(byService.keySet());
  }

  /** The names of a service's actions, without the service. */
  List<String> names(String service) {
    return List.copyOf(actions(service).keySet());
  }

  public Optional<KnownAction> find(String service, String name) {
    return Optional.ofNullable(actions(service).get(name));
  }

  /** The action that stands for an API operation, or the code of a service by another name. */
  public Optional<String> meantBy(String written) {
    return Optional.ofNullable(meant.get(written));
  }

  /** Every known action that a pattern like {@code oss:Get*} matches. */
  public List<KnownAction> matching(String pattern) {
    String[] parts = pattern.split(":", 2);
    if (parts.length == 2 && !pattern.contains("*") && !pattern.contains("?")) {
      return find(parts[0], parts[1]).stream().toList();
    }
    String wanted = pattern.toLowerCase(Locale.ROOT);
    List<KnownAction> matching = new ArrayList<>();
    for (Map<String, KnownAction> actions : byService.values()) {
      actions.values().stream()
          .filter(one -> Glob.matches(wanted, one.toString().toLowerCase(Locale.ROOT)))
          .forEach(matching::add);
    }
    return matching;
  }

  private Map<String, KnownAction> actions(String service) {
    return byService.getOrDefault(service.toLowerCase(Locale.ROOT), Map.of());
  }

  /** An action of the catalogue, in its documented spelling. */
  public record KnownAction(String service, String name, ResourceLevel level) {
    @Override
    public String toString() {
      return service + ":" + name;
    }
  }
}
