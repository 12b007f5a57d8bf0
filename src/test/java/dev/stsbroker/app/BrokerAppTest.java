package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrokerAppTest {

  @Test
  void credentials_areServedFromTheCache_whenAskedForTwice() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      JsonObject first = new JsonObject(broker.get("/credentials").body());
      JsonObject second = new JsonObject(broker.get("/credentials/reader").body());
      assertThat(first.getString("Code")).isEqualTo("Success");
      assertThat(first.getString("AccessKeyId")).startsWith("STS.");
      assertThat(second).isEqualTo(first);
      assertThat(broker.sandbox().cloud().succeeded("AssumeRole")).isEqualTo(1);
      assertThat(
              broker.metric(
                  "sts_broker_refresh_total{code=\"ok\",outcome=\"ok\",profile=\"reader\"}"))
          .isEqualTo(1);
    }
  }

  @Test
  void coldProfile_costsOneCall_whenTwoHundredAskAtOnce() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("cold", false))) {
      HttpClient client = HttpClient.newHttpClient();
      HttpRequest request = HttpRequest.newBuilder(broker.url("/credentials/cold")).build();
      List<CompletableFuture<HttpResponse<String>>> callers =
          IntStream.range(0, 200)
              .mapToObj(i -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
              .toList();
      assertThat(callers)
          .allSatisfy(caller -> assertThat(caller.join().statusCode()).isEqualTo(200));
      assertThat(callers)
          .extracting(caller -> caller.join().body())
          .containsOnly(callers.get(0).join().body());
      assertThat(broker.sandbox().cloud().calls()).hasSize(1);
    }
  }
}
