package dev.stsbroker.sandbox.settings;

import dev.stsbroker.sandbox.oss.store.Bucket;
import java.util.List;
import java.util.Map;

/**
 * The sandbox's OSS.
 *
 * @param host the address it listens on
 * @param port its port; 0 for any free one
 * @param buckets the buckets of all accounts
 * @param capacity the most bytes that all objects together may have
 */
public record OssSettings(String host, int port, List<FilledBucket> buckets, long capacity) {
  /** What objects may take if nothing is said about it: 1 GiB. */
  public static final long DEFAULT_CAPACITY = 1L << 30;

  /** Copies the list. */
  public OssSettings {
    buckets = List.copyOf(buckets);
  }

  /** An OSS of the usual size. */
  public OssSettings(String host, int port, List<FilledBucket> buckets) {
    this(host, port, buckets, DEFAULT_CAPACITY);
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
