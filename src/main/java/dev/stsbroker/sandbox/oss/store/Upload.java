package dev.stsbroker.sandbox.oss.store;

import dev.stsbroker.sandbox.oss.request.Target;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A multipart upload under way. Its parts change; used by one thread.
 *
 * @param id unique and not to be guessed
 * @param target the object it will be
 * @param metadata that of the object
 * @param initiated when it began
 * @param parts by number; each is like an object of its own
 */
public record Upload(
    String id,
    Target target,
    Map<String, String> metadata,
    Instant initiated,
    NavigableMap<Integer, StoredObject> parts) {

  static Upload begin(String id, Target target, Map<String, String> metadata, Instant now) {
    return new Upload(id, target, metadata, now, new TreeMap<>());
  }

  /** What it costs in memory without its parts. */
  long weight() {
    return 2L * target.key().length() + StoredObject.weight(metadata);
  }
}
