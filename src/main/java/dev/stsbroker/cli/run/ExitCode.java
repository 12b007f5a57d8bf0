package dev.stsbroker.cli.run;

/** What a command's end means to the shell. */
public final class ExitCode {
  public static final int OK = 0;
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;

  private ExitCode() {}
}
