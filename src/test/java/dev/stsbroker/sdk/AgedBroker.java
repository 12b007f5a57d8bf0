package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.broker.Profile;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.testing.TestingBroker;
import dev.stsbroker.testing.VirtualTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * A broker that has a profile of every {@link Age} by the system's clock, the one that clients
 * trust. Its own clock has come to the present and stands still there.
 */
final class AgedBroker {
  private static final Duration ENDING = Duration.ofMinutes(106);

  private AgedBroker() {}

  /** Starts at {@code address}. */
  static TestingBroker start(ListenAddress address) throws Exception {
    Instant now = InstantSource.system().instant();
    List<Duration> ages = Age.oldestFirst();
    TestingBroker broker =
        TestingBroker.startOnManualTimeAt(address, now.minus(ages.get(0)), profiles());
    for (Duration age : ages) {
      broker.time().advance(Duration.between(broker.time().instant(), now.minus(age)));
      new VirtualTime(broker).settle();
      broker.sandbox().cloud().faults().clear();
      askForThoseOf(age, broker);
      if (age.equals(Age.ENDING.age())) {
        broker.sandbox().cloud().faults().always(Fault.unavailable());
      }
    }
    return broker;
  }

  /**
   * Starts one whose {@code profile} is served with 14 minutes left of two hours, too few for any
   * client to keep it, until it is refreshed.
   */
  static TestingBroker ending(Profile profile) throws Exception {
    Instant now = InstantSource.system().instant();
    TestingBroker broker = TestingBroker.startOnManualTime(now.minus(ENDING), profile);
    assertThat(broker.get("/credentials").statusCode()).isEqualTo(200);
    broker.sandbox().cloud().faults().always(Fault.unavailable());
    broker.time().advance(ENDING);
    new VirtualTime(broker).settle();
    broker.sandbox().cloud().faults().clear();
    return broker;
  }

  /** Has the broker replace what it holds for {@code profile}. */
  static void refresh(TestingBroker broker, String profile) throws Exception {
    URI url =
        URI.create(
            "http://127.0.0.1:%d/profiles/%s/refresh".formatted(broker.adminPort(), profile));
    HttpRequest request =
        HttpRequest.newBuilder(url).POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void askForThoseOf(Duration age, TestingBroker broker) throws Exception {
    for (Age one : Age.values()) {
      if (one.age().equals(age)) {
        HttpResponse<String> answer = broker.get("/credentials/" + one.profile());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      }
    }
  }

  private static Profile[] profiles() {
    return Arrays.stream(Age.values())
        .map(one -> TestingBroker.profile(one.profile(), false, one.life()))
        .toArray(Profile[]::new);
  }
}
