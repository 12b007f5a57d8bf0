package dev.stsbroker.config;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.UserNames;
import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.section.MemoryPlan;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.StsSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configurations that no file describes, with the bounds that fit this process. */
public final class TestingConfig {
  private TestingConfig() {}

  /** One that keeps no files and guards no profile. */
  public static BrokerConfig of(
      HttpSettings http,
      StsSettings sts,
      SourceSettings identity,
      List<Profile> profiles,
      @Nullable String defaultProfile) {
    return new BrokerConfig(
        http,
        sts,
        List.of(identity),
        profiles,
        defaultProfile,
        List.of(),
        Map.of(),
        Map.of(),
        UserNames.NONE,
        List.of(),
        MemoryPlan.ofProcess(),
        null,
        Set.of(),
        List.of(),
        List.of());
  }

  /** The same with an audit; null for none. */
  public static BrokerConfig audited(BrokerConfig config, @Nullable AuditSettings audit) {
    return new BrokerConfig(
        config.http(),
        config.sts(),
        config.identities(),
        config.profiles(),
        config.defaultProfile(),
        config.sinks(),
        config.secrets(),
        config.users(),
        config.userNames(),
        config.presets(),
        config.limits(),
        audit,
        config.files(),
        config.warnings(),
        config.faults());
  }

  /** The same that keeps {@code sinks} and guards profiles by {@code secrets}. */
  public static BrokerConfig with(
      BrokerConfig config, List<SinkSettings> sinks, Map<String, CallerSecrets> secrets) {
    return new BrokerConfig(
        config.http(),
        config.sts(),
        config.identities(),
        config.profiles(),
        config.defaultProfile(),
        sinks,
        secrets,
        config.users(),
        config.userNames(),
        config.presets(),
        config.limits(),
        config.audit(),
        config.files(),
        config.warnings(),
        config.faults());
  }
}
