package dev.stsbroker.client;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with jobs for Node.js and the packages they use, installed from the lock. */
final class NodeFolder {
  static final Path PATH = Path.of("target/node");
  static final Path LOCK = Path.of("src/test/node/package-lock.json");

  private static final Path SOURCE = Path.of("src/test/node");
  private static final String LOCK_NAME = "package-lock.json";
  private static final List<String> FILES =
      List.of(
          ".npmrc", "package.json", "print-credential.js", "print-aws-credential.js", "use-oss.js");

  private NodeFolder() {}

  /** Makes the folder; without node or npm the test is skipped, where CI is true it fails. */
  static void install() throws Exception {
    for (String tool : List.of("node", "npm")) {
      if (!ChildProcess.exists(tool)) {
        missing(tool + " is not there");
      }
    }
    Files.createDirectories(PATH);
    for (String file : FILES) {
      Files.write(PATH.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
    }
    if (!installed()) {
      npmCi();
    }
  }

  /** What npm keeps of a finished installation is as new as the lock it was made from. */
  private static boolean installed() throws Exception {
    Path copy = PATH.resolve(LOCK_NAME);
    return Files.exists(PATH.resolve("node_modules/." + LOCK_NAME))
        && Files.exists(copy)
        && Files.mismatch(copy, LOCK) < 0;
  }

  private static void npmCi() throws Exception {
    Files.write(PATH.resolve(LOCK_NAME), Files.readAllBytes(LOCK));
    List<String> command = List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    ChildProcess npm = ChildProcess.run(PATH, command);
    if (npm.exitCode() != 0) {
      missing("npm ci failed: " + npm.err().strip());
    }
  }

  private static void missing(String what) {
    if ("true".equals(System.getenv("CI"))) {
      fail(what + ", and CI=true");
    }
    abort(what);
  }
}
