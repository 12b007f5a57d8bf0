package dev.stsbroker.source.key;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.json.JsonReader;
import dev.stsbroker.policy.json.PolicyException;
import dev.stsbroker.policy.json.Problems;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.source.key.FaultyFileException.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The JSON of a key's file. What is wrong with it is told by line and name, never by value. */
final class KeyFileText {
  private static final String EXPECTED =
      " (expected: {\"AccessKeyId\": ..., \"AccessKeySecret\": ...[, \"SecurityToken\": ...]})";

  private static final String ID = "AccessKeyId";
  private static final String SECRET = "AccessKeySecret";
  private static final String TOKEN = "SecurityToken";

  /** What other tools call the parts, without case, {@code _}, {@code -} and blanks. */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          ID, Set.of("accesskeyid", "awsaccesskeyid", "accesskey", "keyid", "akid", "ak", "id"),
          SECRET,
              Set.of(
                  "accesskeysecret",
                  "secretaccesskey",
                  "awssecretaccesskey",
                  "accesssecret",
                  "accesssecretkey",
                  "secretkey",
                  "secret",
                  "sk"),
          TOKEN, Set.of("securitytoken", "sessiontoken", "awssessiontoken", "ststoken"));

  private static final Pattern INI = Pattern.compile("(?m)^\\s*[A-Za-z_]+ *=.*$");
  private static final Pattern CSV = Pattern.compile("(?i)\\A.*access ?key.*,.*");
  private static final Pattern YAML = Pattern.compile("(?m)^[A-Za-z_]+:(\\s|$)");
  private static final Pattern PLACEHOLDER =
      Pattern.compile("<.*>|\\*+|\\.{3}|[xX]{4,}|\\$\\{.*}|(?i:your).*|.*replace-me.*");

  private final Path file;
  private final String text;
  private final List<Fault> faults = new ArrayList<>();

  KeyFileText(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The key in it.
   *
   * @throws FaultyFileException with everything that is wrong
   */
  public AccessKey key() {
    JsonNode.Tree tree = tree();
    String id = part(tree, ID, KeyText::idFault);
    String secret = part(tree, SECRET, KeyText::secretFault);
    String token = optionalToken(tree);
    if (id != null && secret != null && faults.isEmpty()) {
      requirePair(tree, id, secret, token);
    }
    if (id == null || secret == null || !faults.isEmpty()) {
      throw new FaultyFileException(faults);
    }
    return new AccessKey(id, Secret.of(secret), token == null ? null : Secret.of(token));
  }

  private void requirePair(JsonNode.Tree tree, String id, String secret, @Nullable String token) {
    String fault = KeyText.pairFault(id, secret, token);
    if (fault != null) {
      add(tree.members().getOrDefault(ID, tree), fault);
    }
  }

  /** Whether it has a key's parts, and each is still the empty text it was made with. */
  boolean unfilled() {
    Map<String, JsonNode> members = tree().members();
    return List.of(ID, SECRET).stream()
        .allMatch(name -> members.get(name) instanceof JsonNode.Text one && one.value().isEmpty());
  }

  private JsonNode.Tree tree() {
    if (text.isBlank()) {
      throw FaultyFileException.of(file, 1, "is empty" + EXPECTED);
    }
    if (!text.stripLeading().startsWith("{")) {
      throw FaultyFileException.of(file, 1, "no JSON object" + instead() + EXPECTED);
    }
    Problems problems = new Problems();
    try {
      JsonNode root = JsonReader.read(text, problems);
      problems.throwIfAny();
      return (JsonNode.Tree) root;
    } catch (PolicyException e) {
      throw new FaultyFileException(
          e.problems().stream()
              .map(
                  one ->
                      new Fault(
                          file,
                          Math.max(1, one.line()),
                          (one.ofWhole() ? "" : one.path() + ": ") + one.message()))
              .toList());
    }
  }

  /** What the text is, where people keep keys in such files elsewhere. */
  private String instead() {
    if (CSV.matcher(text).find()) {
      return ", but a table (CSV), as the console saves it";
    } else if (INI.matcher(text).find()) {
      return ", but lines of name = value";
    }
    return YAML.matcher(text).find() ? ", but YAML" : "";
  }

  private interface Rule {
    @Nullable String fault(String value);
  }

  private @Nullable String part(JsonNode.Tree tree, String name, Rule rule) {
    JsonNode node = tree.members().get(name);
    if (node == null) {
      missing(tree, name);
      return null;
    } else if (!(node instanceof JsonNode.Text)) {
      add(node, name + " is no text (expected: it in quotes)");
      return null;
    }
    String value = ((JsonNode.Text) node).value().strip();
    if (value.isEmpty()) {
      add(node, "no " + name + ": it is empty" + EXPECTED);
      return null;
    }
    String fault = rule.fault(value);
    if (PLACEHOLDER.matcher(value).matches()) {
      add(node, name + " is still a placeholder (expected: your key's)");
    } else if (fault != null) {
      add(node, name + " " + fault + KeyText.EXPECTED);
    }
    return value;
  }

  private @Nullable String optionalToken(JsonNode.Tree tree) {
    JsonNode node = tree.members().get(TOKEN);
    if (node instanceof JsonNode.Text one && !one.value().isBlank()) {
      return part(tree, TOKEN, KeyText::secretFault);
    }
    String meant = node == null ? meant(tree, TOKEN) : null;
    if (meant != null && hasText(tree, meant)) {
      misnamed(tree, meant, TOKEN);
    }
    return null;
  }

  private static boolean hasText(JsonNode.Tree tree, String name) {
    return tree.members().get(name) instanceof JsonNode.Text one && !one.value().isBlank();
  }

  private void missing(JsonNode.Tree tree, String name) {
    String meant = meant(tree, name);
    if (meant != null) {
      misnamed(tree, meant, name);
      return;
    }
    for (Map.Entry<String, JsonNode> member : tree.members().entrySet()) {
      boolean within =
          member.getValue() instanceof JsonNode.Tree inner
              && (inner.members().containsKey(name) || meant(inner, name) != null);
      if (within) {
        String outer = JsonNode.quoted(Problems.excerpt(member.getKey()));
        add(member.getValue(), "no " + name + " but within " + outer + EXPECTED);
        return;
      }
    }
    add(tree, "no " + name + EXPECTED);
  }

  private void misnamed(JsonNode.Tree tree, String written, String name) {
    JsonNode value = tree.members().getOrDefault(written, tree);
    String shown = JsonNode.quoted(Problems.excerpt(written));
    String write = "; write: \"" + name + "\":";
    add(value, shown + " stands for " + name + " (expected: " + name + write + ")");
  }

  /** The member that is {@code name} as other tools write it; null if there is none. */
  private static @Nullable String meant(JsonNode.Tree tree, String name) {
    Set<String> words = ELSEWHERE.getOrDefault(name, Set.of());
    return tree.members().keySet().stream()
        .filter(one -> words.contains(bare(one)) && !isPart(one))
        .findFirst()
        .orElse(null);
  }

  private static boolean isPart(String name) {
    return name.equals(ID) || name.equals(SECRET) || name.equals(TOKEN);
  }

  private static String bare(String name) {
    return name.replaceAll("[_\\s\\p{Z}-]", "").toLowerCase(Locale.ROOT);
  }

  private void add(JsonNode at, String sentence) {
    faults.add(new Fault(file, Math.max(1, at.line()), sentence));
  }
}
