package dev.stsbroker.sandbox.oss.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Target;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stores the objects of all buckets: contents in files, and the list of them, which is bounded, in
 * memory. Used by one thread at a time.
 */
public final class ObjectStore {
  private static final int KIB = 1024;

  /** As OSS sorts keys: by their bytes. */
  public static final Comparator<String> KEY_ORDER =
      (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

  private final Map<String, Bucket> buckets = new TreeMap<>();
  private final Map<String, NavigableMap<String, StoredObject>> objects = new TreeMap<>();
  private final Map<String, Upload> uploads = new TreeMap<>();
  private final long capacity;
  private long used;

  /**
   * @param capacity the most bytes of memory that the list of objects and parts takes
   */
  public ObjectStore(Collection<Bucket> buckets, long capacity) {
    this.capacity = capacity;
    for (Bucket bucket : buckets) {
      this.buckets.put(bucket.name(), bucket);
      objects.put(bucket.name(), new TreeMap<>(KEY_ORDER));
    }
  }

  public Stream<Bucket> bucketsOf(String accountId) {
    return buckets.values().stream().filter(bucket -> bucket.owner().equals(accountId));
  }

  public boolean hasRegion(String region) {
    return buckets.values().stream().anyMatch(bucket -> bucket.region().equals(region));
  }

  /**
   * A bucket by its name.
   *
   * @throws OssRefusal if there is none
   */
  public Bucket bucket(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw OssError.NO_SUCH_BUCKET.refusal().with("BucketName", name);
    }
    return bucket;
  }

  public Optional<StoredObject> find(Target target) {
    return Optional.ofNullable(in(target.bucket()).get(target.key()));
  }

  /**
   * An object that must be there.
   *
   * @throws OssRefusal if it is not
   */
  public StoredObject object(Target target) {
    return find(target).orElseThrow(() -> OssError.NO_SUCH_KEY.refusal().with("Key", target.key()));
  }

  /** The objects of a bucket by key, in OSS's order. */
  public NavigableMap<String, StoredObject> in(String bucket) {
    return objects.getOrDefault(bucket, new TreeMap<>(KEY_ORDER));
  }

  /**
   * Writes an object in place of the one before; the store is another user of its content.
   *
   * @throws OssRefusal if there is no room
   */
  public void put(Target target, StoredObject object) {
    long before = find(target).map(old -> weight(target, old)).orElse(0L);
    reserve(weight(target, object) - before);
    object.content().retain();
    StoredObject replaced = in(target.bucket()).put(target.key(), object);
    if (replaced != null) {
      replaced.content().release();
    }
  }

  /** Deletes an object, if it is there. */
  public void delete(Target target) {
    StoredObject removed = in(target.bucket()).remove(target.key());
    if (removed != null) {
      used -= weight(target, removed);
      removed.content().release();
    }
  }

  public Upload begin(Target target, Map<String, String> metadata, Instant now) {
    String id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    Upload upload = Upload.begin(id, target, metadata, now);
    reserve(upload.weight());
    uploads.put(id, upload);
    return upload;
  }

  /**
   * An upload of this object that must be under way.
   *
   * @throws OssRefusal if it is not
   */
  public Upload upload(String id, Target target) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.target().signedPath().equals(target.signedPath())) {
      throw OssError.NO_SUCH_UPLOAD.refusal().with("UploadId", id);
    }
    return upload;
  }

  public List<Upload> uploadsIn(String bucket) {
    return uploads.values().stream()
        .filter(upload -> upload.target().bucket().equals(bucket))
        .sorted(
            Comparator.comparing((Upload upload) -> upload.target().key(), KEY_ORDER)
                .thenComparing(Upload::id))
        .toList();
  }

  /**
   * Writes a part in place of the one before; the store is another user of its content.
   *
   * @throws OssRefusal if there is no room
   */
  public void putPart(Upload upload, int number, StoredObject part) {
    StoredObject before = upload.parts().get(number);
    reserve(part.weight() - (before == null ? 0 : before.weight()));
    part.content().retain();
    upload.parts().put(number, part);
    if (before != null) {
      before.content().release();
    }
  }

  /** Ends an upload and forgets its parts. */
  public void end(Upload upload) {
    uploads.remove(upload.id());
    used -= upload.weight();
    for (StoredObject part : upload.parts().values()) {
      used -= part.weight();
      part.content().release();
    }
  }

  private void reserve(long more) {
    if (more > 0 && used + more > capacity) {
      throw OssError.INDEX_FULL.refusal(capacity / KIB);
    }
    used += more;
  }

  private static long weight(Target target, StoredObject object) {
    return 2L * target.key().length() + object.weight();
  }
}
