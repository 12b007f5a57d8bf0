package dev.stsbroker.config.text;

import dev.stsbroker.text.NearestWord;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of the schema, and the names that other tools use for them. */
public final class KnownKeys {
  /** Of secrets, and of addresses that may have one in them. */
  private static final Set<String> CLOSED =
      Set.of("secret", "securityToken", "uri", "sandbox", "externalId");

  private static final Set<String> OF_POLICIES = Set.of("Effect", "Action", "Resource", "job");

  /** As other tools call it: AWS, Alibaba Cloud's own SDKs and Kubernetes among them. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("accesskey", "id"),
          Map.entry("accesskeyid", "id"),
          Map.entry("accesskeysecret", "secret"),
          Map.entry("accesssecret", "secret"),
          Map.entry("arn", "roleArn"),
          Map.entry("bind", "listen"),
          Map.entry("credentials", "identities"),
          Map.entry("credentialsource", "identity"),
          Map.entry("default", "defaultProfile"),
          Map.entry("durationseconds", "duration"),
          Map.entry("expiration", "duration"),
          Map.entry("keyfile", "file"),
          Map.entry("listeners", "listen"),
          Map.entry("maxsessionduration", "duration"),
          Map.entry("oidcproviderarn", "providerArn"),
          Map.entry("oidctokenfile", "tokenFile"),
          Map.entry("port", "listen"),
          Map.entry("regionid", "region"),
          Map.entry("role", "roleArn"),
          Map.entry("roles", "profiles"),
          Map.entry("rolesessionname", "sessionName"),
          Map.entry("secretkey", "secret"),
          Map.entry("sessiontoken", "securityToken"),
          Map.entry("sourceprofile", "via"),
          Map.entry("ststoken", "securityToken"),
          Map.entry("token", "securityToken"),
          Map.entry("ttl", "duration"),
          Map.entry("url", "uri"),
          Map.entry("webidentitytokenfile", "tokenFile"));

  /** The sections that have a key, by key; read when the first problem is told. */
  private static final Map<String, Set<String>> SECTIONS = sections();

  private static final Pattern SECRET =
      Pattern.compile("(?i)secret|token|passw|key|credential|auth");

  private static final List<String> IDENTITY_TYPES =
      List.of(
          "accessKeyFile",
          "environment",
          "oidc",
          "ecsRamRole",
          "credentialsUri",
          "auto",
          "accessKey");

  private static final String RESOURCE = "/dev/stsbroker/config/broker.schema.json";

  private KnownKeys() {}

  /** The schema of configurations, as it ships. */
  public static JsonObject schema() {
    try (InputStream stream = KnownKeys.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new JsonObject(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Set<String>> sections() {
    Map<String, Set<String>> sections = new LinkedHashMap<>();
    collect("", schema(), sections);
    List.of("Version", "Statement")
        .forEach(key -> sections.put(key, Set.of("profiles.<name>.policy.document")));
    List.of("bucket", "prefix", "instance", "table")
        .forEach(key -> sections.put(key, Set.of("profiles.<name>.policy.with")));
    return sections;
  }

  private static void collect(String path, JsonObject part, Map<String, Set<String>> sections) {
    if (part.getValue("properties") instanceof JsonObject properties) {
      for (String key : properties.fieldNames()) {
        sections.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(path);
        if (properties.getValue(key) instanceof JsonObject property) {
          collect(path.isEmpty() ? key : path + "." + key, property, sections);
        }
      }
    }
    if (part.getValue("additionalProperties") instanceof JsonObject each) {
      collect(path + ".<name>", each, sections);
    }
    if (part.getValue("items") instanceof JsonObject each) {
      collect(path + "[]", each, sections);
    }
  }

  /** The types an identity can be of. */
  public static List<String> identityTypes() {
    return IDENTITY_TYPES;
  }

  /** Whether some section has a key of that name. */
  public static boolean isKnown(String key) {
    return SECTIONS.containsKey(key) || OF_POLICIES.contains(key);
  }

  /** Whether {@code key} is one of the configuration itself, and of no section of it. */
  static boolean isTop(String key) {
    return SECTIONS.getOrDefault(key, Set.of()).equals(Set.of(""));
  }

  /** Whether what stands behind {@code key} may be seen where nobody knows the section. */
  public static boolean isOpen(String key) {
    return isKnown(key) && !CLOSED.contains(key);
  }

  /** Whether what stands at {@code place}, which nobody knows, is no secret by its name. */
  public static boolean isHarmless(ConfigPath place) {
    return !Redactor.secret(place) && !SECRET.matcher(place.name()).find();
  }

  /** Whether {@code key}, known or not, is one of a secret by its name. */
  static boolean isSecret(String key) {
    return CLOSED.contains(key) || (!isKnown(key) && SECRET.matcher(key).find());
  }

  /** The sections that have {@code key}; empty if none has, or more than two. */
  public static Optional<String> sections(String key) {
    Set<String> sections = SECTIONS.getOrDefault(key, Set.of());
    return sections.isEmpty() || sections.size() > 2 || sections.contains("")
        ? Optional.empty()
        : Optional.of(String.join(" and ", sections));
  }

  /** Which of {@code known} someone meant by {@code word}: spelt another way, or a near miss. */
  public static Optional<String> meant(String word, Collection<String> known) {
    String bare = bare(word);
    String elsewhere = ELSEWHERE.getOrDefault(bare, "");
    return known.stream()
        .filter(key -> bare(key).equals(bare))
        .findFirst()
        .or(() -> known.stream().filter(elsewhere::equals).findFirst())
        .or(() -> NearestWord.of(TypedText.plain(word), known));
  }

  private static String bare(String word) {
    return TypedText.plain(word).replaceAll("[_\\s-]", "").toLowerCase(Locale.ROOT);
  }
}
