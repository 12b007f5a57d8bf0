package dev.stsbroker.config.section;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.setting.HomePath;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.sink.FilePlace;
import dev.stsbroker.sink.SinkFormat;
import dev.stsbroker.sink.SinkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the files that credentials are kept in. */
public final class FileSection {
  private final Settings root;
  private final Set<String> profiles;
  private final Map<String, String> fillable;
  private final NamedFile files;
  private final Map<Path, String> taken = new HashMap<>();

  public FileSection(Settings root, Context context) {
    this.root = root;
    this.profiles = context.profiles();
    this.fillable = context.fillable();
    this.files = context.files();
  }

  public List<SinkSettings> read() {
    files.read().forEach(file -> taken.put(place(SinkFormat.OSS, file), "the broker reads it"));
    List<SinkSettings> sinks = new ArrayList<>();
    for (Settings file : root.items("files")) {
      SinkSettings sink = read(file);
      if (sink != null) {
        sinks.add(sink);
      }
    }
    return sinks;
  }

  /** Profiles that a file holds are asked for all the time: by the file. */
  public static List<Profile> prefetched(List<Profile> profiles, List<SinkSettings> sinks) {
    Set<String> kept = sinks.stream().map(SinkSettings::profile).collect(Collectors.toSet());
    return profiles.stream()
        .map(profile -> kept.contains(profile.name()) ? profile.prefetched() : profile)
        .toList();
  }

  private @Nullable SinkSettings read(Settings file) {
    String profile = file.text("profile");
    if (profile != null && !profiles.contains(profile) && !profiles.isEmpty()) {
      file.problem(
          "profile",
          file.unknown("profile", "a profile", Settings.without(profiles, fillable.keySet())));
    }
    if (profile != null && fillable.containsKey(profile)) {
      file.plain("profile", file.shown("profile") + " " + fillable.get(profile));
    }
    String format = file.text("format");
    String path = file.text("path");
    if (profile == null || format == null || path == null) {
      return null;
    }
    SinkSettings sink =
        new SinkSettings(
            profile,
            SinkFormat.of(format),
            files.resolve(path),
            file.flag("removeOnStop", false),
            region(file, SinkFormat.of(format)),
            file.problems().written(file.place().to("path")));
    check(file, sink);
    return sink;
  }

  private static @Nullable String region(Settings file, SinkFormat format) {
    String region = file.text("region");
    if (region != null && format != SinkFormat.ALIYUN_CONFIG) {
      file.problem(
          "region",
          file.shown("region", region)
              + " has no place in format "
              + format.word()
              + " (expected: none, or format: aliyun-config)");
    }
    return region;
  }

  private void check(Settings file, SinkSettings sink) {
    Path path = sink.path();
    String text = file.text("path", "");
    Optional<String> meant = HomePath.meant(text);
    if (meant.isPresent()) {
      String write = file.write("path", meant.get());
      file.plain("path", file.shown("path", text) + HomePath.sentence(text) + write + ")");
      return;
    }
    FilePlace.Problem problem = FilePlace.problem(sink.format(), path);
    String other = problem == null ? conflict(place(sink.format(), path)) : null;
    if (problem != null) {
      String said = hidden(file, problem) ? "cannot be kept there" : problem.sentence();
      file.fileProblem("path", path, said);
    } else if (other != null) {
      file.plain(
          "path", file.shown("path", path) + ": " + other + " (expected: a file of its own)");
    } else {
      taken.put(place(sink.format(), path), "another of files has it");
    }
    if (problem == null && FilePlace.open(path)) {
      String shown = file.shown("path", path);
      file.problems()
          .warnPlain(
              file.place().to("path"), shown + " is in a folder that every user can write to");
    }
  }

  /** Whether {@code problem} may name a folder whose path was filled in. */
  private static boolean hidden(Settings file, FilePlace.Problem problem) {
    return problem.namesFolder() && file.problems().filledWithin(file.place().to("path"));
  }

  /** Why a file cannot be at {@code place}; null if it can. */
  private @Nullable String conflict(Path place) {
    return taken.entrySet().stream()
        .filter(it -> place.startsWith(it.getKey()) || it.getKey().startsWith(place))
        .map(Map.Entry::getValue)
        .sorted()
        .findFirst()
        .orElse(null);
  }

  private static Path place(SinkFormat format, Path file) {
    try {
      return FilePlace.of(format, file);
    } catch (IOException e) {
      return file;
    }
  }

  /**
   * What it looks things up in.
   *
   * @param profiles the names of all profiles
   * @param fillable the names of those that take values, and why: a file can supply none
   * @param files where relative paths start, and what is read already
   */
  public record Context(Set<String> profiles, Map<String, String> fillable, NamedFile files) {}
}
