package dev.stsbroker.app;

import dev.stsbroker.access.CallerGate;
import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.broker.Causes;
import dev.stsbroker.broker.CredentialBroker;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.broker.Issuer;
import dev.stsbroker.broker.LeaseEvents;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.config.section.MemoryPlan;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.Waiters;
import dev.stsbroker.http.admin.AdminListener;
import dev.stsbroker.http.admin.ConfigurationRequest;
import dev.stsbroker.http.admin.ForcedRefresh;
import dev.stsbroker.http.admin.Health;
import dev.stsbroker.http.admin.MetricsRequest;
import dev.stsbroker.http.admin.Orders;
import dev.stsbroker.http.admin.ReloadRequest;
import dev.stsbroker.http.connection.Connections;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.http.connection.Peers;
import dev.stsbroker.http.contract.Bodies;
import dev.stsbroker.http.contract.CallerBounds;
import dev.stsbroker.http.contract.CredentialHandler;
import dev.stsbroker.http.contract.CredentialJson;
import dev.stsbroker.http.contract.JobListener;
import dev.stsbroker.http.contract.MetadataTokens;
import dev.stsbroker.lease.LeaseCache;
import dev.stsbroker.lease.LeaseSettings;
import dev.stsbroker.reload.Reloader;
import dev.stsbroker.sink.FileSinks;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.source.Identities;
import dev.stsbroker.source.SourceFactory;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.AliyunSts;
import dev.stsbroker.sts.ProxySettings;
import dev.stsbroker.sts.StsSettings;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.StsClock;
import dev.stsbroker.time.Timing;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the parts of a broker that outlive a configuration, and connects them. */
final class Wiring implements ConfigApplier.Parts {
  /** Getting the identity's key may take two calls, and the duration may have to be cut. */
  private static final int CALLS_PER_MINT = 4;

  private static final int MAX_ABANDONED_CALLS = 32;

  private final MemoryPlan plan;
  private final Peers peers;
  private final Connections jobConnections;
  private final Connections adminConnections;
  private final FileThreads threads = new FileThreads();
  private final Vertx vertx;
  private final RuntimeEnvironment surroundings;
  private final Observers observers;
  private final Timing timing;
  private final StsClock clock;
  private final Instant startedAt;
  private final ClockWatch clockWatch;
  private final CredentialBroker<Bodies> broker;
  private final CallerGate gate;
  private final Listeners listeners;
  private final FileSinks files;
  private final MetadataTokens metadataTokens;
  private final JobListener jobs;
  private final AdminListener admin;
  private final IdentityStates states;
  private final Identities identities = new Identities();

  Wiring(Vertx vertx, RuntimeEnvironment surroundings, BrokerConfig first, BrokerApp.Later later) {
    this.plan = first.limits();
    this.peers = new Peers(vertx);
    this.jobConnections = Connections.atMost(plan.jobConnections()).toldApartBy(peers);
    this.adminConnections = Connections.atMost(plan.adminConnections()).toldApartBy(peers);
    this.vertx = vertx;
    this.surroundings = surroundings;
    Timing local = surroundings.timing();
    this.listeners = new Listeners(this::server, local.scheduler());
    this.clock = new StsClock(local.clock(), local.scheduler(), surroundings.sinceBoot());
    this.startedAt = clock.instant();
    this.timing = new Timing(clock, local.scheduler(), local.random());
    Context loop = vertx.getOrCreateContext();
    this.observers = new Observers(surroundings.version(), timing, loop);
    this.clockWatch = new ClockWatch(clock, local.scheduler(), events());
    this.files = new FileSinks(FileThreads.writing(vertx), timing, events());
    this.gate = new CallerGate(local.scheduler()::nanoTime, events());
    Causes causes = new Causes();
    this.broker =
        new CredentialBroker<>(
            new LeaseCache<>(
                leaseSettings(first),
                new Issuer<>(identities, CredentialJson::render),
                timing,
                new LeaseEvents<>(events(), this::publish, causes)),
            local.scheduler()::nanoTime,
            causes);
    this.metadataTokens = new MetadataTokens(clock);
    this.jobs = jobListener();
    this.states = new IdentityStates(identities, broker, events());
    this.admin = adminListener(later);
    ListenTransport.tell(vertx, why -> loop.runOnContext(now -> events().acceptFailed(why)));
  }

  /** Says what the memory and the file limit allow. */
  void tellLimits() {
    events().limits(plan.sessions(), plan.jobConnections(), plan.adminConnections());
  }

  Observers observers() {
    return observers;
  }

  ClockWatch clockWatch() {
    return clockWatch;
  }

