package dev.stsbroker.sandbox.oss.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.request.Names;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.Xml;
import dev.stsbroker.sandbox.oss.store.ObjectStore;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import java.util.Base64;
import java.util.Map;

/** Lists a bucket's objects, in both versions of the API. */
final class ListHandler {
  private static final int KEYS = 100;
  private static final int MOST_KEYS = 1000;

  private final ObjectStore store;

  ListHandler(ObjectStore store) {
    this.store = store;
  }

  OssAnswer list(Call call) {
    return switch (call.parameter("list-type")) {
      case "2" -> second(call);
      case "", "1" -> first(call);
      default -> throw OssError.INVALID_ARGUMENT.refusal("list-type must be 2 or left out.");
    };
  }

  private OssAnswer first(Call call) {
    Listing listing = listing(call, call.parameter("marker"));
    Names names = new Names(call.encoded());
    return OssAnswer.xml(
        200,
        "ListBucketResult",
        xml -> {
          head(xml, call, names).put("Marker", names.of(call.parameter("marker")));
          xml.put("IsTruncated", !listing.next().isEmpty());
          xml.putIfAny("NextMarker", names.of(listing.next()));
          listing.objects().forEach(entry -> contents(xml, call, entry, owner(call)));
          prefixes(xml, names, listing);
        });
  }

  private OssAnswer second(Call call) {
    String token = call.parameter("continuation-token");
    String after = token.isEmpty() ? call.parameter("start-after") : decoded(token);
    Listing listing = listing(call, after);
    Names names = new Names(call.encoded());
    boolean withOwner = Boolean.parseBoolean(call.parameter("fetch-owner"));
    return OssAnswer.xml(
        200,
        "ListBucketResult",
        xml -> {
          head(xml, call, names).putIfAny("StartAfter", names.of(call.parameter("start-after")));
          xml.put("IsTruncated", !listing.next().isEmpty());
          xml.putIfAny("ContinuationToken", token);
          xml.putIfAny("NextContinuationToken", encoded(listing.next()));
          xml.put("KeyCount", listing.objects().size() + listing.commonPrefixes().size());
          listing
              .objects()
              .forEach(entry -> contents(xml, call, entry, withOwner ? owner(call) : ""));
          prefixes(xml, names, listing);
        });
  }

  private Listing listing(Call call, String after) {
    return Listing.of(
        store.in(call.target().bucket()),
        new Listing.Request(
            call.parameter("prefix"),
            call.parameter("delimiter"),
            after,
            call.number("max-keys", KEYS, MOST_KEYS)));
  }

  private String owner(Call call) {
    return store.bucket(call.target().bucket()).owner();
  }

  private static Xml head(Xml xml, Call call, Names names) {
    return xml.put("Name", call.target().bucket())
        .put("Prefix", names.of(call.parameter("prefix")))
        .put("MaxKeys", call.number("max-keys", KEYS, MOST_KEYS))
        .put("Delimiter", names.of(call.parameter("delimiter")))
        .putIfAny("EncodingType", call.parameter("encoding-type"));
  }

  private static void contents(
      Xml xml, Call call, Map.Entry<String, StoredObject> entry, String owner) {
    StoredObject object = entry.getValue();
    xml.in(
        "Contents",
        one -> {
          one.put("Key", new Names(call.encoded()).of(entry.getKey()));
          ObjectHandler.changed(one, object);
          one.put("Type", object.kind().text()).put("Size", object.size());
          one.put("StorageClass", call.storageClass());
          if (!owner.isEmpty()) {
            one.in("Owner", who -> who.put("ID", owner).put("DisplayName", owner));
          }
        });
  }

  private static void prefixes(Xml xml, Names names, Listing listing) {
    listing
        .commonPrefixes()
        .forEach(prefix -> xml.in("CommonPrefixes", one -> one.put("Prefix", names.of(prefix))));
  }

  private static String encoded(String next) {
    return Base64.getUrlEncoder().encodeToString(next.getBytes(UTF_8));
  }

  private static String decoded(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), UTF_8);
    } catch (IllegalArgumentException e) {
      throw OssError.INVALID_ARGUMENT.refusal("The continuation token is not correct.");
    }
  }
}
