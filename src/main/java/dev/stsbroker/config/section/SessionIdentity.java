package dev.stsbroker.config.section;

import dev.stsbroker.config.setting.IpLiteral;
import dev.stsbroker.config.setting.NamedFile;
import dev.stsbroker.config.setting.Settings;
import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.source.key.SourceSettings.EcsRamRole;
import dev.stsbroker.source.key.SourceVariables;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads one identity of the kinds that have no key of their own but obtain sessions from a service.
 */
final class SessionIdentity {
  private static final String SESSION_NAME = "sts-broker-${hostname}";

  private final Settings settings;
  private final IdentitySection.Context context;
  private final String name;

  SessionIdentity(Settings settings, IdentitySection.Context context) {
    this.settings = settings;
    this.context = context;
    this.name = settings.place().name();
  }

  @Nullable SourceSettings oidc() {
    String role = given("roleArn", SourceVariables.ROLE_ARN);
    String provider = given("providerArn", SourceVariables.OIDC_PROVIDER_ARN);
    String token = given("tokenFile", SourceVariables.OIDC_TOKEN_FILE);
    RoleArn arn = role == null ? null : roleArn("roleArn", role);
    AccountId.warn(settings, "roleArn");
    AccountId.warn(settings, "providerArn");
    if (token != null && arn != null && provider != null) {
      SourceSettings running =
          context.inUse(() -> oidc(arn, provider, context.files().name(token)));
      if (running != null) {
        return running;
      }
    }
    NamedFile files = context.files();
    Path found = token == null ? null : files.find(settings, "tokenFile", token);
    Path file = files.trusted(settings, "tokenFile", found);
    return arn == null || provider == null || file == null ? null : oidc(arn, provider, file);
  }

  private SourceSettings oidc(RoleArn role, String provider, Path file) {
    return new SourceSettings.Oidc(
        name, role, provider, file, sessionName(), settings.written("tokenFile", file));
  }

  @Nullable SourceSettings ecsRamRole() {
    URI endpoint = endpoint();
    if (endpoint == null) {
      return null;
    }
    EcsRamRole usual = context.variables().ecsRamRole(name, endpoint);
    String roleName = settings.text("roleName");
    return new EcsRamRole(
        name,
        endpoint,
        roleName == null ? usual.roleName() : roleName,
        settings.flag("allowV1", usual.allowV1()),
        written("endpoint"));
  }

  @Nullable SourceSettings credentialsUri() {
    String text = settings.text("uri");
    if (text == null) {
      return null;
    }
    URI uri = uri(text);
    if (uri == null) {
      settings.plain("uri", "****** (expected: an http or https URI without a user name)");
      return null;
    }
    if (uri.getScheme().equals("http") && !IpLiteral.loopback(uri.getHost())) {
      settings
          .problems()
          .warnPlain(
              settings.place().to("uri"),
              "is plain http to another host: whoever is between reads the key");
    }
    return new SourceSettings.CredentialsUri(name, Secret.of(text), written("uri"));
  }

  /** What is written for {@code key}, where something was filled in; null where nothing was. */
  private @Nullable String written(String key) {
    return settings.problems().written(settings.place().to(key));
  }

  @Nullable SourceSettings auto() {
    URI endpoint = endpoint();
    String role = context.variables().value(SourceVariables.ROLE_ARN);
    boolean wrong = role != null && roleArn("type", role) == null;
    return endpoint == null || wrong
        ? null
        : new SourceSettings.Auto(name, sessionName(), endpoint, written("endpoint"));
  }

  /** The value of {@code key}, else of {@code variable}; null, with a problem, if neither is. */
  private @Nullable String given(String key, String variable) {
    String text = settings.text(key);
    String value = text == null ? context.variables().value(variable) : text;
    if (value == null) {
      settings.plain(key, "is missing, and " + variable + " is not set (expected: one of the two)");
    }
    return value;
  }

  private @Nullable RoleArn roleArn(String key, String text) {
    try {
      return new RoleArn(text);
    } catch (IllegalArgumentException e) {
      settings.plain(
          key,
          SourceVariables.ROLE_ARN
              + " is no role ARN (expected: acs:ram::<account id>:role/<role name>)");
      return null;
    }
  }

  private String sessionName() {
    String text = settings.text("sessionName");
    String value =
        text == null ? context.variables().value(SourceVariables.ROLE_SESSION_NAME) : text;
    return value == null
        ? context.placeholders().text(settings.place().to("sessionName"), SESSION_NAME)
        : value;
  }

  private @Nullable URI endpoint() {
    String text = settings.text("endpoint");
    URI uri = text == null ? EcsRamRole.METADATA : BareUri.of(text);
    if (uri != null && uri.getScheme().matches("https?")) {
      return uri;
    }
    URI meant = text == null ? null : BareUri.of("http://" + text);
    String write = settings.write("endpoint", meant == null ? null : meant.toString());
    settings.plain(
        "endpoint",
        settings.shown("endpoint") + " (expected: http://<host>[:<port>]" + write + ")");
    return null;
  }

  private static @Nullable URI uri(String text) {
    try {
      URI uri = new URI(text);
      boolean http = uri.getScheme() != null && uri.getScheme().matches("https?");
      return http && uri.getHost() != null && uri.getRawUserInfo() == null ? uri : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
