package dev.stsbroker.cli.run;

/** The exit codes of commands. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}
}
