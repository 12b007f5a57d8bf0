package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection, several requests: kept, closed, pipelined. */
class ConnectionReuseTest {
  private static final String CREDENTIALS = RawConnection.get("/credentials");
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker =
        TestingBroker.start(
            TestingBroker.profile("reader", true), TestingBroker.profile("cold", false));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Tag("quirk-6")
  @Test
  void connection_isKept_whenRequestsFollowEachOther() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      String named = RawConnection.get("/credentials/reader");
      RawAnswer first = connection.send(named).read();
      assertThat(first.header("Keep-Alive")).isEqualTo("timeout=10");
      assertThat(connection.send(RawConnection.get("/nowhere")).read().status()).isEqualTo(404);
      assertThat(connection.send(RawConnection.get("/x/..")).read().status()).isEqualTo(400);
      assertThat(connection.send(named).read()).isEqualTo(first);
    }
  }

  @Tag("quirk-6")
  @Test
  void connection_isClosed_whenTheClientAsksForIt() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      String request = RawConnection.get("/credentials/reader", "Connection: close");
      RawAnswer answer = connection.send(request).read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headerNames()).contains("connection").doesNotContain("Keep-Alive");
      assertThat(connection.ended()).isTrue();
    }
  }

  /**
   * A process that forks shares its connections with its children, who read each other's answers.
   */
  @Tag("quirk-6")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AlibabaCloud (Linux; x86_64) Python/3.11.2 Credentials/1.0.12 TeaDSL/1",
        "python-requests/2.34.2",
        "python-urllib3/2.8.0",
        "Boto3/1.44.5 md/Botocore#1.44.8 ua/2.1 os/linux lang/PYTHON#3.11.2",
        "Python/3.13 aiohttp/3.14.5"
      })
  void connection_isClosedWithEachAnswer_whenTheClientIsPythons(String agent) throws Exception {
    for (String path : List.of("/credentials/reader", "/credentials/cold", "/nowhere", "/x/..")) {
      try (RawConnection connection = new RawConnection(broker.port())) {
        String request = RawConnection.get(path, "User-Agent: " + agent);
        RawAnswer answer = connection.send(request).read();
        assertThat(answer.header("Connection")).as(path).isEqualTo("close");
        assertThat(answer.headerNames()).doesNotContain("Keep-Alive");
        assertThat(connection.ended()).as(path).isTrue();
      }
    }
  }

  @Test
  void answers_comeInOrder_whenRequestsArePipelined() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      connection.send(
          RawConnection.get("/credentials/cold")
              + RawConnection.get("/nowhere")
              + RawConnection.get("/credentials/reader")
              + RawConnection.request("DELETE", "/"));
      RawAnswer cold = connection.read();
      assertThat(cold.code()).isEqualTo("Success");
      assertThat(connection.read().code()).isEqualTo("NotFound");
      RawAnswer reader = connection.read();
      assertThat(reader.code()).isEqualTo("Success");
      assertThat(reader.body()).isNotEqualTo(cold.body());
      assertThat(connection.read().code()).isEqualTo("MethodNotAllowed");
    }
  }

  @Test
  void body_isDropped_whenAConfusedClientSendsASmallOne() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      String smuggled = RawConnection.get("/nowhere");
      String length = "Content-Length: " + smuggled.length();
      connection.send(RawConnection.get("/credentials/reader", length) + smuggled + CREDENTIALS);
      assertThat(connection.read().code()).isEqualTo("Success");
      assertThat(connection.read().code()).isEqualTo("UnknownProfile");
    }
  }

  @Test
  void request_isAnswered_whenItArrivesByteByByte() throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      for (char one : RawConnection.get("/credentials/reader").toCharArray()) {
        connection.send(Character.toString(one));
      }
      assertThat(connection.read().code()).isEqualTo("Success");
    }
  }
}
