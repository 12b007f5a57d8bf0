package dev.stsbroker.sdk;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.Config;
import com.aliyun.credentials.models.CredentialModel;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * To be run where 100.100.100.200 is an address of this machine: a broker there, and a client that
 * knows no other. Prints what the client got, what the broker serves, and how many requests two
 * reads of the client took, one line each.
 */
final class PrintMetadataCredential {
  private static final String ADDRESS = "100.100.100.200";
  private static final URI SERVED =
      URI.create("http://" + ADDRESS + "/latest/meta-data/ram/security-credentials/reader");

  private PrintMetadataCredential() {}

  public static void main(String[] args) throws Exception {
    ListenAddress place = new ListenAddress(ADDRESS, 80);
    try (TestingBroker broker =
        TestingBroker.startAt(place, TestingBroker.profile("reader", true))) {
      Client client = new Client(new Config().setType("ecs_ram_role"));
      client.getCredential();
      CredentialModel got = client.getCredential();
      System.out.println(
          new JsonObject()
              .put("accessKeyId", got.getAccessKeyId())
              .put("accessKeySecret", got.getAccessKeySecret())
              .put("securityToken", got.getSecurityToken()));
      Double requests =
          broker.metric("sts_broker_request_duration_seconds_count{contract=\"ecs-metadata\"}");
      HttpRequest request = HttpRequest.newBuilder(SERVED).build();
      System.out.println(
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
      System.out.println(requests);
    }
    System.exit(0);
  }
}
