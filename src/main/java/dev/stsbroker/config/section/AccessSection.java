package dev.stsbroker.config.section;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.config.text.ConfigPath;
import dev.stsbroker.config.text.ConfigProblem;
import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.io.FileGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the section {@code access} of a profile: the secrets of its callers, from the file that it
 * names.
 */
public final class AccessSection {
  private static final String KEY = "secretFile";

  private final Settings settings;
  private final NamedFile files;

  public AccessSection(Settings settings, NamedFile files) {
    this.settings = settings;
    this.files = files;
  }

  /** The secrets; empty if the profile has none, or if a problem was reported. */
  public Optional<CallerSecrets> read() {
    Path file = files.find(settings, KEY);
    return file == null ? Optional.empty() : read(file);
  }

  private Optional<CallerSecrets> read(Path file) {
    String open = settings.flag("allowOthers", false) ? null : FileGuard.problem(file);
    if (open != null) {
      settings.fileProblem(KEY, file, open);
      return Optional.empty();
    }
    try {
      String text = ConfigText.read(file, CallerSecrets.MOST_BYTES);
      List<CallerSecrets.Problem> problems = CallerSecrets.problems(text);
      ConfigPath place = settings.place().to(KEY);
      String shown = settings.shown(KEY, file);
      for (CallerSecrets.Problem problem : problems) {
        String location = shown + ":" + problem.line();
        settings
            .problems()
            .morePlain(place, new ConfigProblem(location, place.toString(), problem.message()));
      }
      String name = String.valueOf(Path.of(shown).getFileName());
      return problems.isEmpty() ? Optional.of(CallerSecrets.of(name, text)) : Optional.empty();
    } catch (IOException e) {
      settings.fileProblem(KEY, file, e);
      return Optional.empty();
    }
  }
}
