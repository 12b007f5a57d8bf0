package dev.stsbroker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * What a client made of a broker; it got, every time, what the broker served.
 *
 * @param client its name
 * @param contract served
 * @param first how many requests a new client made to be asked once
 * @param next how many it made to be asked once more, after the broker had replaced the credential;
 *     a new one instead of it, if it draws by lot when to ask
 * @param perHundred how many a new client made to be asked a hundred times, for every usual age
 */
record Trial(String client, String contract, int first, int next, List<Integer> perHundred) {
  static final int READS = 100;

  /** Tries {@code tool} on a broker at {@code listen}; fails where it gets anything else. */
  static Trial of(Tool tool, ListenAddress listen) throws Exception {
    try (Job job = tool.start().call();
        TestingBroker broker = AgedBroker.start(listen)) {
      Run run = new Run(tool, job, broker);
      String ending = Age.ENDING.profile();
      String place = tool.changingAddressOf(broker.url("").toString(), ending);
      int first = run.requestsOf(ending, () -> run.openAndRead(place, 1));
      Served before = run.served(ending);
      AgedBroker.refresh(broker, ending);
      assertThat(run.served(ending)).isNotEqualTo(before);
      boolean waits = tool.changing() == null;
      int next = run.requestsOf(ending, () -> waits ? run.openAndRead(place, 1) : job.read(1));
      List<Integer> perHundred = new ArrayList<>();
      for (Age age : Age.USUAL) {
        String address = tool.addressOf(broker.url("").toString(), age.profile());
        perHundred.add(run.requestsOf(age.profile(), () -> run.openAndRead(address, READS)));
      }
      return new Trial(tool.name(), tool.contract(), first, next, perHundred);
    }
  }

  /** What {@link #text} was made of. */
  static Trial parse(String text) {
    JsonObject json = new JsonObject(text);
    List<Integer> perHundred =
        json.getJsonArray("perHundred").stream().map(one -> (Integer) one).toList();
    return new Trial(
        json.getString("client"),
        json.getString("contract"),
        json.getInteger("first"),
        json.getInteger("next"),
        perHundred);
  }

  /** One line, to be read by another process. */
  String text() {
    return new JsonObject()
        .put("client", client)
        .put("contract", contract)
        .put("first", first)
        .put("next", next)
        .put("perHundred", new JsonArray(perHundred))
        .encode();
  }

  /** A tool at work. */
  private record Run(Tool tool, Job job, TestingBroker broker) {

    Served openAndRead(String address, int times) throws Exception {
      job.open(address);
      return job.read(times);
    }

    Served served(String profile) throws Exception {
      return Served.at(broker, "/credentials/" + profile);
    }

    /** How many requests {@code reading} made; what it got must be what is served. */
    int requestsOf(String profile, Callable<Served> reading) throws Exception {
      Served served = served(profile);
      int before = requests();
      Served got = reading.call();
      int after = requests();
      assertThat(got).as("%s, %s", tool.name(), profile).isEqualTo(served);
      return after - before;
    }

    private int requests() throws Exception {
      String series =
          "sts_broker_request_duration_seconds_count{contract=\"%s\"}".formatted(tool.contract());
      Double count = broker.metric(series);
      return count == null ? 0 : count.intValue();
    }
  }
}
