package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.source.key.IdentityProblem;
import dev.stsbroker.source.key.SourceSettings.Auto;
import dev.stsbroker.source.key.SourceVariables;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last choice of an identity of type {@code auto}: the metadata service. The log says whether
 * it answers; if not, the failure names everything that was tried.
 */
final class AutoMetadata implements IdentitySource {
  private static final List<String> KEY =
      List.of(SourceVariables.ACCESS_KEY_ID, SourceVariables.ACCESS_KEY_SECRET);
  private static final List<String> OIDC =
      List.of(
          SourceVariables.ROLE_ARN,
          SourceVariables.OIDC_PROVIDER_ARN,
          SourceVariables.OIDC_TOKEN_FILE);

  private final Auto identity;
  private final SourceVariables variables;
  private final IdentitySource metadata;
  private final BrokerEvents events;
  private boolean found;

  AutoMetadata(
      Auto identity, SourceVariables variables, IdentitySource metadata, BrokerEvents events) {
    this.identity = identity;
    this.variables = variables;
    this.metadata = metadata;
    this.events = events;
  }

  @Override
  public Future<AccessKey> current() {
    if (variables.is(SourceVariables.METADATA_DISABLED)) {
      return Future.failedFuture(nothing(SourceVariables.METADATA_DISABLED + " is true"));
    }
    return metadata
        .current()
        .onSuccess(this::tell)
        .recover(cause -> Future.failedFuture(found ? cause : nothing(reason(cause))));
  }

  @Override
  public void rejected(AccessKey key) {
    metadata.rejected(key);
  }

  @Override
  public @Nullable CredentialException trouble() {
    return metadata.trouble();
  }

  private void tell(AccessKey key) {
    if (!found) {
      found = true;
      events.identityFound(identity.name(), "ecsRamRole");
    }
  }

  private String reason(Throwable cause) {
    return cause instanceof CredentialException known
        ? IdentityProblem.bare(identity.name(), known)
        : String.valueOf(cause.getMessage());
  }

  private CredentialException nothing(String metadataReason) {
    return IdentityProblem.of(
        identity,
        "nothing found to sign with; environment: %s not set; oidc: %s not set; ecsRamRole: %s"
            .formatted(
                String.join(", ", variables.missing(KEY)),
                String.join(", ", variables.missing(OIDC)),
                metadataReason));
  }
}
