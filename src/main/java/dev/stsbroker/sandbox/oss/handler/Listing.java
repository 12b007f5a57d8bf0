package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A page of a bucket's keys. Those with the delimiter behind the prefix stand together as one
 * entry, which counts like a key.
 *
 * @param objects the keys that stand for themselves, with their objects
 * @param commonPrefixes the prefixes that stand for the others
 * @param next the last entry of the page, if there are more behind it; empty if not
 */
public record Listing(
    List<Map.Entry<String, StoredObject>> objects, List<String> commonPrefixes, String next) {

  /**
   * What to list.
   *
   * @param prefix of all keys
   * @param delimiter empty for none
   * @param after the entry the page begins behind; empty for the first page
   * @param most entries
   */
  public record Request(String prefix, String delimiter, String after, int most) {}

  public static Listing of(NavigableMap<String, StoredObject> all, Request request) {
    List<Map.Entry<String, StoredObject>> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = "";
    for (Map.Entry<String, StoredObject> entry : candidates(all, request).entrySet()) {
      String key = entry.getKey();
      if (!key.startsWith(request.prefix())) {
        // Keys with the prefix follow one another.
        break;
      }
      String shown = shown(key, request);
      boolean seen =
          shown.equals(last) || ObjectStore.KEY_ORDER.compare(shown, request.after()) <= 0;
      if (seen) {
        continue;
      }
      if (objects.size() + prefixes.size() == request.most()) {
        return new Listing(objects, prefixes, last);
      }
      last = shown;
      if (shown.equals(key) && !collapsed(key, request)) {
        objects.add(entry);
      } else {
        prefixes.add(shown);
      }
    }
    return new Listing(objects, prefixes, "");
  }

  private static NavigableMap<String, StoredObject> candidates(
      NavigableMap<String, StoredObject> all, Request request) {
    boolean later = ObjectStore.KEY_ORDER.compare(request.after(), request.prefix()) > 0;
    return later ? all.tailMap(request.after(), false) : all.tailMap(request.prefix(), true);
  }

  private static boolean collapsed(String key, Request request) {
    return !request.delimiter().isEmpty()
        && key.indexOf(request.delimiter(), request.prefix().length()) >= 0;
  }

  private static String shown(String key, Request request) {
    if (!collapsed(key, request)) {
      return key;
    }
    int end = key.indexOf(request.delimiter(), request.prefix().length());
    return key.substring(0, end + request.delimiter().length());
  }
}
