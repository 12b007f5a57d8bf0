package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ActionCatalogue.KnownAction;
import dev.stsbroker.policy.action.ResourceLevel;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.match.AddressRange;
import dev.stsbroker.policy.match.Operator;
import dev.stsbroker.policy.match.Outcome;
import dev.stsbroker.text.NearestWord;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lint rules for conditions that can never hold. */
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
          "oss:x-oss-acl",
          "oss:x-oss-object-acl",
          "oss:BucketTag",
          "oss:ExistingObjectTag",
          "oss:RequestObjectTag",
          "oss:Prefix",
          "oss:Delimiter",
          "acs:RequestTag/",
          "acs:ResourceTag/",
          "oss:BucketTag/",
          "oss:ExistingObjectTag/",
          "oss:RequestObjectTag/");

  /** The operators of keys that hold something else than text, by the word in their names. */
  private static final Map<String, String> TYPES =
      Map.of(
          "acs:SourceIp", "IpAddress",
          "acs:CurrentTime", "Date",
          "acs:SecureTransport", "Bool",
          "acs:MFAPresent", "Bool");

  private static final Map<String, String> EXPECTED =
      Map.of(
          "IpAddress", "IpAddress or NotIpAddress",
          "Date", "one like DateLessThan",
          "Bool", "Bool",
          "String", "one like StringEquals");

  /** An operator of OSS of which no more is documented than the name. */
  private static final String UNEXPLAINED = "IpAddressIncludeBorder";

  private static final List<String> LISTING = List.of("oss:Prefix", "oss:Delimiter");

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
        checkType(at, test.getKey(), member.getKey(), findings);
        if (LISTING.contains(test.getKey()) && !member.getKey().contains("Not")) {
          checkListing(statement, at, test.getKey(), findings);
        }
        checkValues(at, member.getKey(), findings);
        if (test.getKey().equals("oss:Prefix")) {
          checkPrefixes(at, findings);
        }
      }
    }
  }

  /** Slips of the pen are the grammar's to report. */
  private static boolean unlikeAny(String operator) {
    return !operator.equals(UNEXPLAINED)
        && Operator.named(operator).isEmpty()
        && NearestWord.of(operator, Operator.names()).isEmpty();
  }

  private static void checkKey(Cursor at, String key, Findings findings) {
    Optional<String> known =
        KEYS.stream()
            .filter(one -> one.endsWith("/") ? key.startsWith(one) : key.equals(one))
            .findFirst();
    if (key.indexOf(':') <= 0) {
      bareKey(at, key, findings);
    } else if (key.endsWith("/") && known.isPresent()) {
      findings.warning(at, "no condition key: a tag is missing (expected: " + key + "my-tag)");
    } else if (known.isEmpty()) {
      NearestWord.of(key, KEYS).ifPresent(word -> reportKey(at, key, word, findings));
    }
  }

  /** Every key has the service before its name. */
  private static void bareKey(Cursor at, String key, Findings findings) {
    Optional<String> meant =
        KEYS.stream()
            .filter(one -> one.substring(one.indexOf(':') + 1).equalsIgnoreCase(key))
            .findFirst();
    findings.warning(
        at,
        new Sentence(Kind.NAME, "no condition key: no service before it", meant.orElse(null), ""));
  }

  /** Whether a request's value of that key is of the kind that the operator compares. */
  private static void checkType(Cursor at, String key, String operator, Findings findings) {
    String wanted = TYPES.getOrDefault(key, "String");
    boolean apart = operator.contains("IpAddress") || wanted.equals("IpAddress");
    boolean date = operator.startsWith("Date") || wanted.equals("Date");
    boolean bool = operator.equals("Bool") && !wanted.equals("Bool");
    boolean known = KEYS.contains(key) && Operator.named(operator).isPresent();
    if (known && (apart || date || bool) && !operator.contains(wanted)) {
      findings.warning(
          at, operator + " compares no " + key + " (expected: " + EXPECTED.get(wanted) + ")");
    }
  }

  /** RAM's list of keys grows, and whether it minds their case is not documented. */
  private static void reportKey(Cursor at, String key, String word, Findings findings) {
    Sentence message = Sentence.meaning(Kind.NAME, "unknown condition key", word);
    boolean slip = NearestWord.changes(key, word) == 1;
    if (slip) {
      findings.error(at, message);
    } else {
      findings.warning(at, message);
    }
  }

  /** OSS sets these two for listings alone ("Conditions in RAM policies for OSS"). */
  private static void checkListing(
      LintedStatement statement, Cursor at, String key, Findings findings) {
    List<Cursor> others =
        statement.actions().stream().filter(ConditionRules::listsNothing).toList();
    boolean all = others.size() == statement.actions().size();
    for (Cursor action : others) {
      String message =
          key
              + " is set for listings alone, so this never matches "
              + action.text()
              + " (expected: the prefix in Resource)";
      if (all) {
        findings.error(at, message);
      } else {
        findings.warning(at, message);
      }
    }
  }

  private static void checkPrefixes(Cursor at, Findings findings) {
    for (Cursor value : at.texts()) {
      if (value.text().startsWith("/") && value.text().length() > 1) {
        String meant = value.text().replaceFirst("^/+", "");
        String said = value.node().summary() + ": no object's name begins with /";
        findings.warning(value, Sentence.meaning(Kind.VALUE, said, meant));
      }
    }
  }

  private static boolean listsNothing(Cursor action) {
    List<KnownAction> known = ActionCatalogue.BUNDLED.matching(action.text());
    return !known.isEmpty() && known.stream().noneMatch(ConditionRules::lists);
  }

  private static boolean lists(KnownAction action) {
    return action.level() == ResourceLevel.ANY
        || action.name().toLowerCase(Locale.ROOT).startsWith("list");
  }

  private static void checkValues(Cursor at, String operator, Findings findings) {
    for (Cursor value : at.texts()) {
      String text = value.text();
      if (operator.matches("String(Not)?Equals(IgnoreCase)?") && text.contains("*")) {
        findings.warning(
            value,
            value.node().summary() + ": " + operator + " takes * literally (expected: StringLike)");
      }
      if (operator.endsWith("IpAddress") && text.contains("*")) {
        findings.warning(
            value,
            value.node().summary()
                + ": OSS alone takes * here (expected: "
                + shape(operator)
                + ")");
      } else if (!readable(operator, text)) {
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
