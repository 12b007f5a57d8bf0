package dev.stsbroker.cli;

import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.sandbox.Sandbox;
import java.util.List;

/** What the sandbox prints once it is ready. */
final class SandboxBanner {
  private SandboxBanner() {}

  /**
   * @param addresses every job address, then admin's
   */
  static String broker(Sandbox sandbox, List<ListenAddress> addresses) {
    String url = "http://" + firstPort(addresses);
    String admin = "http://" + addresses.get(addresses.size() - 1);
    return String.join(
        System.lineSeparator(),
        "sandbox ready; Ctrl-C stops it",
        "  broker  " + url,
        "  admin   " + admin + "  (/metrics /readyz /status)",
        "  STS     http://127.0.0.1:" + sandbox.stsPort() + "  (emulated)",
        oss(sandbox),
        "",
        "See a credential:",
        "  curl " + url + "/credentials",
        "",
        "Paste into the shell of a job:",
        "  export ALIBABA_CLOUD_CREDENTIALS_URI=" + url + "/credentials",
        "  export ALIBABA_CLOUD_ECS_METADATA_DISABLED=true ALIBABA_CLOUD_CLI_PROFILE_DISABLED=true",
        "  export ALIBABA_CLOUD_CREDENTIALS_FILE=/dev/null/none NO_PROXY=127.0.0.1,localhost",
        "  unset ALIBABA_CLOUD_ACCESS_KEY_ID ALIBABA_CLOUD_ACCESS_KEY_SECRET HTTP_PROXY http_proxy",
        "  unset ALIBABA_CLOUD_SECURITY_TOKEN ALIBABA_CLOUD_ROLE_ARN",
        "  unset ALIBABA_CLOUD_OIDC_PROVIDER_ARN ALIBABA_CLOUD_OIDC_TOKEN_FILE");
  }

  /** How OSS clients reach the emulated OSS; empty if there is none. */
  private static String oss(Sandbox sandbox) {
    return sandbox
        .oss()
        .map(
            oss ->
                "  OSS     http://127.0.0.1:"
                    + oss.port()
                    + "  (emulated; the endpoint for OSS clients, which may need path style)")
        .orElse("");
  }

  /** The lines to paste are for clients that know no unix sockets; admin's always has a port. */
  private static ListenAddress firstPort(List<ListenAddress> addresses) {
    return addresses.stream().filter(address -> address.socket() == null).findFirst().orElseThrow();
  }

  static String cloud(Sandbox sandbox) {
    return String.join(
        System.lineSeparator(),
        "sandbox cloud ready; Ctrl-C stops it",
        "Point a broker at it:",
        "  sts:",
        "    endpoint: http://127.0.0.1:" + sandbox.stsPort(),
        oss(sandbox));
  }
}
