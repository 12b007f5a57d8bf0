package dev.stsbroker.config.setting;

import dev.stsbroker.config.text.ConfigLines;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.KnownKeys;
import dev.stsbroker.config.text.Redactor;
import dev.stsbroker.config.text.TypedText;
import dev.stsbroker.policy.preset.Preset;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the value that was probably meant in place of one that does not fit the schema.
 *
 * @param place of the value
 * @param rule what the schema says of it
 * @param value what is there
 * @param lines how it is written
 */
record LikelyCorrection(
    ConfigPath place, JsonObject rule, @Nullable Object value, ConfigLines lines) {
  private static final Set<String> YES = Set.of("true", "yes", "on", "1");
  private static final Set<String> NO = Set.of("false", "no", "off", "0");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Set<String> REFERENCES =
      Set.of(
          "defaultProfile",
          "endpoint",
          "file",
          "idFile",
          "identity",
          "path",
          "prefix",
          "preset",
          "profile",
          "secretFile",
          "tokenFile",
          "via");
  private static final int JOB_PORT = 7070;
  private static final int ADMIN_PORT = 7071;

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("ak", "accessKey"),
          Map.entry("ecs", "ecsRamRole"),
          Map.entry("env", "environment"),
          Map.entry("imds", "ecsRamRole"),
          Map.entry("internal", "vpc"),
          Map.entry("internet", "public"),
          Map.entry("intranet", "vpc"),
          Map.entry("rrsa", "oidc"),
          Map.entry("static", "accessKey"));

  /** The value as it should be written; empty if nobody can tell. */
  Optional<String> written() {
    if (value == null || value instanceof JsonArray || value instanceof JsonObject) {
      return Optional.empty();
    }
    if (rule.getValue("enum") instanceof JsonArray words) {
      return word(words.stream().map(Object::toString).toList()).map(lines::text);
    }
    return switch (rule.getString("type", "")) {
      case "boolean" -> flag();
      case "integer" -> number();
      case "array" -> items().map(items -> "[" + items + "]");
      case "object" -> section();
      default -> text().filter(this::fits).map(lines::text);
    };
  }

  /** Whether it is a type of identities where an identity should be: no secret, at any rate. */
  boolean isIdentityType() {
    return value instanceof String text
        && place.steps().size() == 2
        && place.parent().name().equals("identities")
        && KnownKeys.identityTypes().contains(text);
  }

  /** What {@code text} is that it should not be, as the end of a clause; empty if nobody knows. */
  static String kind(ConfigPath place, String text) {
    String first = text.replaceFirst("[\\s=].*$", "");
    boolean named = Set.of("profiles", "identities").contains(place.parent().name());
    if (place.name().equals("roleArn")) {
      return ofArn(text);
    } else if (text.startsWith("unix:") && !text.startsWith("unix:/")) {
      return " is no absolute path";
    } else if (text.matches("-[^-\\s].*") && !KnownKeys.isOpen(first)) {
      return " has no blank behind -";
    } else if (named && place.steps().size() == 2 && KnownKeys.isKnown(place.name())) {
      return ": " + place.name() + " needs more blanks before it to belong to what is above";
    } else if (named && !first.equals(text) && KnownKeys.isOpen(first)) {
      return " has no colon behind " + first;
    }
    return "";
  }

  private static String ofArn(String text) {
    if (text.startsWith("arn:")) {
      return " is an ARN of AWS";
    } else if (text.contains(":user/")) {
      return " is a user's ARN";
    } else if (text.contains("*")) {
      return " has stars for digits";
    }
    return text.indexOf(':') < 0 ? " is a name alone" : "";
  }

  /** The value as text, without the quotes it may have. */
  private String bare() {
    String raw = value instanceof String ? null : lines.raw(place);
    return TypedText.plain(raw == null ? String.valueOf(value) : raw);
  }

  private Optional<String> word(List<String> words) {
    String meant = WORDS.getOrDefault(bare().toLowerCase(Locale.ROOT), bare());
    return KnownKeys.meant(meant, words);
  }

  private Optional<String> flag() {
    String word = bare().toLowerCase(Locale.ROOT);
    return YES.contains(word)
        ? Optional.of("true")
        : NO.contains(word) ? Optional.of("false") : Optional.empty();
  }

  private Optional<String> number() {
    String digits = bare().replaceAll("[_,]", "").replaceFirst(" *(/s|per second)$", "");
    if (!NUMBER.matcher(digits).matches()) {
      return Optional.empty();
    }
    long least = rule.getLong("minimum", 0L);
    long most = rule.getLong("maximum", (long) Integer.MAX_VALUE);
    long whole = new BigDecimal(digits).longValue();
    long nearest = Math.max(least, Math.min(most, whole));
    // The nearest number to a user's is another user's, and of the lowest it is root's.
    boolean changed = nearest != whole || digits.contains(".");
    boolean somebody = place.parent().name().equals("uids") || place.parent().name().equals("gids");
    return Optional.of(String.valueOf(nearest)).filter(number -> !(somebody && changed));
  }

  private Optional<String> socket() {
    return bare().startsWith("unix:") && HomePath.meant(bare()).isPresent()
        ? HomePath.meant(bare())
        : lines.beside(bare().replaceFirst("^unix:/*", "")).map(path -> "unix:" + path);
  }

  /** The items of what is no list but should be one, between commas or blanks. */
  private Optional<String> items() {
    List<String> texts = List.of(bare().split("[,;\\s]+"));
    List<String> items = texts.stream().flatMap(text -> item(text).stream()).toList();
    return items.size() == texts.size()
        ? Optional.of(items.stream().map(lines::text).collect(Collectors.joining(", ")))
        : Optional.empty();
  }

  private Optional<String> item(String text) {
    return place.name().equals("listen")
        ? jobAddress(text)
        : Optional.of(text).filter(one -> value instanceof String);
  }

  /** Where the admin listener usually is there is no place for jobs. */
  private static Optional<String> jobAddress(String text) {
    return LikelyText.address(text, JOB_PORT)
        .filter(address -> !address.endsWith(":" + ADMIN_PORT));
  }

  private Optional<String> section() {
    String text = bare();
    return switch (place.name()) {
      case "policy" ->
          Preset.named(text).isPresent()
              ? Optional.of(lines.mapping("preset", text))
              : Optional.of(text).filter(it -> it.endsWith(".json")).map(mapping("file"));
      case "access" -> Optional.of(lines.mapping("secretFile", text));
      case "sts" -> LikelyText.region(text).map(mapping("region"));
      default -> isIdentityType() ? Optional.of(lines.mapping("type", text)) : Optional.empty();
    };
  }

  private Function<String, String> mapping(String key) {
    return text -> lines.mapping(key, text);
  }

  private Optional<String> text() {
    Optional<DurationRange> range = DurationRange.of(rule.getString("x-expected", ""));
    if (range.isPresent()) {
      return LikelyDuration.of(bare(), range.get());
    }
    String list = place.parent().name();
    return switch (list.equals("listen") || list.equals("allowedHosts") ? list : place.name()) {
      case "listen" -> bare().startsWith("unix:") ? socket() : jobAddress(bare());
      case "admin" -> LikelyText.address(bare(), ADMIN_PORT);
      case "allowedHosts" -> LikelyText.host(bare());
      case "roleArn" -> LikelyText.roleArn(bare());
      case "region" -> LikelyText.region(bare());
      case "sessionName" -> LikelyText.sessionName(bare());
      default -> Optional.of(bare()).filter(text -> !(Redactor.isPlain(value) && refers()));
    };
  }

  /** Whether it names something else: a number in quotes would name nothing. */
  private boolean refers() {
    return REFERENCES.contains(place.name());
  }

  /** Whether the schema takes {@code text}. */
  private boolean fits(String text) {
    return Pattern.compile(rule.getString("pattern", "")).matcher(text).find()
        && text.length() >= rule.getInteger("minLength", 0)
        && text.length() <= rule.getInteger("maxLength", Integer.MAX_VALUE)
        && !(value instanceof String same && same.equals(text));
  }
}
