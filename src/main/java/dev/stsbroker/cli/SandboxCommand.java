package dev.stsbroker.cli;

import dev.stsbroker.app.BrokerApp;
import dev.stsbroker.app.Surroundings;
import dev.stsbroker.config.LoadedConfig;
import dev.stsbroker.sandbox.Sandbox;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the broker against an Alibaba Cloud of its own. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Runs the broker against an emulated cloud; needs no account.",
    description = {
      "STS and OSS are emulated in the same process. They verify signatures, tokens, trust and"
          + " policies as the real ones do; their credentials are of no use elsewhere."
    },
    footer = {"Examples:", "  sts-broker sandbox", "  curl http://127.0.0.1:7070/credentials"})
final class SandboxCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = {
        "What the broker and the cloud are.",
        "Default: $STS_BROKER_CONFIG, else config/sandbox.yaml, else the one that ships."
      })
  private @Nullable Path config;

  @Option(
      names = "--cloud-only",
      description = "Starts just the emulated cloud, for a broker elsewhere.")
  private boolean cloudOnly;

  @Override
  public Integer call() throws Exception {
    SandboxStart.requireInstalled();
    Path file = ConfigFile.chooseSandbox(config);
    Vertx vertx = Life.vertx();
    LoadedConfig loaded = Life.await(ConfigFile.reader().loadWithSandbox(vertx, file));
    Life.endsWith(vertx);
    Sandbox sandbox = SandboxStart.start(vertx, loaded);
    PrintWriter out = spec.commandLine().getOut();
    if (cloudOnly) {
      out.println(SandboxBanner.cloud(sandbox));
    } else {
      BrokerApp app =
          new BrokerApp(
              loaded.broker(), Surroundings.real(vertx), SandboxStart.origin(vertx, file));
      Hangup.calls(app::reload);
      Life.start(vertx, app);
      Life.await(app.prefetched());
      if (!Life.await(app.ready())) {
        out.println("not every profile could be assumed, /readyz on the admin port says why");
      }
      out.println(SandboxBanner.broker(sandbox, app.addresses()));
    }
    out.flush();
    return Life.untilStopped();
  }
}
