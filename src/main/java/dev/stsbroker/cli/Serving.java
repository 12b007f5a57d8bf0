package dev.stsbroker.cli;

import dev.stsbroker.app.BrokerApp;
import dev.stsbroker.app.RuntimeEnvironment;
import dev.stsbroker.cli.run.ConfigFile;
import dev.stsbroker.cli.run.Signals;
import dev.stsbroker.cli.run.VertxLifecycle;
import dev.stsbroker.config.BrokerConfig;
import dev.stsbroker.reload.Origin;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The work of {@code serve}. Without picocli where its words are as expected: making all commands
 * takes a fifth of the time until the broker listens.
 */
final class Serving {
  private static final Logger LOG = OneLine.named("serve");
  private static final String OPTION = "--config";

  private Serving() {}

  /**
   * Runs {@code words} if they are {@code serve} and at most a configuration; the exit code. Empty
   * for everything else: picocli has the words for that.
   */
  static OptionalInt run(String[] words) {
    if (words.length == 0 || !words[0].equals("serve")) {
      return OptionalInt.empty();
    }
    String named = words.length == 1 ? "" : named(words);
    if (named == null) {
      return OptionalInt.empty();
    }
    VertxLifecycle.useOneLog();
    try {
      return OptionalInt.of(untilStopped(named.isEmpty() ? null : Path.of(named)));
    } catch (Exception e) {
      return OptionalInt.of(FailureReport.tell(e, Main.commands().getErr()));
    }
  }

  /** The value of {@link #OPTION}; null for words of which picocli may make something else. */
  static @Nullable String named(String[] words) {
    String value = "";
    if (words.length == 2 && words[1].startsWith(OPTION + "=")) {
      value = words[1].substring(OPTION.length() + 1);
    } else if (words.length == 3 && words[1].equals(OPTION)) {
      value = words[2];
    }
    return value.isEmpty() || "-@\"'".indexOf(value.charAt(0)) >= 0 ? null : value;
  }

  /**
   * Runs the broker until the process is told to stop.
   *
   * @param config the configuration named on the command line; null if none is
   */
  static int untilStopped(@Nullable Path config) throws Exception {
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
