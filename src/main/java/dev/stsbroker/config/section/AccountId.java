package dev.stsbroker.config.section;

import dev.stsbroker.config.setting.Settings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Warns of account ids that Alibaba Cloud does not issue. */
final class AccountId {
  /** What every account's number has; none is known to have been told otherwise. */
  private static final int DIGITS = 16;

  private static final Pattern ARN = Pattern.compile("acs:ram::([0-9]+):.*");

  private AccountId() {}

  /** Warns if the ARN in {@code key} is of a number that is none of an account. */
  static void warn(Settings settings, String key) {
    Matcher arn = ARN.matcher(settings.text(key, ""));
    if (arn.matches() && arn.group(1).length() != DIGITS) {
      String sentence = " has an account of " + arn.group(1).length() + " digits (expected: 16)";
      settings.problems().warn(settings.place().to(key), settings.shown(key) + sentence);
    }
  }
}
