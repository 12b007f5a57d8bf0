package dev.stsbroker.cli.policy;

import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.policy.trust.ServiceLinkedRole;
import dev.stsbroker.policy.trust.TrustDocument;
import dev.stsbroker.policy.trust.TrustGrant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a role's trust policy. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Prints the trust policy of a role for those who may assume it.",
    description = {
      "Options may be combined. Paste the document into the role in the RAM console. The caller's own"
          + " policies have to allow sts:AssumeRole on the role as well."
    },
    footer = {
      "Examples:",
      "  This broker's user:",
      "    sts-broker policy trust --ram acs:ram::1234567890123456:user/sts-broker",
      "  MaxCompute of the same account:",
      "    sts-broker policy trust --service odps.aliyuncs.com",
      "  MaxCompute of another account:",
      "    sts-broker policy trust --service 1234567890123456@odps.aliyuncs.com",
      "  Hologres, a role of account type:",
      "    sts-broker policy trust --ram acs:ram::1234567890123456:root \\",
      "      --service 1234567890123456@odps.aliyuncs.com",
      "  Pods (RRSA):",
      "    sts-broker policy trust \\",
      "      --oidc acs:ram::1234567890123456:oidc-provider/ack-rrsa-c1 \\",
      "      --issuer https://oidc-ack.example/c1 \\",
      "      --subject system:serviceaccount:jobs:etl"
    })
final class PolicyTrustCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--ram",
      paramLabel = "ARN",
      description = "A RAM user, a role, or with :root everyone of an account.")
  private List<String> ram = new ArrayList<>();

  @Option(
      names = "--external-id",
      paramLabel = "ID",
      description = "What callers of --ram have to name as well, against confused deputies.")
  private @Nullable String externalId;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "A cloud service; of another account: ACCOUNT_ID@NAME.")
  private List<String> services = new ArrayList<>();

  @Option(names = "--saml", paramLabel = "ARN", description = "A SAML identity provider.")
  private List<String> saml = new ArrayList<>();

  @ArgGroup(exclusive = false)
  private @Nullable Oidc oidc;

  @Option(
      names = "--role",
      paramLabel = "NAME",
      description = "The role it is for, to learn whether it is a service-linked one.")
  private String role = "";

  /** An OIDC provider and the claims its tokens have to bear. */
  static final class Oidc {
    @Option(
        names = "--oidc",
        paramLabel = "ARN",
        required = true,
        description = "The OIDC provider.")
    private String provider = "";

    @Option(
        names = "--issuer",
        paramLabel = "URL",
        required = true,
        description = "The token's iss.")
    private String issuer = "";

    @Option(
        names = "--subject",
        paramLabel = "SUB",
        required = true,
        description = "The token's sub; * and ? are wildcards.")
    private String subject = "";

    @Option(
        names = "--audience",
        paramLabel = "AUD",
        description = "The token's aud; default: ${DEFAULT-VALUE}.",
        defaultValue = TrustGrant.OIDC_AUDIENCE)
    private String audience = TrustGrant.OIDC_AUDIENCE;

    TrustGrant grant() {
      return TrustGrant.oidc(provider, issuer, subject, audience);
    }
  }

  @Override
  public Integer call() {
    Optional<ServiceLinkedRole> linked = ServiceLinkedRole.of(role);
    if (linked.isPresent()) {
      String name = linked.get().name();
      spec.commandLine().getErr().println(name + ": " + linked.get().explanation());
      return ExitCode.FAILED;
    }
    if (externalId != null && ram.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--external-id is for --ram alone");
    }
    List<TrustGrant> grants = grants();
    if (grants.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "nobody is trusted (expected: --ram, --service, --saml or --oidc)");
    }
    spec.commandLine().getOut().println(TrustDocument.write(grants));
    return ExitCode.OK;
  }

  private List<TrustGrant> grants() {
    List<TrustGrant> grants = new ArrayList<>();
    ram.forEach(arn -> grants.add(TrustGrant.ram(arn, externalId)));
    services.forEach(name -> grants.add(TrustGrant.service(name)));
    saml.forEach(arn -> grants.add(TrustGrant.saml(arn)));
    if (oidc != null) {
      grants.add(oidc.grant());
    }
    return grants;
  }
}
