package dev.stsbroker.config.section;

import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.config.setting.HomePath;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.sink.FilePlace.Problem;
import dev.stsbroker.sink.OwnFolder;
import dev.stsbroker.sink.SinkSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads where the audit is written. */
public final class AuditSection {
  private static final Map<String, Integer> SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30);
  private static final int UNIT = 3;

  private final Settings section;
  private final NamedFile files;
  private final List<SinkSettings> sinks;

  /**
   * @param files where relative paths start, and what is read already
   * @param sinks the files that credentials are kept in
   */
  public AuditSection(Settings section, NamedFile files, List<SinkSettings> sinks) {
    this.section = section;
    this.files = files;
    this.sinks = sinks;
  }

  /** Where the audit goes; null for nowhere. */
  public @Nullable AuditSettings read() {
    String text = section.text("file");
    boolean stdout = section.flag("stdout", false);
    if (text != null && stdout) {
      section.plain("stdout", "true beside a file (expected: one of the two)");
    }
    if (text == null) {
      rotated("maxBytes");
      rotated("keep");
      return stdout ? AuditSettings.STDOUT : null;
    }
    Path file = files.resolve(text);
    check(text, file);
    return new AuditSettings(
        file,
        bytes(section.text("maxBytes")),
        section.number("keep", AuditSettings.DEFAULT_KEEP),
        section.problems().written(section.place().to("file")));
  }

  private void rotated(String key) {
    if (section.values().containsKey(key)) {
      section.plain(key, "without a file (expected: file beside it, or no " + key + ")");
    }
  }

  private void check(String text, Path file) {
    Optional<String> meant = HomePath.meant(text);
    if (meant.isPresent()) {
      String write = section.write("file", meant.get());
      section.plain("file", section.shown("file", text) + HomePath.sentence(text) + write + ")");
      return;
    }
    Problem problem = OwnFolder.problem(file);
    if (problem != null) {
      boolean hidden =
          problem.namesFolder() && section.problems().filledWithin(section.place().to("file"));
      section.fileProblem("file", file, hidden ? "cannot be kept there" : problem.sentence());
    } else if (Stream.concat(files.read().stream(), sinks.stream().map(SinkSettings::path))
        .anyMatch(other -> same(other, file))) {
      section.plain(
          "file",
          section.shown("file", text)
              + " is a file that the broker reads or keeps credentials in (expected: a file of its"
              + " own)");
    }
  }

  private static boolean same(Path other, Path file) {
    return other.normalize().equals(file.normalize());
  }

  private static long bytes(@Nullable String text) {
    if (text == null) {
      return AuditSettings.DEFAULT_MAX_BYTES;
    }
    int unit = text.length() - UNIT;
    return Long.parseLong(text.substring(0, unit)) << SHIFTS.getOrDefault(text.substring(unit), 0);
  }
}
