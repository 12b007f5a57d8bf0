package dev.stsbroker.sdk;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code target/node}: the jobs for Node.js and the clients they use, as their lock pins them. */
final class NodeFolder {
  static final Path SOURCE = Path.of("src/test/node");
  static final Path PATH = Path.of("target/node");
  static final String LOCK = "package-lock.json";
  private static final List<String> FILES =
      List.of(
          ".npmrc",
          "package.json",
          "print-credential.js",
          "print-aws-credential.js",
          "job-loop.js",
          "alicloud-job.js",
          "oss-job.js",
          "aws-job.js",
          "use-oss.js",
          "use-s3.js");

  private NodeFolder() {}

  /** Installs what is not yet, and skips the test where that cannot be done. */
  static void install() throws Exception {
    for (String tool : List.of("node", "npm")) {
      if (!ChildProcess.exists(tool)) {
        Missing.skip(tool + " is not there");
      }
    }
    Files.createDirectories(PATH);
    // Test classes run in several processes.
    try (FileChannel lock = FileChannel.open(PATH.resolve(".lock"), CREATE, WRITE)) {
      lock.lock();
      fill();
    }
  }

  private static void fill() throws Exception {
    for (String file : FILES) {
      Path copy = PATH.resolve(file);
      if (!Files.exists(copy) || Files.mismatch(SOURCE.resolve(file), copy) >= 0) {
        Files.write(copy, Files.readAllBytes(SOURCE.resolve(file)));
      }
    }
    if (!installed()) {
      npmCi();
    }
  }

  /** What npm keeps of a finished installation is as new as the lock it was made from. */
  private static boolean installed() throws IOException {
    Path copy = PATH.resolve(LOCK);
    return Files.exists(PATH.resolve("node_modules/." + LOCK))
        && Files.exists(copy)
        && Files.mismatch(copy, SOURCE.resolve(LOCK)) < 0;
  }

  private static void npmCi() throws Exception {
    Files.write(PATH.resolve(LOCK), Files.readAllBytes(SOURCE.resolve(LOCK)));
    List<String> command = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    ChildProcess npm = ChildProcess.run(PATH, command);
    if (npm.exitCode() != 0) {
      // A registry may be out of reach for a moment, and npm gives up early.
      npm = ChildProcess.run(PATH, command);
    }
    if (npm.exitCode() != 0) {
      Missing.skip("npm ci failed: " + npm.err().strip());
    }
  }
}
