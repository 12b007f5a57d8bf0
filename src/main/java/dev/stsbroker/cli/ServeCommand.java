package dev.stsbroker.cli;

import dev.stsbroker.app.BrokerApp;
import dev.stsbroker.app.RuntimeEnvironment;
import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.Signals;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.reload.Origin;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the broker. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    header = "Runs the broker until it is told to stop.",
    description = {
      "SIGTERM and Ctrl-C stop it: requests under way finish. SIGHUP has it read its configuration"
          + " again."
    },
    footer = {
      "Example:",
      "  sts-broker serve --config /etc/sts-broker/broker.yaml",
      "",
      "Exit codes: 0 stopped, 1 a port is taken, 2 wrong usage or configuration."
    })
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = OneLine.named("serve");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {"The configuration.", "Default: $STS_BROKER_CONFIG, else config/broker.yaml."})
  private @Nullable Path config;

  @Override
  public Integer call() throws Exception {
    Path file = ConfigFile.choose(config);
    Vertx vertx = VertxLifecycle.vertx();
    BrokerConfig settings = VertxLifecycle.await(ConfigFile.reader().load(vertx, file));
    Origin origin = ConfigFile.origin(vertx, file);
    VertxLifecycle.endsWith(vertx);
    BrokerApp app = new BrokerApp(settings, RuntimeEnvironment.real(vertx), origin);
    VertxLifecycle.start(vertx, app);
    Signals.onHangup(app::reload);
    LOG.atInfo()
        .addKeyValue("version", RuntimeEnvironment.packagedVersion())
        .addKeyValue("config", file)
        .addKeyValue("profiles", settings.profiles().size())
        .addKeyValue("listen", app.addresses())
        .log("serving");
    return VertxLifecycle.untilStopped();
  }
}
