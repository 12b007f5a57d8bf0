package dev.stsbroker.app;

import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Issuer;
import dev.stsbroker.broker.LeaseEvents;
import dev.stsbroker.broker.SessionKey;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.http.Answerer;
import dev.stsbroker.http.Bodies;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.JobListener;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.admin.AdminListener;
import dev.stsbroker.http.admin.ForcedRefresh;
import dev.stsbroker.http.admin.Health;
import dev.stsbroker.http.admin.MetricsPage;
import dev.stsbroker.http.contract.CredentialJson;
import dev.stsbroker.http.contract.CredentialsUriContract;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.source.IdentitySource;
import dev.stsbroker.source.SourceFactory;
import dev.stsbroker.source.SourceSettings;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.sts.ProxySettings;
import dev.stsbroker.telemetry.SessionReading;
import dev.stsbroker.telemetry.Telemetry;
import dev.stsbroker.time.Timing;
import dev.stsbroker.time.TrueClock;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the parts and joins them. */
final class Wiring {
  /** Reading an identity comes before the call to STS, so the engine allows for both. */
  private static final int CALLS_PER_MINT = 2;

  private static final int MAX_ABANDONED_CALLS = 32;
  private static final int MAX_SESSIONS = 10_000;

  private final Vertx vertx;
  private final BrokerConfig config;
  private final Surroundings surroundings;
  private final Telemetry telemetry;
  private final Timing timing;
  private final TrueClock clock;
  private final ClockWatch clockWatch;
  private final AliyunSts sts;

  Wiring(Vertx vertx, BrokerConfig config, Surroundings surroundings) {
    this.vertx = vertx;
    this.config = config;
    this.surroundings = surroundings;
    this.telemetry = new Telemetry(surroundings.version());
    Timing local = surroundings.timing();
    this.clock = new TrueClock(local.clock(), local.scheduler(), surroundings.sinceBoot());
    this.timing = new Timing(clock, local.scheduler(), local.random());
    this.clockWatch = new ClockWatch(clock, local.scheduler(), events());
    this.sts =
        new AliyunSts(
            vertx,
            config.sts(),
            timing,
            new StsEvents(events(), clockWatch),
            new ProxySettings(surroundings.environment()));
  }

  Telemetry telemetry() {
    return telemetry;
  }

  ClockWatch clockWatch() {
    return clockWatch;
  }

  AliyunSts sts() {
    return sts;
  }

  CredentialBroker<Bodies> broker() {
    Issuer<Bodies> issuer = new Issuer<>(identities(), sts, CredentialJson::render);
    LeaseCache<SessionKey, Issued<Bodies>> leases =
        new LeaseCache<>(leaseSettings(), issuer, timing, new LeaseEvents<>(events()));
    return new CredentialBroker<>(config.profiles(), config.defaultProfile(), leases);
  }

  List<Listener> listeners(CredentialBroker<Bodies> broker) {
    HttpSettings http = config.http();
    Answerer answerer = new Answerer(broker, timing, events());
    JobListener jobs =
        new JobListener(broker, List.of(new CredentialsUriContract(answerer)), timing, events());
    List<Listener> listeners = new ArrayList<>();
    for (ListenAddress address : http.listen()) {
      listeners.add(new Listener(address, jobs.server(vertx, address, http.allowedHosts())));
    }
    GuardedServer admin = admin(broker).server(vertx, http.admin(), http.allowedHosts());
    listeners.add(new Listener(http.admin(), admin));
    return listeners;
  }

  private AdminListener admin(CredentialBroker<Bodies> broker) {
    Health health =
        new Health(broker, surroundings.version(), timing.clock().instant(), clock::skew);
    ErrorWriter errors = new ErrorWriter(timing.random());
    ForcedRefresh refreshes = new ForcedRefresh(broker, timing.clock(), errors);
    MetricsPage metrics =
        accept -> {
          String format = Telemetry.format(accept);
          return new MetricsPage.Page(format, telemetry.scrape(format, () -> readings(broker)));
        };
    return new AdminListener(
        health, metrics, refreshes, errors, code -> events().rejected("admin", code));
  }

  private static List<SessionReading> readings(CredentialBroker<Bodies> broker) {
    return broker.statuses().stream()
        .map(
            profile ->
                new SessionReading(
                    profile.name(),
                    profile.state(),
                    profile.issuedAt(),
                    profile.expiresAt(),
                    profile.failures()))
        .toList();
  }

  private Map<String, IdentitySource> identities() {
    SourceFactory factory = new SourceFactory(vertx, surroundings.environment());
    return config.identities().stream()
        .collect(Collectors.toMap(SourceSettings::name, factory::source));
  }

  private LeaseSettings leaseSettings() {
    Duration deadline = config.sts().timeout().multipliedBy(CALLS_PER_MINT);
    return new LeaseSettings(
        config.sts().callsPerSecond(), deadline, MAX_ABANDONED_CALLS, MAX_SESSIONS);
  }

  private BrokerEvents events() {
    return telemetry.events();
  }

  /** A server and where it is to listen. */
  record Listener(ListenAddress address, GuardedServer server) {}
}
