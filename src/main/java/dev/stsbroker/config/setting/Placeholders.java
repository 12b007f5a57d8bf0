package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.Problems;
import dev.stsbroker.config.text.Redactor;
import dev.stsbroker.parameter.CallerValues;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.text.PlainText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code ${env:NAME}} and {@code ${hostname}} in every string, and {@code ${profile}} in
 * session names; leaves {@code ${param.NAME}} where jobs' values are to go, and {@code
 * ${caller.uid}} where callers' are. What is filled in is never filled again.
 *
 * <p>The host's name is made of what a session name may hold, since that is what it is for, and a
 * session name that grows past 64 characters by it is cut there: hosts in clusters have long names,
 * and a broker that starts on one host must start on the next.
 */
public final class Placeholders {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}]*)(}?)");
  private static final Pattern VARIABLE = Pattern.compile("env:([A-Za-z_][A-Za-z0-9_]*)");
  private static final String EXPECTED = "${env:NAME} or ${hostname}";
  private static final int LONGEST_SESSION_NAME = 64;

  private static final String CALLER = "${caller.uid} or ${caller.user}";

  private final Function<String, @Nullable String> environment;
  private final String hostname;
  private final Problems problems;

  public Placeholders(
      Function<String, @Nullable String> environment, String hostname, Problems problems) {
    this.environment = environment;
    this.hostname = hostname.replaceAll("[^A-Za-z0-9.@_-]", "-");
    this.problems = problems;
  }

  /** A copy of {@code value}, filled; a string with a problem stays as it is. */
  public Object fill(ConfigPath place, Object value) {
    if (value instanceof JsonObject object) {
      JsonObject filled = new JsonObject();
      object.forEach(entry -> put(filled, place.to(entry.getKey()), entry.getValue()));
      return filled;
    }
    if (value instanceof JsonArray array) {
      JsonArray filled = new JsonArray();
      for (int i = 0; i < array.size(); i++) {
        Object item = array.getValue(i);
        filled.add(item == null ? null : fill(place.at(i), item));
      }
      return filled;
    }
    return value instanceof String text ? text(place, text) : value;
  }

  private void put(JsonObject filled, ConfigPath place, @Nullable Object value) {
    filled.put(place.name(), value == null ? null : fill(place, value));
  }

  /** {@code text} with its placeholders filled. */
  public String text(ConfigPath place, String text) {
    String filled = PLACEHOLDER.matcher(text).replaceAll(found -> value(place, text, found));
    refuseControls(place, filled);
    boolean grown = text.contains("${") && !FillableText.begins(text) && sessionName(place);
    return grown && filled.length() > LONGEST_SESSION_NAME
        ? filled.substring(0, LONGEST_SESSION_NAME)
        : filled;
  }

  /** The variables there are; null for one that is not set. */
  public Function<String, @Nullable String> environment() {
    return environment;
  }

  private static boolean sessionName(ConfigPath place) {
    return place.is("profiles", "sessionName") || place.is("identities", "sessionName");
  }

  private String value(ConfigPath place, String text, MatchResult found) {
    String name = found.group(1);
    if (found.group(2).isEmpty()) {
      String closed = problems.write(place, text.endsWith("}") ? null : text + "}");
      problems.plain(place, "has ${ without } (expected: " + EXPECTED + closed + ")");
    } else if (name.equals("hostname")) {
      return filled(place, text, hostname);
    } else if (name.equals("profile") && place.is("profiles", "sessionName")) {
      return filled(place, text, place.parent().name());
    } else if (VARIABLE.matcher(name).matches()) {
      return variable(place, text, name.substring("env:".length()));
    } else if (!(name.startsWith("param.") || CallerValues.known(name)) || !takesValues(place)) {
      unknown(place, name, text);
    }
    return Matcher.quoteReplacement(found.group());
  }

  private static boolean takesValues(ConfigPath place) {
    return place.is("profiles", "sessionName")
        || place.is("profiles", "sourceIdentity")
        || (place.steps().size() > 4
            && place.steps().get(0).equals("profiles")
            && place.steps().get(2).equals("policy")
            && Set.of("with", "document").contains(place.steps().get(3)));
  }

  private String variable(ConfigPath place, String text, String name) {
    String value = environment.apply(name);
    if (value == null && Redactor.isKeyLike(name)) {
      problems.plain(
          place,
          "what ${env:...} names is not set, and looks like a key itself (expected: the name of an"
              + " environment variable)");
    } else if (value == null) {
      String shown = Redactor.secret(place) ? "${env:" + name + "}" : problems.shown(place, text);
      problems.plain(
          place,
          shown
              + " needs the environment variable "
              + name
              + ", which is not set (expected: set where the broker runs)");
    } else if (value.contains("${")) {
      problems.plain(place, "the environment variable " + name + " holds ${, which is not filled");
    }
    return filled(place, text, value == null ? "${env:" + name + "}" : value);
  }

  private String filled(ConfigPath place, String text, String value) {
    problems.filled(place, text, value);
    return Matcher.quoteReplacement(value);
  }

  private void unknown(ConfigPath place, String name, String text) {
    if (name.equals("profile")) {
      problems.plain(
          place, "${profile} is filled in a profile's sessionName only (expected: none here)");
    } else if (name.startsWith("param.")) {
      problems.plain(
          place,
          "${param...} is filled in a profile's sessionName, sourceIdentity and policy only"
              + " (expected: none here)");
    } else if (CallerValues.known(name)) {
      problems.plain(
          place,
          "${caller...} is filled in a profile's sessionName, sourceIdentity and policy only"
              + " (expected: none here)");
    } else if (name.startsWith(CallerValues.PREFIX) && !UnsupportedSettings.placeholder(name)) {
      String shown = Redactor.secret(place) ? "a placeholder" : Redactor.quoted("${" + name + "}");
      problems.plain(place, "has " + shown + " that is not known (expected: " + CALLER + ")");
    } else if (UnsupportedSettings.placeholder(name)) {
      problems.plain(
          place, "${" + name + "} is " + UnsupportedSettings.SENTENCE + " (expected: none here)");
    } else {
      boolean hidden = Redactor.secret(place) || Redactor.isKeyLike(name);
      String shown = hidden ? "a placeholder" : Redactor.quoted("${" + name + "}");
      boolean variable = VARIABLE.matcher("env:" + name).matches() && text.indexOf('"') < 0;
      String meant = variable ? text.replace("${" + name + "}", "${env:" + name + "}") : null;
      problems.plain(
          place,
          "has "
              + shown
              + " that is not known (expected: "
              + EXPECTED
              + problems.write(place, meant)
              + ")");
    }
  }

  /**
   * A line break at the end of a value, easily left by YAML's block form, would break it unseen.
   */
  private void refuseControls(ConfigPath place, String filled) {
    if (!PlainText.printable(filled) && !inDocument(place)) {
      boolean line = problems.lines().raw(place) != null;
      String write = line && !filled.equals(filled.strip()) ? filled.strip() : null;
      String end =
          problems.write(place, write != null && PlainText.printable(write) ? write : null);
      problems.plain(
          place, "has a line break or another control character (expected: none" + end + ")");
    }
  }

  private static boolean inDocument(ConfigPath place) {
    return place.steps().contains("document") || place.within(ConfigPath.ROOT.to("sandbox"));
  }
}
