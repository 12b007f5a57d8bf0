package dev.stsbroker.sandbox.settings;

import dev.stsbroker.credential.RoleArn;
import dev.stsbroker.sandbox.account.Account;
import dev.stsbroker.sandbox.account.Role;
import dev.stsbroker.sandbox.metadata.InstanceCredentials;
import dev.stsbroker.sandbox.metadata.MetadataSettings;
import dev.stsbroker.sandbox.settings.Section.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the keys of the {@code sandbox} section that are about the metadata service. */
final class MetadataReader {
  private static final Pattern ROLE = Pattern.compile(RoleArn.PATTERN);

  private MetadataReader() {}

  /** The metadata service; null if there is none. */
  static @Nullable MetadataSettings read(Section section, List<Account> accounts) {
    RoleArn role = instanceRole(section, accounts);
    if (!section.values().containsKey("metadata")) {
      if (section.values().containsKey("instanceRole")) {
        section.problem("metadata", "missing (expected: <address>:<port>, as instanceRole is set)");
      }
      return null;
    }
    HostPort address = section.address("metadata");
    return new MetadataSettings(address.host(), address.port(), role);
  }

  private static @Nullable RoleArn instanceRole(Section section, List<Account> accounts) {
    if (!section.values().containsKey("instanceRole")) {
      return null;
    }
    String text = section.text("instanceRole", ROLE, "acs:ram::<account id>:role/<role name>");
    if (!ROLE.matcher(text).matches()) {
      return null;
    }
    RoleArn arn = new RoleArn(text);
    Optional<Role> role = find(arn, accounts);
    if (role.isEmpty()) {
      section.problem("instanceRole", text + " (expected: a role of one of the accounts)");
    } else if (!role.get().trustPolicy().trusts(InstanceCredentials.SERVICE, Map.of())) {
      String service = InstanceCredentials.SERVICE.value();
      section.problem("instanceRole", text + " (expected: a role that trusts " + service + ")");
    }
    return arn;
  }

  private static Optional<Role> find(RoleArn arn, List<Account> accounts) {
    return accounts.stream()
        .filter(account -> account.id().equals(arn.accountId()))
        .flatMap(account -> account.roles().stream())
        .filter(role -> role.name().equals(arn.roleName()))
        .findFirst();
  }
}
