package dev.stsbroker.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The user this process acts as. */
public final class ProcessUser {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private ProcessUser() {}

  /**
   * Its number, as the kernel tells (proc_pid_status(5)): the folder of the process in {@code
   * /proc} may belong to root all the same. Blocks; fails where there is no {@code /proc}.
   */
  public static int number() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      String[] words = BLANKS.split(line, -1);
      if (words[0].equals("Uid:") && words.length > 2) {
        return Integer.parseInt(words[2]);
      }
    }
    throw new IOException("no user in " + STATUS);
  }
}
