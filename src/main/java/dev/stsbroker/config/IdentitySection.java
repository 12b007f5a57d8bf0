package dev.stsbroker.config;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.SourceSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one identity. */
final class IdentitySection {
  private final Settings settings;
  private final NamedFile files;

  IdentitySection(Settings settings, NamedFile files) {
    this.settings = settings;
    this.files = files;
  }

  /** The identity; null if a problem was reported. */
  @Nullable SourceSettings read() {
    String name = settings.place().name();
    return switch (settings.text("type", "")) {
      case "environment" -> new SourceSettings.Environment(name);
      case "accessKeyFile" -> settings.text("file") == null ? keyFiles(name) : keyFile(name);
      case "accessKey" -> inlineKey(name);
      default -> null;
    };
  }

  private @Nullable SourceSettings keyFile(String name) {
    Path file = files.find(settings, "file");
    return file == null ? null : new SourceSettings.KeyFile(name, file);
  }

  private @Nullable SourceSettings keyFiles(String name) {
    Path idFile = files.find(settings, "idFile");
    Path secretFile = files.find(settings, "secretFile");
    return idFile == null || secretFile == null
        ? null
        : new SourceSettings.KeyFiles(name, idFile, secretFile);
  }

  private @Nullable SourceSettings inlineKey(String name) {
    settings.warn("type", "accessKey keeps the key in the configuration; accessKeyFile is better");
    String id = settings.text("id");
    String secret = settings.text("secret");
    String token = settings.text("securityToken");
    if (id == null || secret == null) {
      return null;
    }
    return new SourceSettings.InlineKey(
        name, new AccessKey(id, Secret.of(secret), token == null ? null : Secret.of(token)));
  }
}