  @Override
  public CredentialBroker<Bodies> broker() {
    return broker;
  }

  @Override
  public Listeners listeners() {
    return listeners;
  }

  @Override
  public void requirements(HttpSettings http) {
    metadataTokens.require(http.requireMetadataToken());
    jobs.requestsPerSecond(http.requestsPerSecond());
  }

  /** Since when the broker runs. */
  Instant startedAt() {
    return startedAt;
  }

  /** What a reloader needs: the time as STS has it, and timers that no step of it moves. */
  Reloader.Outside outside() {
    return new Reloader.Outside(clock, timing.scheduler(), threads, events());
  }

  /** What the time is told by, and what comes later. */
  Scheduler scheduler() {
    return timing.scheduler();
  }

  /** Where files are read and watched. */
  FileThreads threads() {
    return threads;
  }

  FileSinks files() {
    return files;
  }

  @Override
  public void keepFiles(List<SinkSettings> settings) {
    files.configure(settings, this::held);
  }

  /** Files first: whoever reads one then finds what is served. */
  private void publish(String profile, SessionCredentials credentials) {
    files.publish(profile, credentials);
    broker.loaded(profile);
  }

  private @Nullable SessionCredentials held(String profile) {
    Profile known = broker.profile(profile);
    Issued<Bodies> live =
        known == null || known.takesValues() ? null : broker.live(broker.bind(known, Map.of()));
    return live == null ? null : live.credentials();
  }

  @Override
  public void identitiesAre(List<SourceSettings> identities) {
    observers.identitiesAre(identities);
  }

  @Override
  public void profilesAre(List<Profile> profiles) {
    events().profilesConfigured(Set.copyOf(profiles.stream().map(Profile::name).toList()));
  }

  @Override
  public void guard(BrokerConfig config) {
    gate.configure(config.secrets(), config.users());
    gate.call(config.userNames(), config.profiles().stream().anyMatch(Profile::takesCaller));
  }

  @Override
  public void audit(@Nullable AuditSettings settings) {
    gate.identifyAll(settings != null);
    observers.audit().configure(settings);
  }

  BrokerEvents events() {
    return observers.events();
  }

  @Override
  public Identities identities() {
    return identities;
  }

  @Override
  public IdentityMaker identityMaker(StsSettings settings) {
    AliyunSts gateway =
        new AliyunSts(
            vertx,
            settings,
            timing,
            new StsEvents(events(), clockWatch),
            new ProxySettings(surroundings.environment()));
    SourceFactory factory =
        new SourceFactory(
            new SourceFactory.Means(
                vertx, threads, surroundings.environment(), gateway, timing, events()),
            states);
    return new IdentityMaker(factory, gateway, timing.scheduler());
  }

  @Override
  public void identitiesChanged() {
    states.changed();
  }

  @Override
  public LeaseSettings leaseSettings(BrokerConfig config) {
    StsSettings sts = config.sts();
    int sessions = config.limits().sessions();
    Duration deadline = sts.timeout().multipliedBy(CALLS_PER_MINT);
    return new LeaseSettings(sts.callsPerSecond(), deadline, MAX_ABANDONED_CALLS, sessions);
  }

  private GuardedServer server(Listeners.Role role, ListenAddress address) {
    return role == Listeners.Role.ADMIN
        ? admin.server(vertx, address, Set.of()).within(adminConnections)
        : jobs.server(vertx, address, Set.of()).within(jobConnections);
  }

  private JobListener jobListener() {
    CallerBounds bounds = new CallerBounds(timing.scheduler()::nanoTime, peers);
    Waiters waiters = new Waiters(plan.jobConnections());
    CredentialHandler handler =
        new CredentialHandler(broker, gate, timing, events(), waiters, bounds);
    return new JobListener(handler, metadataTokens, peers, timing, events());
  }

  private AdminListener adminListener(BrokerApp.Later later) {
    Health health =
        new Health(
            broker,
            surroundings.version(),
            startedAt,
            new Health.Readings(clock::skew, later.configuration(), files::statuses, states::all));
    ErrorWriter errors = new ErrorWriter(timing.random());
    Waiters waiters = new Waiters(plan.adminConnections());
    return new AdminListener(
        health,
        new AdminListener.Requests(
            new MetricsRequest(
                new Scrapes(vertx, observers.telemetry(), broker, states), errors, waiters),
            new ForcedRefresh(broker, timing.clock(), errors, waiters),
            new ReloadRequest(later.reload(), health, errors, waiters),
            new ConfigurationRequest(later.outline(), errors, waiters)),
        errors,
        new Orders(peers, gate::wantsUsers, events()));
  }
}
