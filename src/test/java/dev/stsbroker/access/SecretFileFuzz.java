package dev.stsbroker.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.Expect;
import java.util.List;
import java.util.regex.Pattern;

/** Any text as a file of callers' secrets: each of its lines opens, or the file has problems. */
public final class SecretFileFuzz {
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9._~-]{16,256}");

  private SecretFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, UTF_8);
    List<CallerSecrets.Problem> problems = CallerSecrets.problems(text);
    problems.forEach(problem -> Expect.sentence(problem.message()));
    if (!problems.isEmpty()) {
      return;
    }
    CallerSecrets secrets = CallerSecrets.of("job.secret", text);
    long opening =
        text.lines()
            .map(line -> line.replace("\uFEFF", "").strip())
            .filter(line -> SECRET.matcher(line).matches())
            .peek(line -> opens(secrets, line))
            .count();
    Expect.that(opening > 0, "no problem, and no secret");
    Expect.that(secrets.nameOf(digest("no line can say this")) == null, "anything opens");
  }

  private static void opens(CallerSecrets secrets, String line) {
    String name = secrets.nameOf(digest(line));
    Expect.that(name != null && name.matches("job\\.secret:[0-9]+"), "a line that opens nothing");
  }

  private static SecretDigest digest(String text) {
    return SecretDigest.of(Secret.of(text));
  }
}
