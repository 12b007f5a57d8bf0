package dev.stsbroker.cli;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.Outcome;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.StatementMatch;
import dev.stsbroker.policy.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says whether a policy allows a request, and which statement decides. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    header = "Says whether a policy allows a request, and which statement decides.",
    description = {
      "Also says how each statement fares. A Deny that matches wins; a condition on a key that is not"
          + " given never allows.",
      "Exits with 0 if it is allowed, with 1 if not."
    },
    footer = {
      "Examples:",
      "  sts-broker policy explain my.json oss:GetObject acs:oss:*:*:my-bucket/a.csv",
      "  sts-broker policy explain my.json oss:ListObjects acs:oss:*:*:my-bucket \\",
      "    --condition oss:Prefix=reports/ --role role.json"
    })
final class PolicyExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "FILE", description = "The session policy, or any other.")
  private @Nullable Path file;

  @Parameters(
      index = "1",
      paramLabel = "ACTION",
      description = "The action asked for, like oss:GetObject.")
  private String action = "";

  @Parameters(
      index = "2",
      paramLabel = "RESOURCE",
      description = "The ARN of what it is asked for.")
  private String resource = "";

  @Option(
      names = "--condition",
      paramLabel = "KEY=VALUE",
      description = "What the request carries, like oss:Prefix=reports/; again for further values.")
  private List<String> conditions = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "FILE",
      description = "The role's own policy, which has to allow it as well.")
  private @Nullable Path role;

  @Override
  public Integer call() {
    AccessRequest request = new AccessRequest(action, resource, context());
    Map<String, PolicyDocument> layers = new LinkedHashMap<>();
    if (role != null) {
      layers.put("role", PolicyFile.document(role));
    }
    if (file != null) {
      layers.put(role == null ? "" : "session", PolicyFile.document(file));
    }
    Decision decision = Evaluator.decide(List.copyOf(layers.values()), request);
    print(decision, layers, request);
    return decision.verdict() == Verdict.ALLOWED ? ExitCode.OK : ExitCode.FAILED;
  }

  private Map<String, List<String>> context() {
    Map<String, List<String>> context = new LinkedHashMap<>();
    for (String condition : conditions) {
      int equals = condition.indexOf('=');
      if (equals < 1) {
        throw new ParameterException(
            spec.commandLine(), "--condition: " + condition + " (expected: key=value)");
      }
      context
          .computeIfAbsent(condition.substring(0, equals), key -> new ArrayList<>())
          .add(condition.substring(equals + 1));
    }
    return context;
  }

  private void print(Decision decision, Map<String, PolicyDocument> layers, AccessRequest request) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(sentence(decision));
    layers.forEach(
        (name, document) ->
            Evaluator.trace(document, request)
                .forEach(match -> out.println("  " + (name + " " + line(match)).strip())));
  }

  /** The evaluator counts policies; here they have names. */
  private static String sentence(Decision decision) {
    String by = decision.decidedBy() == null ? "" : decision.decidedBy();
    String named = by.replace("policy 1", "role").replace("policy 2", "session");
    return switch (decision.verdict()) {
      case ALLOWED -> "allowed by " + named;
      case EXPLICITLY_DENIED -> "denied by " + named;
      case NOT_ALLOWED ->
          named.isEmpty()
              ? "not allowed by any statement"
              : "not allowed by the " + named + " policy";
    };
  }

  private static String line(StatementMatch match) {
    String effect = match.statement().effect().name().toLowerCase(Locale.ROOT);
    return match.statement().sourcePath()
        + ": "
        + effect
        + (match.applies() ? ", matches" : ", does not match: " + reason(match));
  }

  /** The first thing that keeps the statement from applying. */
  private static String reason(StatementMatch match) {
    if (!match.action()) {
      return "another action";
    }
    if (!match.resource()) {
      return "another resource";
    }
    return match.conditions() == Outcome.UNKNOWN
        ? "a condition that RAM may judge otherwise"
        : "a condition does not hold";
  }
}
