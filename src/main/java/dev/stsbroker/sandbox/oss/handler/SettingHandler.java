package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.admission.Operation;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.Bucket;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import java.util.function.Consumer;

/**
 * Answers requests for settings of buckets and objects. Settings cannot be changed here, so the
 * answers are those of the real OSS for a bucket or object whose settings were never changed.
 */
final class SettingHandler {
  private final ObjectStore store;

  SettingHandler(ObjectStore store) {
    this.store = store;
  }

  /**
   * What is set.
   *
   * @throws OssRefusal in the way OSS says that nothing is
   */
  OssAnswer of(Operation asked, Call call) {
    return switch (asked) {
      case BUCKET_ACL -> acl(call, "private");
      case BUCKET_CORS -> cors(call);
      case BUCKET_ENCRYPTION -> throw OssError.NO_ENCRYPTION.refusal();
      case BUCKET_LIFECYCLE -> throw OssError.NO_LIFECYCLE.refusal();
      case BUCKET_LOGGING -> set("BucketLoggingStatus", xml -> {});
      case BUCKET_POLICY -> throw OssError.NO_POLICY.refusal();
      case BUCKET_REFERER ->
          set(
              "RefererConfiguration",
              xml -> xml.put("AllowEmptyReferer", true).in("RefererList", none -> {}));
      case BUCKET_REQUEST_PAYMENT ->
          set("RequestPaymentConfiguration", xml -> xml.put("Payer", "BucketOwner"));
      case BUCKET_TAGS -> set("Tagging", xml -> xml.in("TagSet", none -> {}));
      case BUCKET_VERSIONING -> set("VersioningConfiguration", xml -> {});
      case BUCKET_WEBSITE -> throw OssError.NO_WEBSITE.refusal();
      case BUCKET_WORM -> throw OssError.NO_WORM.refusal();
      default -> ofObject(asked, call);
    };
  }

  private OssAnswer ofObject(Operation asked, Call call) {
    StoredObject object = store.object(call.target());
    return switch (asked) {
      case OBJECT_ACL -> acl(call, "default");
      case OBJECT_TAGS -> set("Tagging", xml -> xml.in("TagSet", none -> {}));
      case OBJECT_SYMLINK -> throw OssError.NOT_SYMLINK.refusal().with("Key", call.target().key());
      default -> throw new IllegalStateException(asked + " of " + object + " is no setting");
    };
  }

  private OssAnswer cors(Call call) {
    Bucket bucket = store.bucket(call.target().bucket());
    if (bucket.allowedOrigins().isEmpty()) {
      throw OssError.NO_CORS.refusal();
    }
    return set("CORSConfiguration", xml -> Cors.describe(xml, bucket));
  }

  private static OssAnswer set(String root, Consumer<Xml> children) {
    return OssAnswer.xml(200, root, children);
  }

  private OssAnswer acl(Call call, String grant) {
    String owner = store.bucket(call.target().bucket()).owner();
    return set(
        "AccessControlPolicy",
        xml -> {
          owner(xml, owner);
          if (call.s3()) {
            ownerHasAll(xml, owner);
          } else {
            grant(xml, grant);
          }
        });
  }

  /** S3's way to say private: the owner, and nobody else, has all rights. */
  private static void ownerHasAll(Xml xml, String owner) {
    String type =
        "Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
            + " xsi:type=\"CanonicalUser\"";
    xml.in(
        "AccessControlList",
        list ->
            list.in(
                "Grant",
                one ->
                    one.in(type, "Grantee", who -> who.put("ID", owner).put("DisplayName", owner))
                        .put("Permission", "FULL_CONTROL")));
  }

  static void owner(Xml xml, String accountId) {
    xml.in("Owner", owner -> owner.put("ID", accountId).put("DisplayName", accountId));
  }

  static void grant(Xml xml, String grant) {
    xml.in("AccessControlList", list -> list.put("Grant", grant));
  }
}
