package dev.stsbroker.cli.policy;

import dev.stsbroker.cli.run.ExitCode;
import dev.stsbroker.cli.run.Version;
import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Decision.Verdict;
import dev.stsbroker.policy.Evaluator;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.lint.Linter;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
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
    versionProvider = Version.class,
    header = "Says whether a policy allows a request, and which statement decides.",
    description = {
      "Also says how each statement fares. A Deny that matches wins. There are three answers: allowed,"
          + " denied, and depends on what is not known of the request: a region or account of *,"
          + " wildcards in ACTION and RESOURCE, and condition keys that are neither given nor --absent.",
      "Exits with 0 if it is allowed, with 1 if it is denied or depends."
    },
    footer = {
      "Examples:",
      "  sts-broker policy explain my.json oss:GetObject acs:oss:*:*:my-bucket/a.csv",
      "  sts-broker policy explain my.json oss:ListObjects acs:oss:*:*:my-bucket \\",
      "    --condition oss:Prefix=reports/ --role role.json"
    })
final class PolicyExplainCommand implements Callable<Integer> {
  private static final Pattern ACTION = Pattern.compile("[^:\\s]+:\\S+");
  private static final Pattern ARN =
      Pattern.compile("acs:[^:]*:[^:]*:[^:]*:.+|\\*", Pattern.DOTALL);

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
      names = "--absent",
      paramLabel = "KEY",
      description = "A condition key that the request does not carry, like acs:SourceVpc.")
  private List<String> absent = new ArrayList<>();

  @Option(
      names = "--role",
      paramLabel = "FILE",
      description = "The role's own policy, which has to allow it as well.")
  private @Nullable Path role;

  @Option(names = "--json", description = "Prints the answer as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Map<String, PolicyDocument> layers = new LinkedHashMap<>();
    if (role != null) {
      layers.put("role", PolicyFile.document(role));
    }
    if (file != null) {
      layers.put(role == null ? "" : "session", PolicyFile.document(file));
    }
    AccessRequest request = request();
    warnOfQuestion();
    Explanation explanation =
        new Explanation(Evaluator.decide(List.copyOf(layers.values()), request), layers, request);
    if (json) {
      spec.commandLine().getOut().println(explanation.json());
    } else {
      explanation.lines().forEach(spec.commandLine().getOut()::println);
    }
    return explanation.decision().verdict() == Verdict.ALLOWED ? ExitCode.OK : ExitCode.FAILED;
  }

  private AccessRequest request() {
    require(
        ACTION.matcher(action).matches(),
        "ACTION: " + action + " (expected: one like oss:GetObject)");
    require(
        ARN.matcher(resource).matches(),
        "RESOURCE: " + resource + " (expected: an ARN like acs:oss:*:*:my-bucket/a.csv)");
    return new AccessRequest(action, resource, context());
  }

  /** Says on standard error what no request can ask, like an action that does not exist. */
  private void warnOfQuestion() {
    JsonObject statement =
        new JsonObject().put("Effect", "Allow").put("Action", action).put("Resource", resource);
    JsonObject question =
        new JsonObject().put("Version", "1").put("Statement", new JsonArray().add(statement));
    Linter.lint(question.encode()).stream()
        .filter(finding -> finding.severity() == Severity.ERROR)
        .forEach(
            finding ->
                spec.commandLine()
                    .getErr()
                    .println("warning: no request asks this: " + finding.message()));
  }

  private Map<String, List<String>> context() {
    Map<String, List<String>> context = new LinkedHashMap<>();
    for (String condition : conditions) {
      int equals = condition.indexOf('=');
      require(equals >= 1, "--condition: " + condition + " (expected: key=value)");
      context
          .computeIfAbsent(condition.substring(0, equals), key -> new ArrayList<>())
          .add(condition.substring(equals + 1));
    }
    for (String key : absent) {
      require(!context.containsKey(key), "--absent: " + key + " has a --condition (expected: one)");
      context.put(key, List.of());
    }
    return context;
  }

  private void require(boolean met, String message) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), message);
    }
  }
}
