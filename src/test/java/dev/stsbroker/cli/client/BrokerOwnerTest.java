package dev.stsbroker.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.io.ProcessUser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A caller's secret goes to a broker of the user that is expected, or of root, and nowhere else.
 */
@Timeout(120)
class BrokerOwnerTest {
  private static final String SENT = "the secret was not sent: what listens there is run by ";

  @TempDir private Path folder = Path.of("");
  private String secret = "";

  @BeforeEach
  void writeSecret() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    secret = Files.writeString(folder.resolve("secret"), "the-secret-of-the-job\n").toString();
  }

  @ParameterizedTest
  @CsvSource({
    "AF_INET, 127.0.0.1, 127.0.0.1",
    "AF_INET, 0.0.0.0, 127.0.0.2",
    "AF_INET6, ::1, [::1]",
    "AF_INET6, ::, 127.0.0.1",
    "AF_INET6, ::ffff:127.0.0.1, 127.0.0.1"
  })
  void strangerOnAPort_isSentNothing_whetherItAcceptsOrNot(
      String family, String address, String host) throws Exception {
    try (Squatter eager = Squatter.accepting(family, address, folder);
        Squatter idle = Squatter.waiting(family, address, folder)) {
      for (Squatter squatter : new Squatter[] {eager, idle}) {
        String url = squatter.url(host);
        Ran refused = Ran.of(new Fetch(), "a", "--url", url, "--secret-file", secret);

        assertThat(refused).isEqualTo(refusal(url, "uid 65533"));
        assertThat(squatter.got()).isEqualTo("0 False");
      }
    }
  }

  @Test
  void strangerOnAUnixSocket_isSentNothing() throws Exception {
    try (Squatter squatter = Squatter.accepting("AF_UNIX", "s", folder)) {
      String url = "unix:" + folder.resolve("s");
      Ran refused = Ran.of(new Wait(), "a", "--url", url, "--secret-file", secret);

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err())
          .startsWith(url + ": " + SENT)
          .endsWith("(if that is the broker: --broker-uid 65533)\n");
      assertThat(squatter.got()).isEqualTo("0 False");

      Ran named = fetch(url, "--broker-uid", "65533");
      assertThat(named.err()).isEqualTo(url + ": HTTP status 401\n");
      assertThat(squatter.got()).endsWith("True");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"65533", "any"})
  void userThatIsNamed_isSentTheSecret(String uid) throws Exception {
    try (Squatter squatter = Squatter.accepting("AF_INET", "127.0.0.1", folder)) {
      String url = squatter.url("127.0.0.1");
      Ran byOption = fetch(url, "--broker-uid", uid);
      assertThat(byOption.err()).isEqualTo(url + ": HTTP status 401\n");
      assertThat(squatter.got()).endsWith("True");

      Map<String, String> variables =
          Map.of("STS_BROKER_UID", uid, "STS_BROKER_SECRET_FILE", secret);
      Ran byVariable = Ran.of(new Fetch(), variables, "a", "--url", url);
      assertThat(byVariable.err()).isEqualTo(url + ": HTTP status 401\n");
      assertThat(squatter.got()).endsWith("True");
    }
  }

  /** OpenShift gives each project users of ten digits. */
  @ParameterizedTest
  @ValueSource(strings = {"65532", "1000650000", "4294967294"})
  void userThatIsAnother_isSentNothing(String uid) throws Exception {
    try (Squatter squatter = Squatter.accepting("AF_INET", "127.0.0.1", folder)) {
      Ran refused = fetch(squatter.url("127.0.0.1"), "--broker-uid", uid);

      assertThat(refused.err()).contains("run by uid 65533, not by uid " + uid + " or root");
      assertThat(squatter.got()).isEqualTo("0 False");
    }
  }

  @Test
  void requestWithoutSecret_goesAnywhere() throws Exception {
    try (Squatter squatter = Squatter.accepting("AF_INET", "127.0.0.1", folder)) {
      String url = squatter.url("127.0.0.1");
      assertThat(Ran.of(new Fetch(), "a", "--url", url).err())
          .isEqualTo(url + ": HTTP status 401\n");
      assertThat(squatter.got()).endsWith("False").doesNotStartWith("0 ");
    }
  }

  @Test
  void ownBroker_isSentTheSecret_overEachKindOfSocket() throws Exception {
    String answer = CannedServer.http(401, "{}");
    try (CannedServer tcp = CannedServer.onTcp(answer);
        CannedServer unix = CannedServer.onUnixSocket(folder.resolve("own"), answer)) {
      for (CannedServer server : new CannedServer[] {tcp, unix}) {
        assertThat(fetch(server.url()).err()).isEqualTo(server.url() + ": HTTP status 401\n");
        assertThat(fetch(server.url(), "--broker-uid", own()).exitCode()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2).allMatch(sent -> sent.contains("the-secret"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "-1", "4294967295", "12345678901", "0x1"})
  void wrongNumber_isExplained(String uid) {
    assertThat(Ran.of(new Fetch(), Map.of("STS_BROKER_UID", uid), "a"))
        .isEqualTo(
            new Ran(2, "", "$STS_BROKER_UID: " + uid + " (expected: a user's number, or any)\n"));
  }

  private Ran fetch(String url, String... more) {
    String[] words = new String[5 + more.length];
    System.arraycopy(new String[] {"a", "--url", url, "--secret-file", secret}, 0, words, 0, 5);
    System.arraycopy(more, 0, words, 5, more.length);
    return Ran.of(new Fetch(), words);
  }

  private static Ran refusal(String url, String owner) throws Exception {
    String expected = own().equals("0") ? "root" : "uid " + own() + " or root";
    return new Ran(
        1,
        "",
        "%s: %s%s, not by %s (if that is the broker: --broker-uid 65533)\n"
            .formatted(url, SENT, owner, expected));
  }

  private static String own() throws Exception {
    return Integer.toUnsignedString(ProcessUser.number());
  }
}
