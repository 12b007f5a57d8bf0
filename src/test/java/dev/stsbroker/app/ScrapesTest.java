package dev.stsbroker.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.telemetry.Telemetry;
import dev.stsbroker.testing.TestingBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many scrapers at once. */
class ScrapesTest {
  private static final int SCRAPERS = 32;

  @Test
  void everyScraper_getsAWholePage_withAllThatHappenedBeforeItAsked() throws Exception {
    try (TestingBroker broker = TestingBroker.start(TestingBroker.profile("reader", true))) {
      HttpClient client = HttpClient.newHttpClient();
      for (int round = 1; round <= 3; round++) {
        broker.get("/credentials");
        List<CompletableFuture<HttpResponse<String>>> scrapes =
            IntStream.range(0, SCRAPERS).mapToObj(i -> scrape(client, broker, i)).toList();
        String served =
            "sts_broker_credentials_served_total{contract=\"credentials-uri\",profile=\"reader\"} "
                + round;
        for (int i = 0; i < SCRAPERS; i++) {
          HttpResponse<String> page = scrapes.get(i).join();
          assertThat(page.statusCode()).isEqualTo(200);
          assertThat(page.headers().firstValue("Content-Type")).hasValue(type(i));
          assertThat(page.body()).contains(served);
        }
      }
    }
  }

  private static CompletableFuture<HttpResponse<String>> scrape(
      HttpClient client, TestingBroker broker, int number) {
    URI url = URI.create("http://127.0.0.1:" + broker.adminPort() + "/metrics");
    return client.sendAsync(
        HttpRequest.newBuilder(url).header("Accept", type(number)).build(),
        BodyHandlers.ofString());
  }

  private static String type(int number) {
    return number % 2 == 0 ? Telemetry.TEXT_FORMAT : Telemetry.OPEN_METRICS;
  }
}
