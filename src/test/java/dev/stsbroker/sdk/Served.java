package dev.stsbroker.sdk;

import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;

/**
 * A credential as clients see it.
 *
 * @param accessKeyId the key's id
 * @param accessKeySecret the key's secret
 * @param securityToken the token that goes with it
 */
record Served(String accessKeyId, String accessKeySecret, String securityToken) {

  /** What the broker answers at {@code path}. */
  static Served at(TestingBroker broker, String path) throws Exception {
    JsonObject body = new JsonObject(broker.get(path).body());
    return new Served(
        body.getString("AccessKeyId"),
        body.getString("AccessKeySecret"),
        body.getString("SecurityToken"));
  }

  /** What the broker answers at {@code path} in the words of AWS. */
  static Served atAws(TestingBroker broker, String path) throws Exception {
    JsonObject body = new JsonObject(broker.get(path).body());
    return new Served(
        body.getString("AccessKeyId"), body.getString("SecretAccessKey"), body.getString("Token"));
  }

  /** What a client printed, as one JSON object in its own case. */
  static Served printed(String line) {
    JsonObject json = new JsonObject(line);
    return new Served(
        json.getString("accessKeyId"),
        json.getString("accessKeySecret"),
        json.getString("securityToken"));
  }

  /** A credential whose id, secret and token are {@code parts}. */
  static Served parts(String[] parts) {
    return new Served(parts[0], parts[1], parts[2]);
  }
}
