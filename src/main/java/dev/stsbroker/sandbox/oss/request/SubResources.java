package dev.stsbroker.sandbox.oss.request;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The query parameters that are part of the resource, and so of a V1 signature. */
public final class SubResources {
  /** From {@code com.aliyun.oss.internal.SignParameters} of OSS's Java SDK 3.18.5. */
  private static final Set<String> NAMES =
      Set.of(
          """
          accessPoint accessPointPolicy acl append asyncFetch bucketArchiveDirectRead
          bucketInfo callback callback-var cname comp continuation-token cors delete
          encryption endTime httpsConfig img inventory inventoryId lifecycle live location
          logging metaQuery objectMeta partNumber policy policyStatus position
          processConfiguration publicAccessBlock qos qosInfo redundancyTransition referer
          regionList replication replicationLocation replicationProgress requestPayment
          resourceGroup response-cache-control response-content-disposition
          response-content-encoding response-content-language response-content-type response-expires restore
          seal security-token sequential startTime stat status style styleName symlink tagging
          transferAcceleration udf udfApplication udfApplicationLog udfImage udfImageDesc
          udfName uploadId uploads versionId versioning versions vip vod vpcip website worm
          wormExtend wormId x-oss-ac-forward-allow x-oss-ac-source-ip x-oss-ac-subnet-mask
          x-oss-ac-vpc-id x-oss-async-process x-oss-delete x-oss-dir x-oss-process
          x-oss-redundancy-transition-taskid x-oss-rename x-oss-request-payer
          x-oss-target-redundancy-type x-oss-traffic-limit x-oss-write-get-object-response
          """
              .strip()
              .split("\\s+"));

  /** Those that change neither what is asked nor who may. */
  private static final Set<String> NEUTRAL =
      Set.of("security-token", "x-oss-traffic-limit", "x-oss-request-payer");

  private SubResources() {}

  /** Those of a query, sorted by name. */
  public static SortedMap<String, String> of(SortedMap<String, String> query) {
    SortedMap<String, String> found = new TreeMap<>(query);
    found.keySet().retainAll(NAMES);
    return found;
  }

  /** The names in a query that say what is asked. */
  public static Set<String> asked(SortedMap<String, String> query) {
    SortedMap<String, String> found = of(query);
    found.keySet().removeAll(NEUTRAL);
    return found.keySet();
  }
}
