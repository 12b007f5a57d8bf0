package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.oss.Bucket;
import java.util.List;
import java.util.Map;

/**
 * The sandbox's OSS.
 *
 * @param host the address it listens on
 * @param port its port; 0 for any free one
 * @param buckets the buckets of all accounts
 */
public record OssSettings(String host, int port, List<FilledBucket> buckets) {
  /** Copies the list. */
  public OssSettings {
    buckets = List.copyOf(buckets);
  }

  /**
   * A bucket and what is in it at the start.
   *
   * @param bucket the bucket
   * @param objects text by key
   */
  public record FilledBucket(Bucket bucket, Map<String, String> objects) {
    /** Copies the map. */
    public FilledBucket {
      objects = Map.copyOf(objects);
    }
  }
}
