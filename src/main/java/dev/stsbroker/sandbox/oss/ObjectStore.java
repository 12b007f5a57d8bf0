package dev.stsbroker.sandbox.oss;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** What is in the buckets, in memory and bounded. Used by one thread at a time. */
final class ObjectStore {
  /** The most that objects and parts take together, by {@link #weight}. */
  static final int CAPACITY_MIB = 64;

  private static final int MIB = 1024 * 1024;

  /** What an object counts beside its content, so that empty ones are bounded too. */
  private static final int OVERHEAD = 1024;

  /** As OSS sorts keys: by their bytes. */
  static final Comparator<String> KEY_ORDER =
      (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));

  private final Map<String, Bucket> buckets = new TreeMap<>();
  private final Map<String, NavigableMap<String, StoredObject>> objects = new TreeMap<>();
  private final Map<String, Upload> uploads = new TreeMap<>();
  private long used;

  ObjectStore(Collection<Bucket> buckets) {
    for (Bucket bucket : buckets) {
      this.buckets.put(bucket.name(), bucket);
      objects.put(bucket.name(), new TreeMap<>(KEY_ORDER));
    }
  }

  Stream<Bucket> bucketsOf(String accountId) {
    return buckets.values().stream().filter(bucket -> bucket.owner().equals(accountId));
  }

  boolean hasRegion(String region) {
    return buckets.values().stream().anyMatch(bucket -> bucket.region().equals(region));
  }

  /**
   * A bucket by its name.
   *
   * @throws OssRefusal if there is none
   */
  Bucket bucket(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw OssError.NO_SUCH_BUCKET.refusal().with("BucketName", name);
    }
    return bucket;
  }

  Optional<StoredObject> find(Target target) {
    return Optional.ofNullable(in(target.bucket()).get(target.key()));
  }

  /**
   * An object that must be there.
   *
   * @throws OssRefusal if it is not
   */
  StoredObject object(Target target) {
    return find(target).orElseThrow(() -> OssError.NO_SUCH_KEY.refusal().with("Key", target.key()));
  }

  /** The objects of a bucket by key, in OSS's order. */
  NavigableMap<String, StoredObject> in(String bucket) {
    return objects.getOrDefault(bucket, new TreeMap<>(KEY_ORDER));
  }

  /**
   * Writes an object in place of the one before.
   *
   * @throws OssRefusal if there is no room
   */
  void put(Target target, StoredObject object) {
    reserve(weight(object) - find(target).map(ObjectStore::weight).orElse(0L));
    in(target.bucket()).put(target.key(), object);
  }

  /** Deletes an object, if it is there. */
  void delete(Target target) {
    StoredObject removed = in(target.bucket()).remove(target.key());
    used -= removed == null ? 0 : weight(removed);
  }

  Upload begin(Target target, Map<String, String> metadata, Instant now) {
    reserve(OVERHEAD);
    String id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    Upload upload = Upload.begin(id, target, metadata, now);
    uploads.put(id, upload);
    return upload;
  }

  /**
   * An upload of this object that must be under way.
   *
   * @throws OssRefusal if it is not
   */
  Upload upload(String id, Target target) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.target().signedPath().equals(target.signedPath())) {
      throw OssError.NO_SUCH_UPLOAD.refusal().with("UploadId", id);
    }
    return upload;
  }

  List<Upload> uploadsIn(String bucket) {
    return uploads.values().stream()
        .filter(upload -> upload.target().bucket().equals(bucket))
        .sorted(
            Comparator.comparing((Upload upload) -> upload.target().key(), KEY_ORDER)
                .thenComparing(Upload::id))
        .toList();
  }

  void putPart(Upload upload, int number, StoredObject part) {
    StoredObject before = upload.parts().get(number);
    reserve(weight(part) - (before == null ? 0 : weight(before)));
    upload.parts().put(number, part);
  }

  /** Ends an upload and forgets its parts. */
  void end(Upload upload) {
    uploads.remove(upload.id());
    used -= OVERHEAD + upload.parts().values().stream().mapToLong(ObjectStore::weight).sum();
  }

  private void reserve(long more) {
    if (more > 0 && used + more > (long) CAPACITY_MIB * MIB) {
      throw OssError.FULL.refusal(CAPACITY_MIB);
    }
    used += more;
  }

  private static long weight(StoredObject object) {
    return OVERHEAD + (long) object.content().length();
  }
}
