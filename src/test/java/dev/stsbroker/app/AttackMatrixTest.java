package dev.stsbroker.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.app.Attacks.Attack;
import dev.stsbroker.http.RawAnswer;
import dev.stsbroker.http.RawAnswers;
import dev.stsbroker.http.RawConnection;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What attackers send, byte by byte, on both listeners, with and without a guard. No answer holds a
 * credential, each has the status of its row, and a right request behind it is answered or the
 * connection is over.
 */
class AttackMatrixTest {
  private static final String SECRET = "the.secret~of_the-reader";
  private static final String OTHER = "the.secret~of_the-other";
  private static final String PATH = "/credentials/reader";
  private static final String LAST = "Connection: close";
  private static final String TOKEN = "/latest/api/token";
  private static final String LIFE = "X-aliyun-ecs-metadata-token-ttl-seconds: 600";

  @TempDir private static Path folder;
  private static FileBroker broker = FileBroker.NONE;
  private static long own;

  @BeforeAll
  static void start() throws Exception {
    own = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    broker = FileBroker.startOnManualTime(folder);
    broker.write("reader.secret", SECRET + "\n");
    broker.write("other.secret", OTHER + "\n");
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void attacks_areManyAndHaveNamesOfTheirOwn() throws Exception {
    List<String> names = new ArrayList<>();
    Attacks.of("attacks.txt").forEach(attack -> names.add(attack.name()));
    Attacks.of("guesses.txt").forEach(attack -> names.add(attack.name()));
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(400);
  }

  /** By a caller that the guard lets in: the attack alone is in the way. */
  @ParameterizedTest
  @CsvSource({
    "no guard,      job",
    "no guard,      admin",
    "secrets,       job",
    "secrets,       admin",
    "own user,      job",
    "own user,      admin"
  })
  void attack_isRefused_whateverTheCallerProves(String guard, String listener) throws Exception {
    guard(guard);
    String proof = guard.equals("secrets") ? "Authorization: " + SECRET + "\r\n" : "";
    boolean job = listener.equals("job");
    assertAnswers(Attacks.of("attacks.txt"), job ? 0 : 1, job, proof);
  }

  /** By a caller without the secret, or of another user: the guard is in the way. */
  @ParameterizedTest
  @CsvSource({"secrets, 0, job", "another user, 1, job", "secrets, 2, admin"})
  void guess_isRefused(String guard, int column, String listener) throws Exception {
    guard(guard);
    assertAnswers(Attacks.of("guesses.txt"), column, listener.equals("job"), "");
  }

  private static void assertAnswers(List<Attack> attacks, int column, boolean job, String proof)
      throws Exception {
    Map<String, String> words = words(job, proof);
    Set<String> live = live();
    List<String> wrong = new ArrayList<>();
    Map<String, List<RawAnswer>> answered = new HashMap<>();
    for (Attack attack : attacks) {
      String expected = attack.statuses().get(column);
      if (expected.equals("-")) {
        continue;
      }
      broker.time().advance(Duration.ofSeconds(1));
      String request = attack.request(proof, words);
      List<RawAnswer> answers = talk(job, request);
      answered.put(attack.shown(request), answers);
      String told = statuses(answers);
      if (!told.equals(expected)) {
        wrong.add(attack.shown(request) + "\n  answered: " + told + " " + answers);
      }
    }
    assertThat(wrong).isEmpty();
    live.addAll(live());
    answered.forEach((attack, answers) -> assertKeeps(live, attack, answers));
    assertThat(broker.getWith(PATH, SECRET).statusCode()).isIn(200, 403);
  }

  private static void assertKeeps(Set<String> live, String attack, List<RawAnswer> answers) {
    String text = answers.toString();
    assertThat(live).as(attack).noneMatch(text::contains);
    assertThat(text).as(attack).doesNotContain("Access-Control-", "Server: ", "\tat ");
  }

  private static String statuses(List<RawAnswer> answers) {
    return answers.stream().map(one -> "" + one.status()).collect(Collectors.joining(" "));
  }

  /** The answers to {@code request} and to a right one behind it. */
  private static List<RawAnswer> talk(boolean job, String request) throws IOException {
    String right = RawConnection.get(job ? "/readyz" : "/livez", LAST);
    int port = job ? broker.port() : broker.adminPort();
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    boolean cut = false;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((request + right).getBytes(ISO_8859_1));
      socket.getInputStream().transferTo(received);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("neither answered nor closed: " + request, e);
    } catch (IOException e) {
      // What the broker did not read any more resets the connection.
      cut = true;
    }
    return RawAnswers.read(received.toString(ISO_8859_1), request.startsWith("HEAD"), cut);
  }

  private static void guard(String guard) throws Exception {
    String reader =
        switch (guard) {
          case "secrets" -> ", access: {secretFile: reader.secret}";
          case "own user" -> ", access: {uids: [" + own + "]}";
          case "another user" -> ", access: {uids: [4242]}";
          default -> "";
        };
    String other = reader.replace("reader.", "other.");
    String profile = "roleArn: 'acs:ram::1234567890123456:role/oss-admin'";
    broker.write(
        broker.original().replace("oss-admin'}", "oss-admin'" + reader + "}")
            + "  other: {"
            + profile
            + other
            + "}\n"
            + "defaultProfile: reader\n");
    assertThat(broker.post("/reload").statusCode()).isEqualTo(200);
  }

  private static Map<String, String> words(boolean job, String proof) throws Exception {
    String own = proof.isEmpty() ? LIFE : LIFE + "\r\n" + proof.strip();
    Map<String, String> words = new HashMap<>();
    words.put("t", job ? PATH : "/status");
    words.put("s", SECRET);
    words.put("o", OTHER);
    words.put("token", put(TOKEN, own));
    words.put("othertoken", put("/key/" + OTHER + TOKEN, LIFE));
    return words;
  }

  private static String put(String path, String header) throws IOException {
    return RawConnection.ask(broker.port(), RawConnection.request("PUT", path, header)).body();
  }

  /** What no answer may hold: the broker's key, and the sessions that it serves now. */
  private static Set<String> live() throws Exception {
    Set<String> live = new TreeSet<>();
    live.add(TestingBroker.KEY.id());
    live.add(TestingBroker.KEY.secret().reveal());
    live.add(SECRET);
    live.add(OTHER);
    for (String[] way : new String[][] {{"reader", SECRET}, {"other", OTHER}}) {
      JsonObject body = new JsonObject(broker.getWith("/credentials/" + way[0], way[1]).body());
      if (body.getString("Code").equals("Success")) {
        live.add(body.getString("AccessKeyId"));
        live.add(body.getString("AccessKeySecret"));
        live.add(body.getString("SecurityToken"));
      }
    }
    return live;
  }
}
