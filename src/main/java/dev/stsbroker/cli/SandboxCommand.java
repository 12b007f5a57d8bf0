package dev.stsbroker.cli;

import dev.stsbroker.app.BrokerApp;
import dev.stsbroker.app.RuntimeEnvironment;
import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.Signals;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.cli.run.VertxLifecycle;
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

/** Runs the broker against an emulated Alibaba Cloud in the same process. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
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
    requireInstalled();
    Path file = ConfigFile.chooseSandbox(config);
    Vertx vertx = VertxLifecycle.vertx();
    LoadedConfig loaded = VertxLifecycle.await(ConfigFile.reader().loadWithSandbox(vertx, file));
    VertxLifecycle.endsWith(vertx);
    Sandbox sandbox = SandboxStart.start(vertx, loaded);
    PrintWriter out = spec.commandLine().getOut();
    if (cloudOnly) {
      out.println(SandboxBanner.cloud(sandbox));
    } else {
      BrokerApp app =
          new BrokerApp(
              loaded.broker(), RuntimeEnvironment.real(vertx), SandboxStart.origin(vertx, file));
      Signals.onHangup(app::reload);
      VertxLifecycle.start(vertx, app);
      VertxLifecycle.await(app.prefetched());
      if (!VertxLifecycle.await(app.ready())) {
        out.println("not every profile could be assumed, /readyz on the admin port says why");
      }
      out.println(SandboxBanner.broker(sandbox, app.addresses()));
    }
    out.flush();
    return VertxLifecycle.untilStopped();
  }

  /** It stands here, since what names a class of the sandbox cannot be loaded without it. */
  private static void requireInstalled() {
    if (SandboxCommand.class.getResource("/dev/stsbroker/sandbox/Sandbox.class") == null) {
      throw new IllegalArgumentException(
          "sandbox: not part of this installation (expected: lib/sts-broker-sandbox.jar, which the"
              + " archive has and the container image leaves out)");
    }
  }
}
