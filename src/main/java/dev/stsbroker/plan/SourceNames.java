package dev.stsbroker.plan;

import dev.stsbroker.plan.Outline.Signer;
import dev.stsbroker.source.key.SourceSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names files for people by their path from the configuration's folder, so that the same
 * configuration in two folders has the same names.
 *
 * @param folder of the configuration; null for none
 */
record SourceNames(@Nullable Path folder) {

  String shown(Path file) {
    return folder != null && file.startsWith(folder)
        ? folder.relativize(file).toString()
        : file.toString();
  }

  Signer signer(SourceSettings settings) {
    boolean secret =
        settings instanceof SourceSettings.InlineKey
            || settings instanceof SourceSettings.CredentialsUri;
    return new Signer(settings.type(), source(settings), secret ? settings : null);
  }

  private String source(SourceSettings settings) {
    if (settings instanceof SourceSettings.InlineKey inline) {
      return inline.key().id();
    }
    if (settings instanceof SourceSettings.KeyFile key) {
      return shown(settings, key.file());
    }
    if (settings instanceof SourceSettings.KeyFiles keys) {
      return shown(settings, keys.idFile()) + " and " + shown(settings, keys.secretFile());
    }
    if (settings instanceof SourceSettings.Oidc oidc) {
      return "%s by %s, %s"
          .formatted(oidc.role().value(), oidc.providerArn(), shown(settings, oidc.tokenFile()));
    }
    if (settings instanceof SourceSettings.EcsRamRole ecs) {
      String role = ecs.roleName() == null ? "the instance's role" : ecs.roleName();
      return role + " at " + ecs.shownHost() + (ecs.allowV1() ? ", version 1 too" : "");
    }
    return settings instanceof SourceSettings.CredentialsUri uri && uri.shown() != null
        ? uri.shown()
        : "";
  }

  private String shown(SourceSettings settings, Path file) {
    String written = settings.written().get(file);
    return written == null ? shown(file) : written;
  }
}
