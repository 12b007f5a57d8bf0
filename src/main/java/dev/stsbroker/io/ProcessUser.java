package dev.stsbroker.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/** The user this process acts as. */
public final class ProcessUser {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String LINE = "Uid:";

  private ProcessUser() {}

  /**
   * Its number, unsigned, as the kernel tells (proc_pid_status(5)): the folder of the process in
   * {@code /proc} may belong to root all the same. Blocks; fails where there is no {@code /proc}.
   */
  public static int number() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(LINE)) {
        StringTokenizer numbers = new StringTokenizer(line.substring(LINE.length()));
        numbers.nextToken();
        return Integer.parseUnsignedInt(numbers.nextToken());
      }
    }
    throw new IOException("no user in " + STATUS);
  }
}
