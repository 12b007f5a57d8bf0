package dev.stsbroker.cli.client;

import dev.stsbroker.cli.client.request.Broker;
import dev.stsbroker.cli.client.request.ClientEnvironment;
import dev.stsbroker.cli.client.request.Selection;
import dev.stsbroker.cli.client.request.ShellText;
import dev.stsbroker.secret.Secret;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a job whose SDKs are to ask a broker, as shell lines: those that point them
 * there, and no others that would come first.
 */
final class JobEnvironment {
  private final String base;
  private final String host;
  private final @Nullable Secret secret;
  private final Selection selection;
  private final ClientEnvironment inherited;

  /**
   * @param broker reached over HTTP
   * @param selection of a named profile
   * @param inherited the variables that the job would have
   */
  JobEnvironment(Broker broker, Selection selection, ClientEnvironment inherited) {
    this.base = broker.address().url();
    this.host = broker.address().bareHost();
    this.secret = broker.secret();
    this.selection = selection;
    this.inherited = inherited;
  }

  /** The lines, each ended. With a secret, their text is one. */
  String lines() {
    List<String> lines = new ArrayList<>();
    for (String name : RivalPlaces.UNSET) {
      lines.add(ShellText.unset(name));
    }
    String tree = secret == null ? base : base + "/key/" + secret.reveal();
    String uri = tree + selection.path();
    lines.add(ShellText.export("STS_BROKER_URL", base));
    lines.add(ShellText.export("ALIBABA_CLOUD_CREDENTIALS_URI", uri));
    lines.add(ShellText.export("ALICLOUD_CREDENTIALS_URI", uri));
    RivalPlaces.SET.forEach((name, value) -> lines.add(ShellText.export(name, value)));
    lines.addAll(metadata(tree));
    lines.addAll(aws());
    lines.add(ShellText.export("NO_PROXY", unproxied("NO_PROXY")));
    lines.add(ShellText.export("no_proxy", unproxied("no_proxy")));
    return String.join("", lines);
  }

  /**
   * For clients that take another metadata service: reqsign and OpenDAL, ack-ram-tool. Requests for
   * metadata can carry no parameter; where one is needed the broker refuses. Unset, the variables
   * would leave these clients with the machine's own metadata, and so with its role.
   */
  private List<String> metadata(String tree) {
    String endpoint = tree + "/profile/" + selection.profile();
    return List.of(
        ShellText.export("ALIBABA_CLOUD_ECS_METADATA_SERVICE_ENDPOINT", endpoint),
        ShellText.export("ALIBABA_CLOUD_IMDS_ENDPOINT", endpoint));
  }

  /** The secret goes into a header here. Its other form, a file, would win in one SDK only. */
  private List<String> aws() {
    List<String> lines = new ArrayList<>();
    String uri = base + "/aws/" + selection.profile() + selection.query();
    lines.add(ShellText.export("AWS_CONTAINER_CREDENTIALS_FULL_URI", uri));
    if (secret != null) {
      lines.add(ShellText.export("AWS_CONTAINER_AUTHORIZATION_TOKEN", secret.reveal()));
    }
    return lines;
  }

  private String unproxied(String name) {
    Set<String> hosts = new LinkedHashSet<>();
    String before = inherited.variable(name);
    if (before != null && !before.isBlank()) {
      hosts.addAll(List.of(before.split(",")));
    }
    hosts.addAll(List.of("127.0.0.1", "localhost", host));
    return String.join(",", hosts);
  }
}
