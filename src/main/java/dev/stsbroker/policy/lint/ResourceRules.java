package dev.stsbroker.policy.lint;

import dev.stsbroker.policy.ResourcePattern;
import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ResourceLevel;
import dev.stsbroker.policy.json.Cursor;
import dev.stsbroker.policy.json.Sentence;
import dev.stsbroker.policy.json.Sentence.Kind;
import dev.stsbroker.policy.match.Arn;
import java.util.regex.Pattern;

/** Lint rules for ARNs that no resource can have. */
final class ResourceRules {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9*?]*");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final int ACCOUNT_DIGITS = 16;
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9-]{1,63}");
  private static final Pattern WILD_BUCKET = Pattern.compile("[a-z0-9*?-]+");
  private static final Pattern INSTANCE = Pattern.compile("instance(/|\\*|$)");
  private static final Pattern UPPER_CASE = Pattern.compile("\\p{Lu}");

  private ResourceRules() {}

  static void check(LintedStatement statement, Findings findings) {
    statement.resources().forEach(resource -> check(resource, findings));
  }

  private static void check(Cursor at, Findings findings) {
    if (at.text().contains("${")) {
      findings.warning(
          at, at.node().summary() + ": RAM documents no variables, ${ is taken literally");
      return;
    }
    if (ResourcePattern.ofProject(at.text())) {
      findings.warning(
          at,
          at.node().summary()
              + ": the shape of MaxCompute's own project policies (expected: that of RAM's,"
              + " acs:odps:region:account:name)");
    }
    if (at.text().codePoints().anyMatch(c -> c != ' ' && Character.isSpaceChar(c))) {
      findings.warning(
          at, at.node().summary() + ": has a blank that is none of ASCII's (expected: none)");
    }
    Arn.of(at.text())
        .ifPresentOrElse(arn -> check(at, arn, findings), () -> checkShort(at, findings));
  }

  /** Whether it is shorter than an ARN, and is no beginning of one: {@code acs:oss:*} is. */
  static boolean lacksPart(String text) {
    boolean beginning = text.substring(text.lastIndexOf(':') + 1).replace("*", "").isEmpty();
    return Arn.of(text).isEmpty() && !beginning && !ResourcePattern.ofProject(text);
  }

  private static void checkShort(Cursor at, Findings findings) {
    String text = at.text();
    if (!lacksPart(text)) {
      return;
    }
    String shown = at.node().summary() + ": a part of the ARN is missing";
    String[] parts = text.split(":", -1);
    if (parts.length == 4 && parts[1].equals("oss")) {
      String whole = String.join(":", "acs", "oss", "*", "*", parts[3]);
      findings.warning(at, Sentence.meaning(Kind.VALUE, shown, whole));
    } else {
      findings.warning(at, shown + " (expected: acs:service:region:account:name)");
    }
  }

  private static void check(Cursor at, Arn arn, Findings findings) {
    if (!ACCOUNT.matcher(arn.account()).matches() && !arn.service().equals("ram")) {
      findings.error(at, at.node().summary() + ": account (expected: its digits, or *)");
    }
    if (DIGITS.matcher(arn.account()).matches() && arn.account().length() != ACCOUNT_DIGITS) {
      findings.warning(
          at,
          at.node().summary()
              + ": an account of "
              + arn.account().length()
              + " digits (expected: "
              + ACCOUNT_DIGITS
              + ")");
    }
    switch (arn.service()) {
      case "oss" -> checkOss(at, arn, findings);
      case "ots" -> checkOts(at, arn, findings);
      default -> checkService(at, arn.service(), findings);
    }
  }

  private static void checkService(Cursor at, String service, Findings findings) {
    ActionCatalogue.BUNDLED
        .meantBy(service)
        .ifPresent(
            code ->
                findings.error(
                    at,
                    Sentence.meaning(
                        Kind.VALUE,
                        at.node().summary() + ": no service is called " + service,
                        at.text().replaceFirst("^acs:[^:]*", "acs:" + code))));
  }

  private static void checkOss(Cursor at, Arn arn, Findings findings) {
    String shown = at.node().summary();
    if (ResourceLevel.NO_BUCKET.matcher(arn.name()).lookingAt()) {
      return;
    }
    if (!arn.region().equals("*")) {
      findings.warning(at, shown + ": region (expected: *, the only one OSS documents)");
    }
    if (arn.account().isEmpty()) {
      findings.warning(at, shown + ": account (expected: its digits, or *)");
    }
    if (ESCAPE.matcher(arn.name()).find()) {
      findings.warning(
          at, shown + ": % and what follows is taken literally (expected: the name, decoded)");
    }
    String bucket = arn.name().split("/", 2)[0];
    if (bucket.isEmpty()) {
      findings.error(at, shown + ": no bucket before the / (expected: " + correct(arn) + ")");
    } else if (!WILD_BUCKET.matcher(bucket).matches()) {
      findings.error(
          at,
          shown + ": no bucket has such a name (expected: lower-case letters, digits, hyphens)");
    } else if (arn.name().startsWith(bucket + "//")) {
      String single = arn.named(arn.name().replaceFirst("/+", "/"));
      findings.error(
          at, Sentence.meaning(Kind.VALUE, shown + ": no object's name begins with /", single));
    } else if (arn.name().endsWith("/")) {
      String what = arn.name().length() > bucket.length() + 1 ? "one object, a folder" : "nothing";
      findings.warning(
          at, Sentence.meaning(Kind.VALUE, shown + ": names " + what, arn.named(arn.name() + "*")));
    } else if (!BUCKET.matcher(bucket).matches() && !bucket.equals("*")) {
      findings.warning(
          at, shown + ": covers every bucket called like that (expected: one by name)");
    }
  }

  private static String correct(Arn arn) {
    return arn.named(arn.name().replaceFirst("^/+", ""));
  }

  private static void checkOts(Cursor at, Arn arn, Findings findings) {
    String shown = at.node().summary();
    String[] parts = arn.name().split("/", -1);
    if (!arn.name().startsWith("*") && !INSTANCE.matcher(arn.name()).lookingAt()) {
      findings.warning(
          at, shown + " (expected: " + ResourceLevel.TABLE.example() + " or without /table/*)");
    } else if (parts.length > 1 && UPPER_CASE.matcher(parts[1]).find()) {
      findings.error(
          at, shown + ": instance (expected: lower-case letters, as Tablestore keeps it)");
    }
  }
}
