package dev.stsbroker.cli.run;

import dev.stsbroker.app.RuntimeEnvironment;
import picocli.CommandLine.IVersionProvider;

/** Provides what {@code --version} prints: the jar's version. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sts-broker " + RuntimeEnvironment.packagedVersion()};
  }
}
