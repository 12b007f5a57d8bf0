package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ForcedRefreshTest {
  @Test
  void refresh_replacesWhatIsHeld_andNamesTheNewKey() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String before = broker.get("/credentials").body();
      HttpResponse<String> refreshed = post(broker, "/profiles/reader/refresh");
      assertThat(refreshed.statusCode()).isEqualTo(200);
      String after = broker.get("/credentials").body();
      assertThat(after).isNotEqualTo(before);
      assertThat(refreshed.body()).contains("\"accessKeyId\":\"STS.").doesNotContain("SANDBOX");
    }
  }

  @Test
  void refresh_keepsWhatIsHeld_whenStsFails() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      String before = broker.get("/credentials").body();
      broker.sandbox().cloud().faults().next(Fault.unavailable());
      HttpResponse<String> refused = post(broker, "/profiles/reader/refresh");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body())
          .contains("StsUnavailable", "ServiceUnavailable", "; what is held is served until ");
      assertThat(broker.get("/credentials").body()).isEqualTo(before);
    }
  }

  @Test
  void refresh_isLimited_toOnceInTenSeconds() throws Exception {
    try (TestingBroker broker =
        TestingBroker.startOnManualTime(TestingBroker.profile("reader", true))) {
      assertThat(post(broker, "/profiles/reader/refresh").statusCode()).isEqualTo(200);
      HttpResponse<String> second = post(broker, "/profiles/reader/refresh");
      assertThat(second.statusCode()).isEqualTo(429);
      assertThat(second.headers().firstValue("Retry-After")).contains("10");
      assertThat(second.body())
          .contains("; what is held is served until " + TestingBroker.START.plusSeconds(59 * 60));
      broker.time().advance(Duration.ofSeconds(10));
      assertThat(post(broker, "/profiles/reader/refresh").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refresh_isPostAlone_andOfKnownProfiles() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      assertThat(broker.admin("/profiles/reader/refresh").statusCode()).isEqualTo(405);
      assertThat(post(broker, "/profiles/other/refresh").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void refresh_thatStsRefuses_saysSo_whereNothingIsHeld() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", false))) {
      broker.sandbox().cloud().disableKey(TestingBroker.KEY.id());
      HttpResponse<String> refused = post(broker, "/profiles/reader/refresh");
      assertThat(refused.statusCode()).isEqualTo(502);
      assertThat(refused.body()).contains("InvalidAccessKeyId.Inactive", "; nothing live is held");
    }
  }

  private static HttpResponse<String> post(TestingBroker broker, String path) throws Exception {
    return postAsync(broker, path).get(60, TimeUnit.SECONDS);
  }

  static CompletableFuture<HttpResponse<String>> postAsync(TestingBroker broker, String path) {
    URI url = URI.create("http://127.0.0.1:" + broker.adminPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()).build();
    return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }
}
