package dev.stsbroker.config.section;

import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Placeholders;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.io.FileGuard;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.KeyText;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.source.key.SourceVariables;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads one identity. */
public final class IdentitySection {
  private final Settings settings;
  private final Context context;
  private final String name;

  /**
   * What identities refer to.
   *
   * @param files where they find theirs
   * @param placeholders for the session name they have by default
   * @param variables stand in for what is left out
   * @param emulated ids of keys that the sandbox beside the broker made up
   * @param running the identities that are in use already; none before a start
   */
  public record Context(
      NamedFile files,
      Placeholders placeholders,
      SourceVariables variables,
      Set<String> emulated,
      Set<SourceSettings> running) {
    /**
     * The identity as it would be with its files as they should be, if such a one is in use
     * already: then what is wrong with its files now is its own state's to tell, and no reason to
     * refuse a configuration.
     */
    @Nullable SourceSettings inUse(Supplier<SourceSettings> whole) {
      if (running.isEmpty()) {
        return null;
      }
      SourceSettings identity = whole.get();
      return running.contains(identity) ? identity : null;
    }
  }

  public IdentitySection(Settings settings, Context context) {
    this.settings = settings;
    this.context = context;
    this.name = settings.place().name();
  }

  /** The identity; null if a problem was reported. */
  public @Nullable SourceSettings read() {
    SessionIdentity session = new SessionIdentity(settings, context);
    return switch (settings.text("type", "")) {
      case "environment" -> new SourceSettings.Environment(name);
      case "accessKeyFile" -> settings.text("file") == null ? keyFiles() : keyFile();
      case "accessKey" -> inlineKey();
      case "oidc" -> session.oidc();
      case "ecsRamRole" -> session.ecsRamRole();
      case "credentialsUri" -> session.credentialsUri();
      case "auto" -> session.auto();
      default -> null;
    };
  }

  private @Nullable SourceSettings keyFile() {
    SourceSettings running = context.inUse(() -> keyFile(named("file")));
    if (running != null) {
      return running;
    }
    Path file = guarded("file");
    return file == null ? null : keyFile(file);
  }

  private SourceSettings keyFile(Path file) {
    return new SourceSettings.KeyFile(name, file, allowOthers(), settings.written("file", file));
  }

  private Path named(String key) {
    return context.files().name(settings.text(key, ""));
  }

  private @Nullable SourceSettings keyFiles() {
    SourceSettings running = context.inUse(() -> keyFiles(named("idFile"), named("secretFile")));
    if (running != null) {
      return running;
    }
    NamedFile files = context.files();
    Path idFile = files.trusted(settings, "idFile", files.find(settings, "idFile"));
    Path secretFile = guarded("secretFile");
    return idFile == null || secretFile == null ? null : keyFiles(idFile, secretFile);
  }

  private SourceSettings keyFiles(Path idFile, Path secretFile) {
    Map<Path, String> written = new HashMap<>(settings.written("idFile", idFile));
    written.putAll(settings.written("secretFile", secretFile));
    return new SourceSettings.KeyFiles(
        name, idFile, secretFile, allowOthers(), Map.copyOf(written));
  }

  private boolean allowOthers() {
    return settings.flag("allowOthers", false);
  }

  /** A file with a secret; others may read it where that is allowed, and never change it. */
  private @Nullable Path guarded(String key) {
    Path file = context.files().find(settings, key);
    String open = file == null || allowOthers() ? null : FileGuard.problem(file);
    if (file != null && open != null) {
      settings.fileProblem(key, file, open);
      return null;
    }
    return context.files().trusted(settings, key, file);
  }

  private @Nullable SourceSettings inlineKey() {
    String id = settings.text("id");
    if (id == null || !context.emulated().contains(id)) {
      settings
          .problems()
          .warnPlain(
              settings.place().to("type"),
              "accessKey keeps the key in the configuration; accessKeyFile is better");
    }
    String secret = settings.text("secret");
    String token = settings.text("securityToken");
    if (id == null || secret == null) {
      return null;
    }
    String fault = KeyText.pairFault(id, secret, token);
    if (fault != null) {
      settings.problems().plain(settings.place().to("id"), fault);
    }
    return new SourceSettings.InlineKey(
        name, new AccessKey(id, Secret.of(secret), token == null ? null : Secret.of(token)));
  }
}
