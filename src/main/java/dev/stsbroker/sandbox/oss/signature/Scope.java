package dev.stsbroker.sandbox.oss.signature;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.SignedTime;

/**
 * The scope of a V4 signature: key, day and region.
 *
 * @param accessKeyId the id of the key that is said to have signed
 * @param time when, as the request has it: {@code 20260102T030405Z}, or a date of HTTP
 * @param day the day of that time, such as {@code 20260102}
 * @param region such as {@code cn-hangzhou}
 */
public record Scope(String accessKeyId, String time, String day, String region) {
  /** The product in it. */
  static final String PRODUCT = "oss";

  /** Its last word. */
  static final String TERMINATOR = "aliyun_v4_request";

  private static final int WORDS = 5;

  /**
   * Reads {@code <key id>/<day>/<region>/oss/aliyun_v4_request}.
   *
   * @throws OssRefusal if it is malformed, or its day is not that of {@code time}
   */
  public static Scope parse(String credential, String time) {
    String day = SignedTime.day(SignedTime.parseAny(time));
    String[] words = credential.split("/", -1);
    if (words.length != WORDS
        || !words[WORDS - 2].equals(PRODUCT)
        || !words[WORDS - 1].equals(TERMINATOR)) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal(
          "<AccessKeyId>/<date>/<region>/oss/aliyun_v4_request is expected as credential.");
    }
    if (!words[1].equals(day)) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal(
          "the credential's date is not that of x-oss-date or Date.");
    }
    return new Scope(words[0], time, day, words[2]);
  }

  /** As it is signed. */
  String text() {
    return String.join("/", day, region, PRODUCT, TERMINATOR);
  }
}
