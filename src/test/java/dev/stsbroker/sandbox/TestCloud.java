package dev.stsbroker.sandbox;

import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.secret.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** A sandbox on a free port, with one account, its users and roles. */
final class TestCloud implements AutoCloseable {
  static final String ACCOUNT = "1234567890123456";
  static final AccessKey KEY = key("LTAI5tEmulatorKey");
  static final AccessKey DISABLED = key("LTAI5tDisabledKey");
  static final AccessKey POWERLESS = key("LTAI5tPowerlessKey");

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

  private final Vertx vertx = Vertx.vertx();
  private final Sandbox sandbox;

  TestCloud(InstantSource clock) {
    this(settings(), clock);
  }

  TestCloud(JsonObject settings, InstantSource clock) {
    sandbox = new Sandbox(vertx, SandboxSettings.parse(settings), clock);
    await(sandbox.start());
  }

  static JsonObject settings() {
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

  static AccessKey key(String id) {
    return new AccessKey(id, Secret.of("emulatorSecret"), null);
  }

  static String role(String name) {
    return "acs:ram::" + ACCOUNT + ":role/" + name;
  }

  static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  SandboxCloud cloud() {
    return sandbox.cloud();
  }

  FaultScript faults() {
    return cloud().faults();
  }

  @Override
  public void close() {
    await(sandbox.close());
    await(vertx.close());
  }
}
