package dev.stsbroker.sink;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one credential file.
 *
 * @param profile whose credentials
 * @param format the format of the file
 * @param path where, absolute; a symlink is followed, but for the formats that are a folder
 * @param removeOnStop whether the file is removed when the broker stops or no longer has it in its
 *     configuration
 * @param region the region that {@link SinkFormat#ALIYUN_CONFIG} names; null for none, as for the
 *     other formats, which have no place for it
 * @param written what messages call the file, where something was filled into its path; null for
 *     its path
 */
public record SinkSettings(
    String profile,
    SinkFormat format,
    Path path,
    boolean removeOnStop,
    @Nullable String region,
    @Nullable String written) {
  /** A file that names no region, and that messages call by its path. */
  public SinkSettings(String profile, SinkFormat format, Path path, boolean removeOnStop) {
    this(profile, format, path, removeOnStop, null, null);
  }

  /** What messages call the file. */
  String shown() {
    return written == null ? path.toString() : written;
  }
}
