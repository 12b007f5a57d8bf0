package dev.stsbroker.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.policy.AccessRequest;
import dev.stsbroker.policy.Layer;
import dev.stsbroker.policy.PolicyDocument;
import dev.stsbroker.policy.RequestContext;
import dev.stsbroker.policy.Statement;
import dev.stsbroker.policy.action.ActionCatalogue;
import dev.stsbroker.policy.action.ActionCatalogue.KnownAction;
import dev.stsbroker.policy.action.ResourceLevel;
import dev.stsbroker.policy.json.JsonNode;
import dev.stsbroker.policy.lint.PolicyFinding.Severity;
import dev.stsbroker.policy.match.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where the linter says that a statement never matches, no request that there can be does. */
class LinterCertaintyPropertyTest {
  private static final String OSS = "acs:oss:oss-cn-hangzhou:1234567890123456:";
  private static final String OTS = "acs:ots:cn-hangzhou:1234567890123456:";
  private static final RequestContext LISTING =
      RequestContext.of(
          Map.of("oss:Prefix", List.of("a/"), "oss:Delimiter", List.of("/"), "k", List.of("v")));
  private static final RequestContext OTHER =
      RequestContext.of(
          Map.of("oss:Prefix", List.of(), "oss:Delimiter", List.of(), "k", List.of("v")));

  private static final List<KnownAction> KNOWN =
      Stream.of("oss:*", "ots:*")
          .flatMap(one -> ActionCatalogue.BUNDLED.matching(one).stream())
          .toList();

  @Property(tries = 150)
  void lint_callsNoStatementDead_thatSomeRequestMatches(
      @ForAll("actions") List<String> actions,
      @ForAll("resources") List<String> resources,
      @ForAll("conditions") String condition) {
    String document =
        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":%s,\"Resource\":%s,\"Condition\":%s}]}"
            .formatted(list(actions), list(resources), condition);
    boolean dead = Linter.lint(document).stream().anyMatch(one -> one.severity() == Severity.ERROR);
    if (dead) {
      Statement statement = PolicyDocument.parse(document).statements().get(0);
      assertThat(KNOWN.stream().flatMap(LinterCertaintyPropertyTest::requests))
          .as(document)
          .noneMatch(request -> Layer.match(statement, request).outcome() != Outcome.FAILS);
    }
  }

  /** The requests that an action is asked with. */
  private static Stream<AccessRequest> requests(KnownAction action) {
    boolean lists = action.level() == ResourceLevel.ANY || action.name().startsWith("List");
    return names(action)
        .map(arn -> new AccessRequest(action.toString(), arn, lists ? LISTING : OTHER, true));
  }

  private static Stream<String> names(KnownAction action) {
    String bucket = OSS + "b-1";
    String point = OSS + "accesspoint/p-1";
    return switch (action.level()) {
      case SERVICE -> Stream.of(OSS + "*");
      case BUCKET -> Stream.of(bucket, point);
      case OBJECT -> Stream.of(bucket + "/a/x", bucket + "/a/", point + "/object/a/x");
      case INSTANCE -> Stream.of(OTS + "instance/i-1");
      case TABLE -> Stream.of(OTS + "instance/i-1/table/t");
      case ANY ->
          action.service().equals("ots")
              ? Stream.of(OTS + "instance/i-1", OTS + "instance/i-1/table/t")
              : Stream.of(OSS + "*", bucket, bucket + "/a/x", point, OSS + "resourcepool/r");
    };
  }

  private static String list(List<String> texts) {
    return texts.stream().map(JsonNode::quoted).toList().toString();
  }

  @Provide
  Arbitrary<List<String>> actions() {
    return Arbitraries.of(
            "oss:ListBuckets",
            "oss:ListObjects",
            "oss:GetObject",
            "oss:Get*",
            "oss:Put*",
            "oss:DeleteObject",
            "oss:GetBucketAcl",
            "oss:CreateAccessPoint",
            "oss:*",
            "ots:GetRow",
            "ots:Get*",
            "ots:InsertInstance",
            "*")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<String>> resources() {
    return Arbitraries.of(
            "*",
            "acs:oss:*",
            "acs:oss:*:*:*",
            "acs:oss:*:*:b-1",
            "acs:oss:*:*:b-1/*",
            "acs:oss:*:*:b-1/a/",
            "acs:oss:*:*:b-*",
            "acs:oss:*:*:*/a/*",
            "acs:oss:*:*:accesspoint/p-1",
            "acs:oss:*:*:accesspoint/p-1/object/*",
            "acs:ots:*:*:*",
            "acs:ots:*:*:instance/i-1",
            "acs:ots:*:*:instance/i-1*",
            "acs:ots:*:*:instance/*/table/t",
            "acs:rds:*:*:dbinstance/d-1")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<String> conditions() {
    return Arbitraries.of(
        "{}",
        "{\"StringLike\":{\"oss:Prefix\":\"a/*\"}}",
        "{\"StringNotLike\":{\"oss:Prefix\":\"b/*\"}}",
        "{\"StringEquals\":{\"oss:Delimiter\":\"/\"}}",
        "{\"StringEquals\":{\"k\":\"v\"}}");
  }
}
