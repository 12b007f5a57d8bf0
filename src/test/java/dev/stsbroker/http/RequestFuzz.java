package dev.stsbroker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.stsbroker.access.CallerSecrets;
import dev.stsbroker.broker.Profile;
import dev.stsbroker.broker.Recipe;
import dev.stsbroker.parameter.FillableText;
import dev.stsbroker.parameter.Parameters;
import dev.stsbroker.parameter.ValuePattern;
import dev.stsbroker.sts.SessionRequest;
import dev.stsbroker.testing.Expect;
import dev.stsbroker.testing.TestingBroker;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Any bytes on a connection to a running broker. The first says how they are used: as they are;
 * with the word SECRET replaced by a caller's secret; as target and headers of a request that must
 * be refused; or on the admin listener. What comes back is whole HTTP answers of known statuses,
 * with no credentials but to whom they belong.
 */
public final class RequestFuzz {
  private static final List<String> POISON =
      List.of(
          "Host: evil.example\r\n",
          "Host: 127.0.0.1\r\nOrigin: http://evil.example\r\n",
          "Host: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\n",
          "Host: 127.0.0.1\r\nX-Forwarded-For: 192.0.2.1\r\n",
          "Host: 127.0.0.1\r\nForwarded: for=192.0.2.1\r\n");

  private RequestFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length < 2) {
      return;
    }
    String sent = new String(input, 1, input.length - 1, ISO_8859_1);
    switch (input[0] & 3) {
      case 0 -> Running.judge(talk(Running.port(), sent));
      case 1 -> withSecret(sent);
      case 2 -> poisoned(sent, POISON.get((input[0] >> 2 & 0x1F) % POISON.size()));
      default -> Running.keepsCredentials(talk(Running.BROKER.adminPort(), sent));
    }
  }

  private static void withSecret(String sent) throws IOException {
    List<RawAnswer> answers = talk(Running.port(), sent.replace("SECRET", Running.SECRET));
    for (RawAnswer answer : answers) {
      Expect.that(!answer.toString().contains(Running.SECRET), "the caller's secret: " + answer);
    }
  }

  /** The first line is the target, each other one a header. */
  private static void poisoned(String sent, String poison) throws IOException {
    List<String> lines =
        Arrays.stream(sent.replace("\r", "").split("\n", -1))
            .filter(line -> !line.isEmpty())
            .toList();
    String target = lines.isEmpty() ? "/credentials/open" : lines.get(0);
    String headers =
        lines.stream().skip(1).map(line -> line + "\r\n").collect(Collectors.joining());
    String request = "GET " + target + " HTTP/1.1\r\n" + poison + headers + "\r\n";
    for (RawAnswer answer : talk(Running.port(), request)) {
      Expect.that(answer.status() != 200, "served, though poisoned: " + answer);
    }
  }

  private static List<RawAnswer> talk(int port, String sent) throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    boolean cut = false;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      in.transferTo(received);
    } catch (java.net.SocketTimeoutException e) {
      throw new AssertionError("neither answered nor closed within a minute", e);
    } catch (IOException e) {
      // What was sent after the broker had closed resets the connection.
      cut = true;
    }
    return RawAnswers.read(received.toString(ISO_8859_1), sent.contains("HEAD"), cut);
  }

  /** The broker, made when first asked for. */
  private static final class Running {
    private static final String SECRET = secret();
    private static final TestingBroker BROKER = start();
    private static final List<String> GUARDED =
        credentials("/key/" + SECRET + "/credentials/reports");
    private static final List<String> OPEN = credentials("/credentials/open");

    private Running() {}

    static int port() {
      return BROKER.port();
    }

    static void judge(List<RawAnswer> answers) {
      for (RawAnswer answer : answers) {
        for (String secret : GUARDED) {
          Expect.that(!answer.toString().contains(secret), "a guarded credential: " + answer);
        }
        boolean served = OPEN.stream().anyMatch(answer.toString()::contains);
        Expect.that(!served || answer.status() == 200, "a credential in a refusal: " + answer);
      }
    }

    static void keepsCredentials(List<RawAnswer> answers) {
      judge(answers);
      for (RawAnswer answer : answers) {
        for (String secret : OPEN) {
          Expect.that(!answer.toString().contains(secret), "a credential of admin's: " + answer);
        }
      }
    }

    private static String secret() {
      byte[] bytes = new byte[16];
      new SecureRandom().nextBytes(bytes);
      return HexFormat.of().formatHex(bytes);
    }

    private static TestingBroker start() {
      Parameters parameters = new Parameters(Map.of("job", ValuePattern.parse("[ab]{1,2}")));
      FillableText name = new FillableText("job-${param.job}");
      SessionRequest common =
          new SessionRequest(
              TestingBroker.ROLE, name.text(), Duration.ofHours(1), null, null, null);
      Recipe recipe = new Recipe.Fillable(common, parameters, name, null, null);
      try {
        return TestingBroker.startGuarded(
            Map.of("reports", CallerSecrets.of("reports.secret", SECRET)),
            TestingBroker.profile("reports", true),
            TestingBroker.profile("open", true),
            new Profile("jobs", "default", recipe, false, Duration.ZERO));
      } catch (Exception e) {
        throw new IllegalStateException("no broker to send to", e);
      }
    }

    /** What is secret of a profile. */
    private static List<String> credentials(String path) {
      try {
        JsonObject body = RawConnection.ask(port(), RawConnection.get(path)).json();
        return List.of(body.getString("AccessKeySecret"), body.getString("SecurityToken"));
      } catch (IOException e) {
        throw new IllegalStateException("no credentials to look for", e);
      }
    }
  }
}
