package dev.stsbroker.sdk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A client of somebody else's, used as its users use it.
 *
 * @param name of the client, as its registry has it, and which part of it is used
 * @param contract that the broker serves it
 * @param address what its user tells it; {@code URL} and {@code PROFILE} are put in
 * @param changing the same when the broker's change of credentials is to be seen at once; null if
 *     that cannot be had, since the client draws by lot when it will ask again
 * @param wanted the minutes a credential must have left for it to be kept between reads, if that is
 *     more than the broker's callers can count on; else 0
 * @param start starts a job that uses it
 */
record Tool(
    String name,
    String contract,
    String address,
    @Nullable String changing,
    int wanted,
    Callable<Job> start) {

  /** One that keeps what it is given, and changes in time without being told to. */
  static Tool of(String name, String contract, String address, Callable<Job> start) {
    return new Tool(name, contract, address, address, 0, start);
  }

  /** The same, told otherwise when the broker's change of credentials is to be seen at once. */
  Tool changing(String other) {
    return new Tool(name, contract, address, other, wanted, start);
  }

  /** The same, which draws by lot when it will ask again. */
  Tool changingAtRandom() {
    return new Tool(name, contract, address, null, wanted, start);
  }

  /** The same, which asks again at every read if there are {@code minutes} left or less. */
  Tool wanting(int minutes) {
    return new Tool(name, contract, address, changing, minutes, start);
  }

  /** Whether it keeps a credential of that age between reads. */
  boolean keeps(Age age) {
    return age.minutesLeft() > wanted;
  }

  /** Runs {@code program} of {@code src/test/clients} on the class path {@code target/clients}. */
  static Callable<Job> isolated(String folder, String program) {
    return () -> {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
      command.add(loop() + ":target/clients/" + folder + "/*");
      command.add("src/test/clients/" + program + ".java");
      return Job.process(Path.of("."), command);
    };
  }

  /** Runs {@code program} of {@code src/test/node}, where that is installed. */
  static Callable<Job> node(String program) {
    return () -> Job.process(NodeFolder.PATH, List.of("node", program + ".js"));
  }

  /** Whether its job runs under Node.js. */
  boolean needsNode() {
    return name.startsWith("@") || name.startsWith("ali-oss");
  }

  @Override
  public String toString() {
    return name;
  }

  /** The address of {@code profile} of the broker at {@code url}. */
  String addressOf(String url, String profile) {
    return filled(address, url, profile);
  }

  /** The address that shows changes of {@code profile} of the broker at {@code url} at once. */
  String changingAddressOf(String url, String profile) {
    return filled(changing == null ? address : changing, url, profile);
  }

  private static String filled(String address, String url, String profile) {
    return address.replace("URL", url).replace("PROFILE", profile);
  }

  private static Path loop() throws Exception {
    return Path.of(JobLoop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
