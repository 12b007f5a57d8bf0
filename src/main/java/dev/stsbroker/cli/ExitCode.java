package dev.stsbroker.cli;

/** What a command's end means to the shell. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;

  private ExitCode() {}
}
