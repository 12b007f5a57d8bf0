package dev.stsbroker.cli.client.request;

import org.jspecify.annotations.Nullable;

/** The environment variables and the clock of a command. */
public interface ClientEnvironment {
  /** The variable of that name; null where it is not set. */
  @Nullable String variable(String name);

  /** A clock that only moves forward, in nanoseconds. */
  long nanoTime();

  /** Those of this process. */
  final class OfProcess implements ClientEnvironment {
    @Override
    public @Nullable String variable(String name) {
      return System.getenv(name);
    }

    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }
}
