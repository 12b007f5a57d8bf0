package dev.stsbroker.plan;

import dev.stsbroker.plan.Outline.Guard;
import dev.stsbroker.plan.Outline.Kept;
import dev.stsbroker.plan.Outline.Listening;
import dev.stsbroker.plan.Outline.Policy;
import dev.stsbroker.plan.Outline.Reach;
import dev.stsbroker.plan.Outline.Session;
import dev.stsbroker.plan.Outline.Signer;
import dev.stsbroker.policy.difference.PolicyDigest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and writes outlines as JSON, without their exact parts. */
public final class OutlineJson {
  private OutlineJson() {}

  /** The outline as JSON; free of secrets and policy texts. */
  public static JsonObject write(Outline outline) {
    Listening listening = outline.listening();
    return new JsonObject()
        .put("listen", object(listening.listen(), OutlineJson::word))
        .put("admin", object(listening.admin(), OutlineJson::word))
        .put("allowedHosts", array(listening.allowedHosts()))
        .put("requireMetadataToken", listening.metadataToken())
        .put("defaultProfile", outline.defaultProfile())
        .put("settings", object(own(outline.settings()), text -> text))
        .put("identities", object(outline.identities(), OutlineJson::json))
        .put("profiles", object(outline.profiles(), OutlineJson::json))
        .put("files", object(outline.files(), OutlineJson::json));
  }

  /**
   * The outline that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is none, or of another version
   */
  public static Outline read(JsonObject json) {
    try {
      Listening listening =
          new Listening(
              map(json, "listen", OutlineJson::reach),
              map(json, "admin", OutlineJson::reach),
              texts(json, "allowedHosts"),
              json.getBoolean("requireMetadataToken"));
      return new Outline(
          listening,
          json.getString("defaultProfile"),
          strings(json, "settings"),
          map(json, "identities", it -> signer((JsonObject) it)),
          map(json, "profiles", it -> session((JsonObject) it)),
          map(json, "files", it -> kept((JsonObject) it)));
    } catch (ClassCastException | NullPointerException | ArithmeticException e) {
      throw new IllegalArgumentException("no outline of a configuration", e);
    }
  }

  /** Without what follows from the heap of the process that reads it. */
  private static SortedMap<String, String> own(SortedMap<String, String> settings) {
    SortedMap<String, String> own = new TreeMap<>(settings);
    own.keySet().removeAll(Outlines.OF_THE_HEAP);
    return own;
  }

  private static JsonObject json(Signer signer) {
    return new JsonObject().put("type", signer.type()).put("source", signer.source());
  }

  private static Signer signer(JsonObject json) {
    return new Signer(text(json, "type"), text(json, "source"), null);
  }

  private static JsonObject json(Session session) {
    return new JsonObject()
        .put("role", session.role())
        .put("identity", session.identity())
        .put("durationSeconds", session.duration().toSeconds())
        .put("policy", session.policy() == null ? null : json(session.policy()))
        .put("secrets", session.guard().secrets())
        .put("uids", array(session.guard().users()))
        .put("gids", array(session.guard().groups()))
        .put("parameters", object(session.parameters(), text -> text))
        .put("settings", object(session.settings(), text -> text));
  }

  private static Session session(JsonObject json) {
    JsonObject policy = json.getJsonObject("policy");
    return new Session(
        text(json, "role"),
        text(json, "identity"),
        Duration.of(json.getLong("durationSeconds"), ChronoUnit.SECONDS),
        policy == null ? null : policy(policy),
        new Guard(json.getInteger("secrets"), texts(json, "uids"), groups(json), null),
        strings(json, "parameters"),
        strings(json, "settings"),
        null);
  }

  /** Brokers of before know no groups, and tell of none. */
  private static SortedSet<String> groups(JsonObject json) {
    return json.containsKey("gids") ? texts(json, "gids") : new TreeSet<>();
  }

  private static JsonObject json(Policy policy) {
    return new JsonObject()
        .put("bytes", policy.bytes())
        .put("allows", array(policy.digest().allows()))
        .put("denies", array(policy.digest().denies()));
  }

  private static Policy policy(JsonObject json) {
    PolicyDigest digest = new PolicyDigest(texts(json, "allows"), texts(json, "denies"));
    return new Policy(json.getInteger("bytes"), digest, null);
  }

  private static JsonObject json(Kept kept) {
    return new JsonObject()
        .put("profile", kept.profile())
        .put("format", kept.format())
        .put("settings", object(kept.settings(), text -> text));
  }

  private static Kept kept(JsonObject json) {
    return new Kept(text(json, "profile"), text(json, "format"), strings(json, "settings"));
  }

  private static String word(Reach reach) {
    return reach.name().toLowerCase(Locale.ROOT);
  }

  private static Reach reach(Object word) {
    return Reach.valueOf(((String) word).toUpperCase(Locale.ROOT));
  }

  private static <V> JsonObject object(
      SortedMap<String, V> map, Function<V, @Nullable Object> writing) {
    JsonObject object = new JsonObject();
    map.forEach((name, value) -> object.put(name, writing.apply(value)));
    return object;
  }

  private static JsonArray array(SortedSet<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static <V> SortedMap<String, V> map(
      JsonObject json, String key, Function<Object, V> reading) {
    SortedMap<String, V> map = new TreeMap<>();
    json.getJsonObject(key)
        .forEach(entry -> map.put(entry.getKey(), reading.apply(entry.getValue())));
    return map;
  }

  private static SortedMap<String, String> strings(JsonObject json, String key) {
    return map(json, key, text -> (String) text);
  }

  private static SortedSet<String> texts(JsonObject json, String key) {
    SortedSet<String> texts = new TreeSet<>();
    json.getJsonArray(key).forEach(text -> texts.add((String) text));
    return texts;
  }

  private static String text(JsonObject json, String key) {
    String text = json.getString(key);
    if (text == null) {
      throw new NullPointerException(key);
    }
    return text;
  }
}
