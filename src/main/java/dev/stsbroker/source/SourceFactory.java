package dev.stsbroker.source;

import dev.stsbroker.credential.AccessKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the source of each kind of identity. */
public final class SourceFactory {
  private final Vertx vertx;
  private final Function<String, @Nullable String> environment;

  /**
   * @param vertx reads files off the event loop
   * @param environment looks up an environment variable; null where it is not set
   */
  public SourceFactory(Vertx vertx, Function<String, @Nullable String> environment) {
    this.vertx = vertx;
    this.environment = environment;
  }

  /** The source for {@code settings}; reads nothing yet. */
  public IdentitySource source(SourceSettings settings) {
    if (settings instanceof SourceSettings.InlineKey inline) {
      return () -> Future.succeededFuture(inline.key());
    }
    if (settings instanceof SourceSettings.KeyFile file) {
      return offLoop(() -> KeyFileReader.read(file));
    }
    if (settings instanceof SourceSettings.KeyFiles files) {
      return offLoop(() -> KeyFileReader.read(files));
    }
    if (settings instanceof SourceSettings.Environment variables) {
      return offLoop(() -> EnvironmentReader.read(variables, environment));
    }
    throw new IllegalArgumentException("no source for identity type " + settings.type());
  }

  private IdentitySource offLoop(Callable<AccessKey> reading) {
    return () -> vertx.executeBlocking(reading, false);
  }
}
