package dev.stsbroker.cli.policy;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.StatementMatch;
import dev.stsbroker.policy.match.Outcome;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A decision on a request, for people and for programs.
 *
 * @param layers the policies it was made of, by what they are called: {@code role} and {@code
 *     session}, or an empty name if there is one
 */
record Explanation(Decision decision, Map<String, PolicyDocument> layers, AccessRequest request) {

  /** The answer, what it depends on, and how each statement fares. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    Decision.Doubt doubt = decision.doubt();
    if (doubt == null) {
      lines.add(sentence(decision));
    } else {
      String open = named(String.join(", ", doubt.statements()));
      String match = doubt.statements().size() == 1 ? " matches" : " match";
      lines.add("depends on " + String.join(", ", doubt.fields()) + ": whether " + open + match);
      lines.add("  at best " + sentence(doubt.allowed()));
      lines.add("  at worst " + sentence(doubt.denied()));
    }
    matches().map(match -> "  " + match.name() + ": " + match.line()).forEach(lines::add);
    return lines;
  }

  /**
   * The same as an object: {@code answer} is {@code allowed}, {@code denied} or {@code depends}.
   */
  String json() {
    JsonObject answer = answer(decision);
    Decision.Doubt doubt = decision.doubt();
    if (doubt != null) {
      answer
          .put("dependsOn", new JsonArray(doubt.fields()))
          .put("inDoubt", new JsonArray(doubt.statements().stream().map(this::named).toList()))
          .put("atBest", answer(doubt.allowed()))
          .put("atWorst", answer(doubt.denied()));
    }
    return answer
        .put("statements", new JsonArray(matches().map(Named::json).toList()))
        .encodePrettily();
  }

  private JsonObject answer(Decision made) {
    String word =
        switch (made.verdict()) {
          case ALLOWED -> "allowed";
          case EXPLICITLY_DENIED, NOT_ALLOWED -> "denied";
          case UNDECIDED -> "depends";
        };
    JsonObject answer = new JsonObject().put("answer", word);
    return made.doubt() == null ? answer.put("because", sentence(made)) : answer;
  }

  private Stream<Named> matches() {
    return layers.entrySet().stream()
        .flatMap(
            layer ->
                Evaluator.trace(layer.getValue(), request).stream()
                    .map(match -> new Named(layer.getKey(), match)));
  }

  private String sentence(Decision made) {
    String by = made.decidedBy() == null ? "" : named(made.decidedBy());
    return switch (made.verdict()) {
      case ALLOWED -> "allowed by " + by;
      case EXPLICITLY_DENIED -> "denied by " + by;
      case NOT_ALLOWED, UNDECIDED ->
          by.isEmpty() ? "not allowed by any statement" : "not allowed by the " + by + " policy";
    };
  }

  /** The evaluator counts policies; here they have names. */
  private String named(String places) {
    return layers.size() == 1
        ? places
        : places.replace("policy 1", "role").replace("policy 2", "session");
  }

  /** A statement's match, with what its policy is called. */
  private record Named(String layer, StatementMatch match) {
    String name() {
      return (layer + " " + match.statement().sourcePath()).strip();
    }

    String effect() {
      return match.statement().effect().name().toLowerCase(Locale.ROOT);
    }

    String line() {
      return effect()
          + switch (match.outcome()) {
            case HOLDS -> ", matches";
            case FAILS -> ", does not match: " + reason();
            case UNKNOWN -> ", may match: depends on " + String.join(", ", match.undecided());
          };
    }

    JsonObject json() {
      JsonObject json = new JsonObject().put("statement", name()).put("effect", effect());
      return switch (match.outcome()) {
        case HOLDS -> json.put("matches", "yes");
        case FAILS -> json.put("matches", "no").put("because", reason());
        case UNKNOWN ->
            json.put("matches", "depends").put("dependsOn", new JsonArray(match.undecided()));
      };
    }

    /** The first thing that keeps the statement from applying. */
    private String reason() {
      if (match.action() == Outcome.FAILS) {
        return "another action";
      }
      return match.resource() == Outcome.FAILS ? "another resource" : "a condition does not hold";
    }
  }
}
