package dev.stsbroker.policy.trust;

import java.util.Locale;
import java.util.Optional;

/**
 * A role that belongs to a cloud service and that nobody else can assume: its trust policy names
 * the service and cannot be edited ("Service-linked roles" in RAM's documentation).
 *
 * @param name as the service documents it, without regard to case
 * @param explanation what it is for, and what to do instead of assuming it; one or two sentences
 */
public record ServiceLinkedRole(String name, String explanation) {
  /** The beginning of every service-linked role's name. */
  private static final String PREFIX = "aliyunservicerolefor";

  private static final String HOLOGRES = "aliyunserviceroleformaxcomputeidentitymgmt";
  private static final String LAKEHOUSE = "aliyunserviceroleformaxcomputelakehouse";

  private static final String INSTEAD =
      " Only the service can assume it, its trust policy cannot be changed, and the broker is"
          + " refused with NoPermission; for a job of your own make a role of your own";

  /** The service-linked role of that name or role ARN; empty if it is an ordinary one. */
  public static Optional<ServiceLinkedRole> of(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(PREFIX)
        ? Optional.of(new ServiceLinkedRole(name, explain(lower)))
        : Optional.empty();
  }

  private static String explain(String name) {
    return switch (name) {
      case HOLOGRES ->
          "MaxCompute's own role for external projects over Hologres."
              + INSTEAD
              + ", make it a user of the Hologres instance and grant it rights there.";
      case LAKEHOUSE ->
          "MaxCompute's own role for external projects over Paimon on DLF."
              + INSTEAD
              + " with dlf and oss rights, like those of the preset dlf-oss-read-write.";
      default -> "A service-linked role." + INSTEAD + ".";
    };
  }
}
