package dev.stsbroker.sts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.credential.SessionCredentials;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.Expect;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Any answer of STS: status, Retry-After and Date in the first three lines, the rest is the body.
 * It is whole credentials, which live no longer than asked for, or a failure in a sentence.
 */
public final class StsAnswerFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration ASKED = Duration.ofHours(1);
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Pattern WORD = Pattern.compile("[!-~]{1,8192}");
  private static final int LINES = 3;

  private StsAnswerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    StsAnswer answer = read(input);
    answer.dateOfSts();
    answer.refusesTime();
    try {
      credentials(answer.credentials(NOW, ASKED));
    } catch (CredentialException e) {
      failure(e);
    }
    try {
      CallerIdentity identity = answer.callerIdentity();
      Expect.that(WORD.matcher(identity.arn()).matches(), "an ARN " + identity.arn());
      Expect.that(WORD.matcher(identity.accountId()).matches(), "an account");
    } catch (CredentialException e) {
      failure(e);
    }
  }

  private static void credentials(SessionCredentials read) {
    Expect.that(read.expiresAt().isAfter(NOW), "ended: " + read.expiresAt());
    Instant latest = NOW.plus(ASKED).plus(Duration.ofMinutes(1));
    Expect.that(!read.expiresAt().isAfter(latest), "too long: " + read.expiresAt());
    AccessKey key = read.accessKey();
    Secret token = read.securityToken();
    Expect.that(WORD.matcher(key.id()).matches(), "an id " + key.id());
    Expect.that(WORD.matcher(key.secret().reveal()).matches(), "a secret");
    Expect.that(WORD.matcher(token.reveal()).matches(), "a token");
    Expect.that(read.requestId().isEmpty() || WORD.matcher(read.requestId()).matches(), "request");
  }

  private static void failure(CredentialException e) {
    Expect.sentence(e.sentence());
    Expect.that(CODE.matcher(e.code()).matches(), "a code " + e.code());
    String request = e.requestId();
    Expect.that(request == null || WORD.matcher(request).matches(), "a request id " + request);
    Duration pause = e.retryAfter();
    Expect.that(pause == null || !pause.isNegative(), "a pause of " + pause);
  }

  private static StsAnswer read(byte[] input) {
    @Nullable String[] head = new String[LINES];
    int from = 0;
    for (int line = 0; line < LINES; line++) {
      int end = from;
      while (end < input.length && input[end] != '\n') {
        end++;
      }
      head[line] = end > from ? new String(input, from, end - from, ISO_8859_1) : null;
      from = Math.min(end + 1, input.length);
    }
    byte[] body = Arrays.copyOfRange(input, from, input.length);
    return new StsAnswer("AssumeRole", status(head[0]), head[1], head[2], Buffer.buffer(body));
  }

  private static int status(@Nullable String line) {
    return line != null && line.matches("[1-9][0-9]{2}") ? Integer.parseInt(line) : 200;
  }
}
