package dev.stsbroker.sandbox.settings;

import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.settings.Section.HostPort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of the {@code sandbox} section that are about OSS. */
final class OssReader {
  private static final Pattern CAPACITY = Pattern.compile("([1-9]\\d{0,5})(MiB|GiB)");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z0-9]+)+");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s]+");
  private static final String DEFAULT_REGION = "cn-hangzhou";
  private static final int LONGEST_KEY = 1023;

  private OssReader() {}

  /** The OSS; null if there is none. */
  static @Nullable OssSettings read(Section section) {
    List<OssSettings.FilledBucket> buckets = new ArrayList<>();
    Set<String> names = new HashSet<>();
    // A value that is no list has been reported with the accounts' other keys.
    if (section.values().getValue("accounts") instanceof JsonArray accounts) {
      for (int i = 0; i < accounts.size(); i++) {
        if (accounts.getValue(i) instanceof JsonObject account) {
          Section owner = section.item("accounts", i, account);
          owner.sections("buckets").forEach(bucket -> buckets.add(bucket(bucket, owner, names)));
        }
      }
    }
    if (section.values().containsKey("oss")) {
      HostPort address = section.address("oss");
      return new OssSettings(address.host(), address.port(), buckets, capacity(section));
    }
    if (section.values().containsKey("ossCapacity")) {
      section.problem("ossCapacity", "without sandbox.oss (expected: its address, or neither)");
    }
    if (!buckets.isEmpty()) {
      section.problem("oss", "missing (expected: <address>:<port>, as there are buckets)");
    }
    return null;
  }

  private static long capacity(Section section) {
    if (!section.values().containsKey("ossCapacity")) {
      return OssSettings.DEFAULT_CAPACITY;
    }
    String expected = "1MiB to 999999GiB, such as 1GiB";
    Matcher size = CAPACITY.matcher(section.text("ossCapacity", CAPACITY, expected));
    if (!size.matches()) {
      return OssSettings.DEFAULT_CAPACITY;
    }
    return Long.parseLong(size.group(1)) << (size.group(2).equals("MiB") ? 20 : 30);
  }

  private static OssSettings.FilledBucket bucket(
      Section section, Section owner, Set<String> names) {
    section.only(Set.of("name", "region", "objects", "allowedOrigins"));
    String name = section.text("name", NAME, "3..63 lower-case letters, digits and hyphens");
    if (!name.isEmpty() && !names.add(name)) {
      section.problem("name", name + " is there twice");
    }
    String region =
        section.values().containsKey("region")
            ? section.text("region", REGION, "a region such as " + DEFAULT_REGION)
            : DEFAULT_REGION;
    String account = String.valueOf(owner.values().getValue("id"));
    return new OssSettings.FilledBucket(
        new Bucket(name, account, region, origins(section)), objects(section));
  }

  private static Set<String> origins(Section section) {
    Set<String> origins = new HashSet<>();
    Object written = section.values().getValue("allowedOrigins", new JsonArray());
    if (!(written instanceof JsonArray list)) {
      section.problem("allowedOrigins", "not a list (expected: origins, or \"*\" for all)");
      return origins;
    }
    for (Object one : list) {
      if (one instanceof String origin && ORIGIN.matcher(origin).matches()) {
        origins.add(origin);
      } else {
        section.problem(
            "allowedOrigins", one + " (expected: an origin such as https://app.example.com, or *)");
      }
    }
    return origins;
  }

  private static Map<String, String> objects(Section section) {
    Map<String, String> objects = new HashMap<>();
    Object written = section.values().getValue("objects", new JsonObject());
    if (!(written instanceof JsonObject mapping)) {
      section.problem("objects", "not a mapping (expected: texts by key)");
      return objects;
    }
    for (String key : mapping.fieldNames()) {
      boolean good = !key.isEmpty() && !key.startsWith("/") && key.length() <= LONGEST_KEY;
      if (good && mapping.getValue(key) instanceof String text) {
        objects.put(key, text);
      } else {
        section.problem("objects", key + " (expected: a key without a leading slash, and a text)");
      }
    }
    return objects;
  }
}
