package dev.stsbroker.cli;

import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;

/**
 * The text that {@code sandbox} prints once all its servers listen: their addresses, and how to try
 * them.
 */
final class SandboxBanner {
  private SandboxBanner() {}

  /**
   * The lines for a sandbox with its broker.
   *
   * @param addresses every job address, then admin's
   */
  static String broker(Sandbox sandbox, List<ListenAddress> addresses) {
    String url = "http://" + firstPort(addresses);
    String admin = "http://" + addresses.get(addresses.size() - 1);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "sandbox ready; Ctrl-C stops it",
                "  broker  " + url,
                "  admin   " + admin + "  (/metrics /readyz /status)",
                "  STS     http://127.0.0.1:" + sandbox.stsPort() + "  (emulated)"));
    lines.addAll(others(sandbox));
    lines.addAll(
        List.of(
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
            "  unset ALIBABA_CLOUD_OIDC_PROVIDER_ARN ALIBABA_CLOUD_OIDC_TOKEN_FILE"));
    return String.join(System.lineSeparator(), lines);
  }

  /** The lines for a sandbox without a broker. */
  static String cloud(Sandbox sandbox) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "sandbox cloud ready; Ctrl-C stops it",
                "Point a broker at it:",
                "  sts:",
                "    endpoint: http://127.0.0.1:" + sandbox.stsPort()));
    lines.addAll(others(sandbox));
    return String.join(System.lineSeparator(), lines);
  }

  /** The emulated services beside STS that are configured, a line each. */
  private static List<String> others(Sandbox sandbox) {
    List<String> lines = new ArrayList<>();
    sandbox
        .oss()
        .ifPresent(
            oss ->
                lines.add(
                    "  OSS     http://127.0.0.1:"
                        + oss.port()
                        + "  (emulated; the endpoint for OSS clients, which may need path style)"));
    sandbox
        .metadataPort()
        .ifPresent(
            port ->
                lines.add(
                    "  ECS     http://127.0.0.1:"
                        + port
                        + "  (emulated metadata service; also answers /credentials-uri)"));
    return lines;
  }

  /** The lines to paste are for clients that know no unix sockets; admin's always has a port. */
  private static ListenAddress firstPort(List<ListenAddress> addresses) {
    return addresses.stream().filter(address -> address.socket() == null).findFirst().orElseThrow();
  }
}
