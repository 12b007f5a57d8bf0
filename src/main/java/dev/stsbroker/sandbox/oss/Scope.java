package dev.stsbroker.sandbox.oss;

/**
 * What a V4 signature is good for.
 *
 * @param accessKeyId who claims to have signed
 * @param time when, such as {@code 20260102T030405Z}
 * @param region such as {@code cn-hangzhou}
 */
record Scope(String accessKeyId, String time, String region) {
  /** The product in it. */
  static final String PRODUCT = "oss";

  /** Its last word. */
  static final String TERMINATOR = "aliyun_v4_request";

  private static final int WORDS = 5;
  private static final int DAY_LENGTH = 8;

  /**
   * Reads {@code <key id>/<day>/<region>/oss/aliyun_v4_request}.
   *
   * @throws OssRefusal if it is malformed, or its day is not that of {@code time}
   */
  static Scope parse(String credential, String time) {
    SignedTime.parseBasic(time);
    String[] words = credential.split("/", -1);
    if (words.length != WORDS
        || !words[WORDS - 2].equals(PRODUCT)
        || !words[WORDS - 1].equals(TERMINATOR)) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal(
          "<AccessKeyId>/<date>/<region>/oss/aliyun_v4_request is expected as credential.");
    }
    Scope scope = new Scope(words[0], time, words[2]);
    if (!words[1].equals(scope.day())) {
      throw OssError.AUTHORIZATION_MALFORMED.refusal(
          "the credential's date is not that of x-oss-date.");
    }
    return scope;
  }

  String day() {
    return time.substring(0, DAY_LENGTH);
  }

  /** As it is signed. */
  String text() {
    return String.join("/", day(), region, PRODUCT, TERMINATOR);
  }
}
