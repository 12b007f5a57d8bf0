package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.testing.TestingBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Targets with a scheme and a host mean the path behind the host, and nothing else in them. */
class AbsoluteTargetTest {
  private static TestingBroker broker;

  @BeforeAll
  static void start() throws Exception {
    broker = TestingBroker.start(TestingBroker.profile("reader", true));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/credentials, 200, AccessKeyId",
    "HTTP://LOCALHOST:7070/credentials/reader?, 200, AccessKeyId",
    "http://127.0.0.1/key/any/credentials, 200, AccessKeyId",
    "http://127.0.0.1, 200, Contracts",
    "http://127.0.0.1?x, 200, Contracts",
    "http://127.0.0.1?/credentials, 200, Contracts",
    "http://127.0.0.1?/credentials/../x, 200, Contracts",
    "http://127.0.0.1?/key/any/credentials/../x, 200, Contracts",
    "http://127.0.0.1/nowhere?/credentials, 404, NotFound",
    "http://evil.example?127.0.0.1/credentials, 403, ForeignHost",
    "http://127.0.0.1\\@evil.example/credentials, 403, ForeignHost"
  })
  void answer_isThatOfThePath(String target, int status, String content) throws Exception {
    RawAnswer answer = RawConnection.ask(broker.port(), RawConnection.get(target));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(content);
  }
}
