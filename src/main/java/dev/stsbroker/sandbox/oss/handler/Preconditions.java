package dev.stsbroker.sandbox.oss.handler;

import dev.stsbroker.sandbox.oss.admission.Call;
import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.SignedTime;
import dev.stsbroker.sandbox.oss.store.StoredObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The conditions that reads and copies can be made under: by ETag, and by time of change. */
final class Preconditions {
  private Preconditions() {}

  /**
   * Refuses a request whose conditions do not hold.
   *
   * @param prefix of the four headers: empty, or {@code x-oss-copy-source-}
   * @return whether the object is what the sender has already, so that 304 answers it
   */
  static boolean unchanged(Call call, String prefix, StoredObject object) {
    String match = call.header(prefix + "if-match");
    String noneMatch = call.header(prefix + "if-none-match");
    Instant changed = object.lastModified().truncatedTo(ChronoUnit.SECONDS);
    String since = call.header(prefix + "if-modified-since");
    String notSince = call.header(prefix + "if-unmodified-since");
    boolean otherTag = !match.isEmpty() && !sameTag(match, object);
    boolean later = !notSince.isEmpty() && changed.isAfter(SignedTime.parseHttp(notSince));
    if (otherTag || later) {
      throw OssError.PRECONDITION.refusal();
    }
    boolean ownTag = !noneMatch.isEmpty() && sameTag(noneMatch, object);
    boolean notLater = !since.isEmpty() && !changed.isAfter(SignedTime.parseHttp(since));
    return ownTag || notLater;
  }

  /** Clients send ETags with and without their quotes. */
  private static boolean sameTag(String sent, StoredObject object) {
    return sent.equals("*") || sent.replace("\"", "").equals(object.etag().replace("\"", ""));
  }
}
