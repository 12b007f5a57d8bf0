package dev.stsbroker.testing.cloud;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.sandbox.Sandbox;
import dev.stsbroker.sandbox.fault.FaultScript;
import dev.stsbroker.sandbox.settings.SandboxSettings;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.secret.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A sandbox on a free port, with one account, its users and roles. */
public final class TestCloud implements AutoCloseable {
  public static final String ACCOUNT = "1234567890123456";
  public static final AccessKey KEY = key("LTAI5tEmulatorKey");
  public static final AccessKey DISABLED = key("LTAI5tDisabledKey");
  public static final AccessKey POWERLESS = key("LTAI5tPowerlessKey");

  private static final String ROLES =
      """
      [{"name": "adminrole",
        "policies": [{"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": ["oss:*", "sts:AssumeRole"], "Resource": "*"}]}]},
       {"name": "long", "maxSessionDuration": "12h"},
       {"name": "partner", "trustPolicy": {"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"RAM": ["acs:ram::1234567890123456:user/alice"]},
           "Condition": {"StringEquals": {"sts:ExternalId": "partner-42"}}}]}},
       {"name": "chained", "trustPolicy": {"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"RAM": ["acs:ram::1234567890123456:role/adminrole"]}}]}}]
      """;

  public static final String PROVIDER = "acs:ram::" + ACCOUNT + ":oidc-provider/ack-rrsa-test";

  private static final String KEYLESS_PROVIDERS =
      """
      [{"name": "ack-rrsa-test", "issuer": "https://oidc.example.com/c1"}]
      """;

  private static final String KEYLESS_ROLES =
      """
      [{"name": "pod", "trustPolicy": {"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"Federated": ["acs:ram::1234567890123456:oidc-provider/ack-rrsa-test"]},
           "Condition": {
             "StringEquals": {"oidc:iss": "https://oidc.example.com/c1",
                              "oidc:aud": "sts.aliyuncs.com"},
             "StringLike": {"oidc:sub": "system:serviceaccount:jobs:*"}}}]},
        "policies": [{"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": ["oss:*", "sts:AssumeRole"], "Resource": "*"}]}]},
       {"name": "node", "trustPolicy": {"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
           "Principal": {"Service": ["ecs.aliyuncs.com"]}}]},
        "policies": [{"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}]}]}]
      """;

  private final Vertx vertx = Vertx.vertx();
  private final Sandbox sandbox;

  public TestCloud(InstantSource clock) {
    this(settings(), clock);
  }

  public TestCloud(JsonObject settings, InstantSource clock) {
    sandbox = new Sandbox(vertx, SandboxSettings.parse(settings), clock);
    await(sandbox.start());
  }

  public static JsonObject settings() {
    return new JsonObject(
        """
        {"sts": "127.0.0.1:0", "accounts": [{"id": "%s", "users": [
          {"name": "alice", "accessKeyId": "LTAI5tEmulatorKey", "accessKeySecret": "emulatorSecret"},
          {"name": "bob", "accessKeyId": "LTAI5tDisabledKey", "accessKeySecret": "emulatorSecret",
           "active": false},
          {"name": "carol", "accessKeyId": "LTAI5tPowerlessKey", "accessKeySecret": "emulatorSecret",
           "policies": []}],
          "roles": %s}]}
        """
            .formatted(ACCOUNT, ROLES));
  }

  /** The same cloud with an OIDC provider, a metadata service, and roles that trust them. */
  public static JsonObject keylessSettings() {
    JsonObject settings = settings().put("metadata", "127.0.0.1:0");
    settings.put("instanceRole", role("node"));
    JsonObject account = settings.getJsonArray("accounts").getJsonObject(0);
    account.put("oidcProviders", new JsonArray(KEYLESS_PROVIDERS));
    account.getJsonArray("roles").addAll(new JsonArray(KEYLESS_ROLES));
    return settings;
  }

  public static AccessKey key(String id) {
    return new AccessKey(id, Secret.of("emulatorSecret"), null);
  }

  public static String role(String name) {
    return "acs:ram::" + ACCOUNT + ":role/" + name;
  }

  public static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  public SandboxCloud cloud() {
    return sandbox.cloud();
  }

  public FaultScript faults() {
    return cloud().faults();
  }

  @Override
  public void close() {
    await(sandbox.close());
    await(vertx.close());
  }
}
