package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.CredentialsUriService;
import dev.stsbroker.source.key.IdentityProblem;
import dev.stsbroker.source.key.KeyFileReader;
import dev.stsbroker.source.key.MetadataService;
import dev.stsbroker.source.key.NearbyHttp;
import dev.stsbroker.source.key.SecretFile;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.source.key.SourceSettings.Auto;
import dev.stsbroker.source.key.SourceSettings.CredentialsUri;
import dev.stsbroker.source.key.SourceSettings.EcsRamRole;
import dev.stsbroker.source.key.SourceSettings.Oidc;
import dev.stsbroker.source.key.SourceVariables;
import dev.stsbroker.sts.OidcToken;
import dev.stsbroker.sts.StsGateway;
import dev.stsbroker.time.Aside;
import dev.stsbroker.time.Timing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes identities from their settings. */
public final class SourceFactory {
  /** The metadata service has the next session this long before the old one ends. */
  private static final Duration METADATA_WINDOW = Duration.ofMinutes(30);

  private static final Duration URI_WINDOW = Duration.ofMinutes(15);
  private static final Duration OIDC_WINDOW = Duration.ofMinutes(10);

  /** What is near answers at once or not at all; an identity may take several exchanges. */
  private static final Duration NEARBY_DEADLINE = Duration.ofSeconds(1);

  private final Means means;
  private final Followers followers;
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

  /** What follows an identity; told its name. */
  public interface Followers {
    /** Follows nothing. */
    Followers NONE = identity -> {};

    /** It has read another key than it used before, whoever had it read; once for each such key. */
    void newKey(String identity);

    /** It fares otherwise than before. */
    default void stateChanged(String identity) {}
  }

  /**
   * @param followers hear what becomes of identities
   */
  public SourceFactory(Means means, Followers followers) {
    this.means = means;
    this.followers = followers;
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
    return keyed(settings, source(settings));
  }

  /**
   * Likewise in the place of {@code before}, which was made of equal settings: a key that is used
   * while its file is wrong is used on.
   *
   * @param before null for none
   */
  public Identity identity(SourceSettings settings, @Nullable Identity before) {
    if (before == null) {
      return identity(settings);
    }
    AccessKey held = before.held();
    Identity next = held == null ? identity(settings) : holding(settings, held);
    next.follow(before);
    return next;
  }

  private Identity holding(SourceSettings settings, AccessKey held) {
    IdentitySource source = source(settings);
    if (source instanceof LastGoodKey heir) {
      heir.inherit(held);
    }
    return keyed(settings, source);
  }

  /** An identity called {@code name} that signs with another's session. */
  public Identity chained(String name, IdentitySource session) {
    return new KeyedIdentity(
        name, session, means.sts(), means.events(), health(name, Mending.PROFILE));
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
      return offLoop(environment, () -> variables.key(environment));
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
    IdentityHealth health = health(identity.name(), Mending.TOKEN);
    Supplier<Future<OidcToken>> token =
        () ->
            read(identity, readings, () -> token(identity))
                .onSuccess(read -> health.read(null))
                .onFailure(health::unread);
    HeldSession own =
        new HeldSession(
            () -> OidcIdentity.ownSession(identity, token, means.sts()),
            OIDC_WINDOW,
            means.timing());
    Identity fromRole = new KeyedIdentity(identity.name(), own, means.sts(), means.events());
    return new OidcIdentity(identity, token, means.sts(), fromRole, health);
  }

  private static OidcToken token(Oidc identity) {
    return new OidcToken(
        identity.providerArn(), Secret.of(SecretFile.line(identity, identity.tokenFile())));
  }

  private Identity auto(Auto identity) {
    if (variables.value(SourceVariables.ACCESS_KEY_ID) != null) {
      means.events().identityFound(identity.name(), "environment");
      return keyed(identity, offLoop(identity, () -> variables.key(identity)));
    }
    Oidc oidc = variables.oidc(identity);
    if (oidc != null) {
      means.events().identityFound(identity.name(), "oidc");
      return oidc(oidc);
    }
    EcsRamRole role = variables.ecsRamRole(identity.name(), identity.endpoint());
    IdentitySource metadata = metadata(role.shownAs(identity.shown()));
    return keyed(identity, new AutoMetadata(identity, variables, metadata, means.events()));
  }

  private Identity keyed(SourceSettings settings, IdentitySource source) {
    IdentityHealth health = health(settings.name(), Mending.of(settings));
    return new KeyedIdentity(settings.name(), source, means.sts(), means.events(), health);
  }

  /** What follows an identity must not break the reading or the call that tells of it. */
  private void tell(Runnable telling) {
    Aside.tell(means.timing().scheduler(), telling);
  }

  private IdentityHealth health(String name, Mending mending) {
    return new IdentityHealth(
        name, mending, means.timing().clock(), () -> tell(() -> followers.stateChanged(name)));
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
        new LastGoodKey.Told(means.events(), () -> tell(() -> followers.newKey(settings.name()))));
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
