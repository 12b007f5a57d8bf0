package dev.stsbroker.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Conditions that cannot hold. */
final class ConditionRules {
  /**
   * "Common condition keys" of RAM and those of OSS; a key that ends in / takes a name after it.
   */
  private static final List<String> KEYS =
      List.of(
          "acs:CurrentTime",
          "acs:SecureTransport",
          "acs:SourceIp",
          "acs:MFAPresent",
          "acs:PrincipalARN",
          "acs:SourceVpc",
          "acs:Service",
          "acs:UserAgent",
          "acs:AccessId",
          "oss:Prefix",
          "oss:Delimiter",
          "acs:RequestTag/",
          "acs:ResourceTag/",
          "oss:BucketTag/",
          "oss:ExistingObjectTag/",
          "oss:RequestObjectTag/");

  private ConditionRules() {}

  static void check(LintedStatement statement, Findings findings) {
    statement.condition().ifPresent(condition -> checkOperators(statement, condition, findings));
  }

  private static void checkOperators(
      LintedStatement statement, Cursor condition, Findings findings) {
    for (Map.Entry<String, JsonNode> member : condition.members().entrySet()) {
      Cursor operator = condition.member(member.getKey(), member.getValue());
      if (unlikeAny(member.getKey())) {
        findings.warning(
            operator, "RAM documents no operator of this name (expected: one like StringEquals)");
      }
      for (Map.Entry<String, JsonNode> test : operator.members().entrySet()) {
        Cursor at = operator.member(test.getKey(), test.getValue());
        checkKey(at, test.getKey(), findings);
        checkListing(statement, at, test.getKey(), findings);
        checkValues(at, member.getKey(), findings);
      }
    }
  }

  /** Slips of the pen are the grammar's to report. */
  private static boolean unlikeAny(String operator) {
    return Operator.named(operator).isEmpty()
        && NearestWord.of(operator, Operator.names()).isEmpty();
  }

  private static void checkKey(Cursor at, String key, Findings findings) {
    Optional<String> known =
        KEYS.stream()
            .filter(one -> one.endsWith("/") ? key.startsWith(one) : key.equals(one))
            .findFirst();
    if (known.isEmpty()) {
      NearestWord.of(key, KEYS)
          .ifPresent(
              word -> findings.error(at, "unknown condition key (did you mean " + word + "?)"));
    }
  }

  /** OSS sets these two for listings alone ("Conditions in RAM policies for OSS"). */
  private static void checkListing(
      LintedStatement statement, Cursor at, String key, Findings findings) {
    if (!key.equals("oss:Prefix") && !key.equals("oss:Delimiter")) {
      return;
    }
    for (Cursor action : statement.actions()) {
      List<KnownAction> known = ActionCatalogue.BUNDLED.matching(action.text());
      if (!known.isEmpty() && known.stream().noneMatch(ConditionRules::lists)) {
        findings.error(
            at,
            key
                + " is set for listings alone, so this never allows "
                + action.text()
                + " (expected: the prefix in Resource)");
      }
    }
  }

  private static boolean lists(KnownAction action) {
    return action.name().toLowerCase(Locale.ROOT).startsWith("list");
  }

  private static void checkValues(Cursor at, String operator, Findings findings) {
    for (Cursor value : at.texts()) {
      String text = value.text();
      if (operator.matches("String(Not)?Equals(IgnoreCase)?") && text.contains("*")) {
        findings.error(
            value,
            value.node().summary() + ": " + operator + " takes * literally (expected: StringLike)");
      }
      if (!readable(operator, text)) {
        findings.error(value, value.node().summary() + " (expected: " + shape(operator) + ")");
      }
      if (text.contains("${")) {
        findings.warning(
            value, value.node().summary() + ": RAM documents no variables, ${ is taken literally");
      }
    }
  }

  /** A value makes sense to an operator if it compares with something: itself, or an address. */
  private static boolean readable(String operator, String text) {
    if (operator.endsWith("IpAddress")) {
      return AddressRange.parse(text).isPresent();
    }
    return operator.startsWith("String")
        || Operator.named(operator)
            .map(known -> known.comparison().test(text, text) != Outcome.UNKNOWN)
            .orElse(true);
  }

  private static String shape(String operator) {
    if (operator.endsWith("IpAddress")) {
      return "an address or range like 10.0.0.0/8";
    }
    if (operator.startsWith("Date")) {
      return "a moment like 2026-01-02T03:04:05Z";
    }
    return operator.startsWith("Numeric") ? "a number" : "\"true\" or \"false\"";
  }
}
