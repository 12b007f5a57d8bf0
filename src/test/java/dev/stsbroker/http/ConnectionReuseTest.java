package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
        "Python/3.13 aiohttp/3.14.5",
        "python-httpx/0.28.1",
        "PycURL/7.45.3 libcurl/8.5.0 OpenSSL/3.0.13",
        "libcurl/7.88.1 r-curl/5.2.1 httr/1.4.7",
        "aws-sdk-cpp/1.11.700 ua/2.1 os/Linux lang/c++#C++17",
        "AlibabaCloud (Linux; x86_64) PHP/8.2.7 Credentials/1.2.2 TeaDSL/1",
        "aws-sdk-php/3.342.1 ua/2.1 OS/Linux#6.1 lang/php#8.2.7 GuzzleHttp/7",
        "GuzzleHttp/7",
        "Symfony HttpClient (Curl)",
        "Ruby",
        "aws-sdk-ruby3/3.219.0 ua/2.1 lang/ruby#3.2.2 api/s3#1.182.0",
        "Typhoeus - https://github.com/typhoeus/typhoeus",
        "httpx.rb/1.4.0"
      })
  void connection_isClosedWithEachAnswer_whenTheClientSharesItOverFork(String agent)
      throws Exception {
    assertThat(ForkingClients.include(agent)).isTrue();
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

  /** Clients of runtimes that do not fork, or that look whose process it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "AlibabaCloud (Linux; amd64) Java/17.0.9 Credentials/1.0.3 TeaDSL/1",
        "AlibabaCloud (linux; amd64) Golang/1.23 Credentials/1.4.5 TeaDSL/1",
        "Go-http-client/1.1",
        "aws-sdk-java/2.30.0 ua/2.1 os/Linux lang/java#17 md/OpenJDK",
        "aws-sdk-js/3.700.0 ua/2.1 os/linux lang/js md/nodejs#22.11.0",
        "Apache-HttpClient/4.5.14 (Java/17.0.9)",
        "HTTP-Tiny/0.080",
        "curl/8.5.0",
        ""
      })
  void connection_isKept_whenTheClientDoesNotFork(String agent) throws Exception {
    try (RawConnection connection = new RawConnection(broker.port())) {
      String request = RawConnection.get("/credentials/reader", "User-Agent: " + agent);
      assertThat(connection.send(request).read().header("Keep-Alive")).isEqualTo("timeout=10");
      assertThat(connection.send(request).read().status()).isEqualTo(200);
    }
  }

  @Test
  void clientsThatFork_areThoseOfThePage() throws Exception {
    String page = Files.readString(Path.of("src/docs/security.md"));
    for (ForkingClients.Row row : ForkingClients.TABLE) {
      assertThat(page).contains("| `" + row.word() + "` | " + row.who() + " |");
      assertThat(ForkingClients.include("x " + row.word().toUpperCase(Locale.ROOT))).isTrue();
    }
    assertThat(ForkingClients.include(null)).isFalse();
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
