package dev.stsbroker.plan;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.plan.Outline.Guard;
import dev.stsbroker.plan.Outline.Kept;
import dev.stsbroker.plan.Outline.Listening;
import dev.stsbroker.plan.Outline.Reach;
import dev.stsbroker.plan.Outline.Session;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.sts.SessionRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the outline of a configuration. */
public final class Outlines {
  private static final String LIMITS = "limits.";

  /** The settings that follow from the heap unless they are given. */
  static final Set<String> OF_THE_HEAP = Set.of(LIMITS + "sessions", LIMITS + "connections");

  private final BrokerConfig config;
  private final SourceNames places;
  private final Predicate<Profile> wanted;

  private Outlines(BrokerConfig config, SourceNames places, Predicate<Profile> wanted) {
    this.config = config;
    this.places = places;
    this.wanted = wanted;
  }

  /**
   * The outline of {@code config}. Fills every template: not for an event loop.
   *
   * @param file where it stands, absolute: files below its folder are called by the rest of their
   *     path; null for none
   */
  public static Outline of(BrokerConfig config, @Nullable Path file) {
    return of(config, file, profile -> true);
  }

  /** The same with some profiles alone. */
  static Outline of(BrokerConfig config, @Nullable Path file, Predicate<Profile> wanted) {
    SourceNames places = new SourceNames(file == null ? null : file.getParent());
    return new Outlines(config, places, wanted).whole();
  }

  /** A duration as configurations have it, such as {@code 1h30m}. */
  static String text(Duration duration) {
    return duration.isZero() ? "0s" : duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private Outline whole() {
    SortedMap<String, Outline.Signer> identities = new TreeMap<>();
    config.identities().forEach(one -> identities.put(one.name(), places.signer(one)));
    SortedMap<String, Session> profiles = new TreeMap<>();
    config.profiles().stream()
        .filter(wanted)
        .forEach(profile -> profiles.put(profile.name(), session(profile)));
    SortedMap<String, Kept> files = new TreeMap<>();
    config.sinks().forEach(sink -> files.put(shown(sink), kept(sink)));
    return new Outline(
        listening(config.http()), config.defaultProfile(), settings(), identities, profiles, files);
  }

  private SortedMap<String, String> settings() {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("sts", config.sts().shown());
    settings.put("audit", audit());
    settings.put("sts.timeout", text(config.sts().timeout()));
    settings.put("sts.callsPerSecond", String.valueOf(config.sts().callsPerSecond()));
    settings.put(LIMITS + "sessions", String.valueOf(config.limits().sessions()));
    settings.put(LIMITS + "connections", String.valueOf(config.limits().jobConnections()));
    int requests = config.http().requestsPerSecond();
    settings.put(LIMITS + "requestsPerSecond", requests == 0 ? "none" : String.valueOf(requests));
    return settings;
  }

  private String audit() {
    AuditSettings audit = config.audit();
    if (audit == null || audit.file() == null) {
      return audit == null ? "off" : audit.shown();
    }
    String file = audit.written() == null ? places.shown(audit.file()) : audit.written();
    return "%s of %d bytes, %d older ones".formatted(file, audit.maxBytes(), audit.keep());
  }

  private static Listening listening(HttpSettings http) {
    SortedMap<String, Reach> listen = new TreeMap<>();
    http.listen().forEach(address -> listen.put(address.toString(), reach(address)));
    SortedMap<String, Reach> admin = new TreeMap<>();
    admin.put(http.admin().toString(), reach(http.admin()));
    return new Listening(
        listen, admin, new TreeSet<>(http.allowedHosts()), http.requireMetadataToken());
  }

  private static Reach reach(ListenAddress address) {
    if (address.socket() != null) {
      return Reach.SOCKET;
    }
    try {
      // An address, never a name: nothing is looked up.
      boolean loopback = InetAddress.getByName(address.host()).isLoopbackAddress();
      return loopback ? Reach.LOOPBACK : Reach.REMOTE;
    } catch (UnknownHostException e) {
      return Reach.REMOTE;
    }
  }

  private Session session(Profile profile) {
    Recipe recipe = profile.recipe();
    SessionRequest request =
        recipe instanceof Recipe.Fillable fillable
            ? fillable.common()
            : ((Recipe.Fixed) recipe).request();
    SortedMap<String, String> parameters = new TreeMap<>();
    recipe.parameters().patterns().forEach((name, one) -> parameters.put(name, one.text()));
    return new Session(
        request.role().value(),
        profile.identity(),
        request.duration(),
        PolicyOutlines.of(recipe),
        guard(config, profile.name()),
        parameters,
        settings(profile, recipe, request),
        profile);
  }

  private static SortedMap<String, String> settings(
      Profile profile, Recipe recipe, SessionRequest request) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put(
        "sessionName",
        recipe instanceof Recipe.Fillable fillable
            ? fillable.sessionName().text()
            : request.sessionName());
    settings.put("prefetch", String.valueOf(profile.prefetch()));
    if (!profile.idleAfter().isZero()) {
      settings.put("idleAfter", text(profile.idleAfter()));
    }
    // Partners may treat the external id as a secret.
    if (request.externalId() != null) {
      settings.put("externalId", "one");
    }
    if (request.sourceIdentity() != null) {
      settings.put("sourceIdentity", "one");
    }
    return settings;
  }

  private static Guard guard(BrokerConfig config, String profile) {
    CallerSecrets secrets = config.secrets().get(profile);
    CallerUsers users = config.users().get(profile);
    SortedSet<String> uids = new TreeSet<>();
    SortedSet<String> gids = new TreeSet<>();
    if (users != null) {
      users.uids().forEach(uid -> uids.add(uid.toString()));
      users.gids().forEach(gid -> gids.add(gid.toString()));
    }
    return new Guard(secrets == null ? 0 : secrets.count(), uids, gids, secrets);
  }

  private String shown(SinkSettings sink) {
    return sink.written() == null ? places.shown(sink.path()) : sink.written();
  }

  private static Kept kept(SinkSettings sink) {
    SortedMap<String, String> settings = new TreeMap<>();
    settings.put("removeOnStop", String.valueOf(sink.removeOnStop()));
    if (sink.region() != null) {
      settings.put("region", sink.region());
    }
    return new Kept(sink.profile(), sink.format().word(), settings);
  }
}
