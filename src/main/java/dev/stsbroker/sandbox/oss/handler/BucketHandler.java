package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.admission.DeleteRequest;
import dev.stsbroker.sandbox.oss.request.Names;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.request.Times;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Lists and describes buckets; deletes many objects at once. */
final class BucketHandler {
  private static final int MOST_BUCKETS = 1000;
  private static final int BUCKETS = 100;

  private final ObjectStore store;
  private final Instant created;

  /**
   * @param created when the buckets came to be: with the sandbox
   */
  BucketHandler(ObjectStore store, Instant created) {
    this.store = store;
    this.created = created;
  }

  OssAnswer list(Call call) {
    String prefix = call.parameter("prefix");
    String marker = call.parameter("marker");
    int most = call.number("max-keys", BUCKETS, MOST_BUCKETS);
    List<Bucket> found =
        store
            .bucketsOf(call.holder().accountId())
            .filter(bucket -> bucket.name().startsWith(prefix))
            .filter(bucket -> bucket.name().compareTo(marker) > 0)
            .toList();
    List<Bucket> shown = found.subList(0, Math.min(most, found.size()));
    boolean truncated = !shown.isEmpty() && shown.size() < found.size();
    return OssAnswer.xml(
        200,
        "ListAllMyBucketsResult",
        xml -> {
          xml.put("Prefix", prefix).put("Marker", marker).put("MaxKeys", most);
          xml.put("IsTruncated", truncated);
          xml.putIfAny("NextMarker", truncated ? shown.get(shown.size() - 1).name() : "");
          SettingHandler.owner(xml, call.holder().accountId());
          xml.in(
              "Buckets", all -> shown.forEach(one -> all.in("Bucket", item -> listed(item, one))));
        });
  }

  private void listed(Xml xml, Bucket bucket) {
    describe(xml, bucket).put("Region", bucket.region());
  }

  private Xml describe(Xml xml, Bucket bucket) {
    return xml.put("Name", bucket.name())
        .put("CreationDate", Times.xml(created))
        .put("Location", "oss-" + bucket.region())
        .put("ExtranetEndpoint", bucket.publicEndpoint())
        .put("IntranetEndpoint", bucket.internalEndpoint())
        .put("StorageClass", "Standard");
  }

  OssAnswer info(Call call) {
    Bucket bucket = store.bucket(call.target().bucket());
    return OssAnswer.xml(
        200,
        "BucketInfo",
        root ->
            root.in(
                "Bucket",
                xml -> {
                  describe(xml, bucket).put("DataRedundancyType", "LRS");
                  SettingHandler.owner(xml, bucket.owner());
                  SettingHandler.grant(xml, "private");
                }));
  }

  /** S3's HeadBucket: that there is one, and where. */
  OssAnswer head(Call call) {
    Bucket bucket = store.bucket(call.target().bucket());
    return OssAnswer.of(200).with("x-amz-bucket-region", "oss-" + bucket.region());
  }

  OssAnswer location(Call call) {
    Bucket bucket = store.bucket(call.target().bucket());
    return OssAnswer.xml(200, "LocationConstraint", xml -> xml.escape("oss-" + bucket.region()));
  }

  /** How much is in it. */
  OssAnswer stat(Call call) {
    String name = call.target().bucket();
    Collection<StoredObject> objects = store.in(name).values();
    long bytes = objects.stream().mapToLong(object -> object.content().length()).sum();
    Instant changed =
        objects.stream()
            .map(StoredObject::lastModified)
            .max(Comparator.naturalOrder())
            .orElse(created);
    return OssAnswer.xml(
        200,
        "BucketStat",
        xml ->
            xml.put("Storage", bytes)
                .put("ObjectCount", objects.size())
                .put("MultipartUploadCount", store.uploadsIn(name).size())
                .put("LiveChannelCount", 0)
                .put("LastModifiedTime", changed.getEpochSecond())
                .put("StandardStorage", bytes)
                .put("StandardObjectCount", objects.size()));
  }

  OssAnswer delete(Call call) {
    DeleteRequest request = DeleteRequest.read(call);
    String bucket = call.target().bucket();
    request.keys().forEach(key -> store.delete(new Target(bucket, key, null)));
    Names names = new Names(call.encoded());
    return OssAnswer.xml(
        200,
        "DeleteResult",
        xml -> {
          xml.putIfAny("EncodingType", call.parameter("encoding-type"));
          if (!request.quiet()) {
            request.keys().forEach(key -> xml.in("Deleted", one -> one.put("Key", names.of(key))));
          }
        });
  }
}
