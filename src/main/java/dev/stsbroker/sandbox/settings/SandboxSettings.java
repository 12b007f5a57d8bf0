package dev.stsbroker.sandbox.settings;

import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.metadata.MetadataSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the emulated cloud, as the {@code sandbox} section has them.
 *
 * @param stsHost the address its STS listens on
 * @param stsPort its port; 0 for any free one
 * @param accounts the accounts in it
 * @param chainedSessionLimit longest session when the caller is a session itself; null for no limit
 *     but the role's. Whether the real STS has one is not documented, so it is a switch
 * @param metadata the metadata service of an ECS instance; null for none
 * @param oss its OSS; null for none
 */
public record SandboxSettings(
    String stsHost,
    int stsPort,
    List<Account> accounts,
    @Nullable Duration chainedSessionLimit,
    @Nullable MetadataSettings metadata,
    @Nullable OssSettings oss) {
  /** Copies the list. */
  public SandboxSettings {
    accounts = List.copyOf(accounts);
  }

  /** A cloud of an STS alone. */
  public SandboxSettings(
      String stsHost, int stsPort, List<Account> accounts, @Nullable Duration chainedSessionLimit) {
    this(stsHost, stsPort, accounts, chainedSessionLimit, null, null);
  }

  /** The same cloud with an OSS. */
  public SandboxSettings with(OssSettings service) {
    return new SandboxSettings(stsHost, stsPort, accounts, chainedSessionLimit, metadata, service);
  }

  /** The same cloud with a metadata service. */
  public SandboxSettings with(MetadataSettings service) {
    return new SandboxSettings(stsHost, stsPort, accounts, chainedSessionLimit, service, oss);
  }

  /**
   * Reads the {@code sandbox} section of a configuration file.
   *
   * @throws SandboxProblems with everything that is wrong with it
   */
  public static SandboxSettings parse(JsonObject sandboxSection) {
    return parse(sandboxSection, sandboxSection);
  }

  /**
   * The same of a section into which something was filled.
   *
   * @param written the section before that: what messages show of it
   */
  public static SandboxSettings parse(JsonObject sandboxSection, JsonObject written) {
    return new SettingsReader().read(sandboxSection, written);
  }
}
