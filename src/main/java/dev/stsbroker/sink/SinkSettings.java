package dev.stsbroker.sink;

import java.nio.file.Path;

/**
 * One file that credentials are kept in.
 *
 * @param profile whose credentials
 * @param format how they are laid down
 * @param path where, absolute; a symlink is followed, but for the formats that are a folder
 * @param removeOnStop whether the file is removed when the broker stops or no longer has it in its
 *     configuration
 */
public record SinkSettings(String profile, SinkFormat format, Path path, boolean removeOnStop) {}
