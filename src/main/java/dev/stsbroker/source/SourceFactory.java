package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.SourceSettings.Auto;
import dev.stsbroker.source.SourceSettings.CredentialsUri;
import dev.stsbroker.source.SourceSettings.EcsRamRole;
import dev.stsbroker.source.SourceSettings.Oidc;
import dev.stsbroker.sts.OidcToken;
import dev.stsbroker.sts.StsGateway;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes an identity of each kind. */
public final class SourceFactory {
  /** The metadata service has the next session this long before the old one ends. */
  private static final Duration METADATA_WINDOW = Duration.ofMinutes(30);

  private static final Duration URI_WINDOW = Duration.ofMinutes(15);
  private static final Duration OIDC_WINDOW = Duration.ofMinutes(10);

  /** What is near answers at once or not at all; an identity may take several exchanges. */
  private static final Duration NEARBY_DEADLINE = Duration.ofSeconds(1);

  private final Means means;
  private final Consumer<String> newKey;
  private final SourceVariables variables;
  private final NearbyHttp http;

  /**
   * What identities need of the outside.
   *
   * @param vertx asks metadata services; outcomes are told on its event loop
   * @param threads where files are read; a file that hangs keeps one
   * @param environment looks up an environment variable; null where it is not set
   * @param sts what roles are assumed at
   * @param timing when sessions end, and deadlines
   * @param events told what was found, kept and cut
   */
  public record Means(
      Vertx vertx,
      Executor threads,
      Function<String, @Nullable String> environment,
      StsGateway sts,
      Timing timing,
      BrokerEvents events) {}

  /**
   * @param newKey told the name of an identity that has read another key than it used before,
   *     whoever had it read; once for each such key
   */
  public SourceFactory(Means means, Consumer<String> newKey) {
    this.means = means;
    this.newKey = newKey;
    this.variables = new SourceVariables(means.environment());
    this.http = new NearbyHttp(means.vertx(), means.timing().scheduler(), NEARBY_DEADLINE);
  }

  /** The identity that {@code settings} describe; reads and asks nothing yet. */
  public Identity identity(SourceSettings settings) {
    if (settings instanceof Oidc oidc) {
      return oidc(oidc);
    }
    if (settings instanceof Auto auto) {
      return auto(auto);
    }
    return keyed(settings.name(), source(settings));
  }

  private IdentitySource source(SourceSettings settings) {
    if (settings instanceof SourceSettings.InlineKey inline) {
      return () -> Future.succeededFuture(inline.key());
    }
    if (settings instanceof SourceSettings.KeyFile file) {
      return lastGood(file, () -> KeyFileReader.read(file));
    }
    if (settings instanceof SourceSettings.KeyFiles files) {
      return lastGood(files, () -> KeyFileReader.read(files));
    }
    if (settings instanceof SourceSettings.Environment environment) {
      return offLoop(environment, () -> EnvironmentReader.read(environment, variables));
    }
    if (settings instanceof EcsRamRole role) {
      return metadata(role);
    }
    if (settings instanceof CredentialsUri uri) {
      CredentialsUriService service = new CredentialsUriService(uri, http, means.timing().clock());
      return new HeldSession(service::session, URI_WINDOW, means.timing());
    }
    throw new IllegalArgumentException("no key from identity type " + settings.type());
  }

  private IdentitySource metadata(EcsRamRole role) {
    MetadataService service = new MetadataService(role, http, means.timing().clock());
    return new HeldSession(service::session, METADATA_WINDOW, means.timing());
  }

  private Identity oidc(Oidc identity) {
    Readings readings = readings();
    Supplier<Future<OidcToken>> token = () -> read(identity, readings, () -> token(identity));
    HeldSession own =
        new HeldSession(
            () -> OidcIdentity.ownSession(identity, token, means.sts()),
            OIDC_WINDOW,
            means.timing());
    return new OidcIdentity(identity, token, means.sts(), keyed(identity.name(), own));
  }

  private static OidcToken token(Oidc identity) {
    return new OidcToken(
        identity.providerArn(), Secret.of(SecretFile.line(identity, identity.tokenFile())));
  }

  private Identity auto(Auto identity) {
    if (variables.value(SourceVariables.ACCESS_KEY_ID) != null) {
      means.events().identityFound(identity.name(), "environment");
      return keyed(
          identity.name(), offLoop(identity, () -> EnvironmentReader.read(identity, variables)));
    }
    Oidc oidc = variables.oidc(identity);
    if (oidc != null) {
      means.events().identityFound(identity.name(), "oidc");
      return oidc(oidc);
    }
    EcsRamRole role = variables.ecsRamRole(identity.name(), identity.endpoint());
    IdentitySource metadata = metadata(role.shownAs(identity.shown()));
    return keyed(identity.name(), new AutoMetadata(identity, variables, metadata, means.events()));
  }

  private Identity keyed(String name, IdentitySource source) {
    return new KeyedIdentity(name, source, means.sts(), means.events());
  }

  private IdentitySource lastGood(SourceSettings settings, Callable<AccessKey> reading) {
    return new LastGoodKey(
        settings.name(),
        offLoop(settings, reading),
        key ->
            means
                .sts()
                .callerIdentity(key)
                .onSuccess(
                    caller -> means.events().identityProved(settings.name(), caller.accountId())),
        new LastGoodKey.Told(means.events(), () -> newKey.accept(settings.name())));
  }

  private IdentitySource offLoop(SourceSettings identity, Callable<AccessKey> reading) {
    Readings readings = readings();
    return () -> read(identity, readings, reading);
  }

  private static <T> Future<T> read(
      SourceSettings identity, Readings readings, Callable<T> reading) {
    return readings
        .read(reading)
        .recover(cause -> Future.failedFuture(IdentityProblem.of(identity, cause)));
  }

  private Readings readings() {
    return new Readings(means.vertx(), means.threads(), means.timing().scheduler());
  }
}
