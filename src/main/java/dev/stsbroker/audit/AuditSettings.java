package dev.stsbroker.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The place where audit lines go.
 *
 * @param file absolute; null for standard output
 * @param maxBytes a file that a line would make longer is rotated first
 * @param keep how many rotated files are kept, at least 1
 * @param written what messages call the file, where something was filled into its path; null for
 *     its path
 */
public record AuditSettings(
    @Nullable Path file, long maxBytes, int keep, @Nullable String written) {
  /** What a file may have where nothing is said about it. */
  public static final long DEFAULT_MAX_BYTES = 10 * 1024 * 1024;

  /** How many rotated files there are where nothing is said about it. */
  public static final int DEFAULT_KEEP = 5;

  /** The most rotated files. */
  public static final int MOST_KEPT = 100;

  /** Standard output. */
  public static final AuditSettings STDOUT =
      new AuditSettings(null, DEFAULT_MAX_BYTES, DEFAULT_KEEP, null);

  /** What messages call the place. */
  public String shown() {
    if (file == null) {
      return "stdout";
    }
    return written == null ? file.toString() : written;
  }
}
