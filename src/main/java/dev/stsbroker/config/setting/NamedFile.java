package dev.stsbroker.config.setting;

import static java.util.Objects.requireNonNullElse;

import dev.stsbroker.config.text.ConfigText;
import dev.stsbroker.config.text.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the files a configuration names, and remembers which it named. */
public final class NamedFile {
  private final Path config;
  private final Path folder;
  private final Set<Path> named = new HashSet<>();

  /**
   * @param config the configuration file, absolute
   */
  public NamedFile(Path config) {
    this.config = config;
    this.folder = requireNonNullElse(config.getParent(), config);
  }

  /** The file {@code text} means, there or not. */
  public Path resolve(String text) {
    return folder.resolve(text).normalize();
  }

  /** The configuration file. */
  public Path config() {
    return config;
  }

  /** Every file that is read: the configuration, and those asked for so far. */
  public Set<Path> read() {
    Set<Path> read = new HashSet<>(named);
    read.add(config);
    return read;
  }

  /** Every file asked for so far, whether it was there or not. */
  public Set<Path> named() {
    return Set.copyOf(named);
  }

  /** The file {@code text} means, whatever is there. */
  public Path name(String text) {
    Path file = resolve(text);
    named.add(file);
    return file;
  }

  /**
   * The file that {@code key} names; null, with a problem, if it cannot be read; null if it names
   * none.
   */
  public @Nullable Path find(Settings settings, String key) {
    String text = settings.text(key);
    return text == null ? null : find(settings, key, text);
  }

  /** The file {@code text}, which stands for {@code key}; null, with a problem, as above. */
  public @Nullable Path find(Settings settings, String key, String text) {
    Path file = resolve(text);
    named.add(file);
    if (!Files.exists(file) && Redactor.isKeyLike(text)) {
      String sentence = " looks like a key itself (expected: the path of a file that holds it)";
      settings.plain(key, settings.shown(key, text) + sentence);
      return null;
    }
    Optional<String> meant = Files.exists(file) ? Optional.empty() : HomePath.meant(text);
    if (meant.isPresent()) {
      String write = settings.write(key, meant.get());
      settings.plain(key, settings.shown(key, text) + HomePath.sentence(text) + write + ")");
      return null;
    }
    try {
      ConfigText.requireReadable(file);
      return file;
    } catch (IOException e) {
      settings.fileProblem(key, file, e);
      return null;
    }
  }

  /** {@code file}, which {@code key} names, if others cannot change it; null, with a problem. */
  public @Nullable Path trusted(Settings settings, String key, @Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      ConfigText.requireTrusted(file);
      return file;
    } catch (IOException e) {
      settings.fileProblem(key, file, e);
      return null;
    }
  }
}
