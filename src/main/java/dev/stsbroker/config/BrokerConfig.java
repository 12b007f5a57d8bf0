package dev.stsbroker.config;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.access.CallerUsers;
import dev.stsbroker.access.UserNames;
import dev.stsbroker.audit.AuditSettings;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.config.section.MemoryPlan;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.policy.preset.Preset;
import dev.stsbroker.sink.SinkSettings;
import dev.stsbroker.source.key.SourceSettings;
import dev.stsbroker.sts.StsSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, checked: every profile's identity is among the identities, and so is the
 * default profile among the profiles.
 *
 * @param http where the broker listens
 * @param sts which STS it asks
 * @param identities what it signs with; at least one, names distinct
 * @param profiles the sessions it hands out; at least one, names distinct
 * @param defaultProfile served where a request names none; null if it must name one
 * @param sinks the files credentials are kept in, each of its own path and of a prefetched profile
 * @param secrets what callers prove themselves by, by the name of the profile it opens; the others
 *     are open to every caller
 * @param users and groups whose processes may have a profile, by its name; the others are open to
 *     every user
 * @param userNames what users are called, where a session is named after its caller's user
 * @param presets its own, beside those that ship with the broker
 * @param limits how many sessions and connections there may be; connections from the next start on
 * @param audit where audit lines go; null for nowhere
 * @param files every file it names: of identities, policies, presets and callers' secrets
 * @param warnings what is allowed but unwise, one sentence each, with its path; faults among them
 * @param faults what certainly does not do what it says, like a statement that never matches
 */
public record BrokerConfig(
    HttpSettings http,
    StsSettings sts,
    List<SourceSettings> identities,
    List<Profile> profiles,
    @Nullable String defaultProfile,
    List<SinkSettings> sinks,
    Map<String, CallerSecrets> secrets,
    Map<String, CallerUsers> users,
    UserNames userNames,
    List<Preset> presets,
    MemoryPlan limits,
    @Nullable AuditSettings audit,
    Set<Path> files,
    List<String> warnings,
    List<String> faults) {
  /** Copies the lists. */
  public BrokerConfig {
    identities = List.copyOf(identities);
    profiles = List.copyOf(profiles);
    sinks = List.copyOf(sinks);
    secrets = Map.copyOf(secrets);
    users = Map.copyOf(users);
    presets = List.copyOf(presets);
    files = Set.copyOf(files);
    warnings = List.copyOf(warnings);
    faults = List.copyOf(faults);
  }

  /** Whether a broker does the same under {@code other}, which may be written otherwise. */
  public boolean doesAs(BrokerConfig other) {
    return reworded(other.warnings, other.faults).equals(other);
  }

  /** Warnings name lines, which a comment moves. */
  private BrokerConfig reworded(List<String> otherWarnings, List<String> otherFaults) {
    return new BrokerConfig(
        http,
        sts,
        identities,
        profiles,
        defaultProfile,
        sinks,
        secrets,
        users,
        userNames,
        presets,
        limits,
        audit,
        files,
        otherWarnings,
        otherFaults);
  }
}
