package dev.stsbroker.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A job that does on its standard input's word what any job does on its own: {@code open ADDRESS}
 * makes a client, {@code read N} has it asked {@code N} times and prints what it said last. Needs
 * nothing but the JDK, since it runs beside any client's own dependencies.
 */
public final class JobLoop {
  /** What answers begin with. */
  static final String ANSWER = "> ";

  private JobLoop() {}

  /** Makes a client that knows one place to get credentials from. */
  public interface Opener {
    /** A new client; {@code address} is in the client's own terms. */
    Reader open(String address) throws Exception;
  }

  /** A client that holds credentials. */
  public interface Reader {
    /** The key's id, its secret and its token, as the client would now sign with them. */
    String[] read() throws Exception;
  }

  /**
   * Runs until the input ends; a line of output for each of input, its parts between tabs. Other
   * lines are the client's own.
   */
  public static void run(Opener opener) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Reader client = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      try {
        if (words[0].equals("open")) {
          client = opener.open(words[1]);
          answer("opened");
        } else {
          answer(String.join("\t", read(client, Integer.parseInt(words[1]))));
        }
      } catch (Exception | LinkageError failure) {
        answer("failed " + String.valueOf(failure).replaceAll("\\s+", " "));
      }
    }
    System.exit(0);
  }

  private static void answer(String text) {
    System.out.println(ANSWER + text);
  }

  /** What {@code client} says the last of {@code times} times. */
  static String[] read(@Nullable Reader client, int times) throws Exception {
    if (client == null) {
      throw new IllegalStateException("no client is open");
    }
    String[] said = client.read();
    for (int read = 1; read < times; read++) {
      said = client.read();
    }
    return said;
  }
}
