package dev.stsbroker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stsbroker.http.connection.Connections;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A listener that answers repeated requests from a connection's memory, and one that decides each
 * of them, are told the same: random requests on several connections, whole, in parts and several
 * at once, while time passes, secrets, users, profiles and hosts are configured, tokens and
 * credentials end, and STS goes and comes. They answer the same bytes and count the same.
 */
class RepeatsTest {
  private static final int SEEDS = Integer.getInteger("repeats.seeds", 4);
  private static final int STEPS = 500;
  private static final int CONNECTIONS = 2;

  /** Targets that are asked for often, so that there is something to remember. */
  private static final List<String> TARGETS =
      List.of(
          "/credentials/open",
          "/credentials/open",
          "/credentials/cold",
          "/key/0123456789abcdef/credentials/guarded",
          "/key/0123456789abcdef/credentials/guarded",
          "/credentials/mine",
          "/credentials",
          "/credentials/mine",
          "/credentials/guarded",
          "/key/0123456789abcdef/credentials/guarded",
          "/key/0123456789abcdef/credentials",
          "/key/fedcba9876543210/credentials/guarded",
          "/key/0000000000000000/credentials",
          "/credentials/jobs?job=a",
          "/credentials/jobs?job=b",
          "/credentials/jobs?job=c",
          "/credentials/jobs?job=d",
          "/credentials/jobs?job=z",
          "/aws/open",
          "/auth/cold",
          "/latest/meta-data/ram/security-credentials/open",
          "/latest/meta-data/ram/security-credentials/",
          "/key/0123456789abcdef/latest/meta-data/ram/security-credentials/guarded",
          "/profile/open/latest/meta-data/Ram/security-credentials/open",
          "/nowhere",
          "/readyz");

  private static final List<String> HEADERS =
      List.of(
          "",
          "",
          "",
          "",
          "",
          "",
          "User-Agent: job\r\n",
          "Authorization: 0123456789abcdef\r\n",
          "Authorization: Bearer fedcba9876543210\r\n",
          "Authorization: 1111111111111111\r\n",
          "X-aliyun-ecs-metadata-token: none\r\n",
          "Origin: http://page.example\r\n",
          "X-Forwarded-For: 192.0.2.1\r\n",
          "Content-Length: 3\r\n\r\nabc");

  /** After these the connection ends. */
  private static final List<String> LAST_HEADERS =
      List.of("Connection: close\r\n", "User-Agent: python-requests/2\r\n");

  /** Requests that one seed asks with: few, so that they are repeated. */
  private static final int POOL = 4;

  private static final int SETTINGS = 9;

  private final Random random = new Random();
  private final List<String> pool = new ArrayList<>();
  private final List<String> lastRequests = new ArrayList<>();
  private int settings;

  @Test
  void repeatedRequests_areAnsweredAsIfDecided() throws Exception {
    long repeated = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      random.setSeed(seed);
      pool.clear();
      lastRequests.clear();
      settings = 0;
      Stream.generate(this::request).limit(POOL).forEach(pool::add);
      Stream.generate(pool.iterator()::next).limit(CONNECTIONS).forEach(lastRequests::add);
      repeated += answersFromMemory("seed " + seed);
    }
    assertThat(repeated).as("answers from memory").isGreaterThan(30);
  }

  /** A wrong secret where none is needed is a guess, and each guess counts. */
  @Test
  void repeatedGuesses_areCounted() throws Exception {
    String guess = RawConnection.get("/credentials", "Authorization: 1111111111111111");
    try (RepeatedWorld world = new RepeatedWorld(Connections.atMost(64))) {
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        statuses.add(world.connection(0).send(guess).read().status());
      }
      assertThat(statuses.subList(0, 100)).containsOnly(200);
      assertThat(statuses.subList(280, 300)).containsOnly(429);
    }
  }

  /** By the bits of {@link RepeatedWorld#configure}. */
  @ParameterizedTest
  @CsvSource({
    "/key/0123456789abcdef/credentials/guarded, 127.0.0.1, 0, 4, 401",
    "/credentials/cold, 127.0.0.1, 0, 2, 404",
    "/credentials/mine, 127.0.0.1, 0, 24, 403",
    "/credentials, 127.0.0.1, 0, 32, 401",
    "/latest/meta-data/ram/security-credentials/open, 127.0.0.1, 0, 64, 401",
    "/credentials/open, elsewhere, 128, 0, 403"
  })
  void answer_isAnother_asSoonAsThatIsConfigured(
      String target, String host, int before, int after, int status) throws Exception {
    String request = "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n".formatted(target, host);
    Connections connections = Connections.atMost(64);
    try (RepeatedWorld world = new RepeatedWorld(connections)) {
      world.configure(before);
      for (int i = 0; i < 4; i++) {
        assertThat(world.connection(0).send(request).read().status()).isEqualTo(200);
      }
      assertThat(connections.memory().repeated()).as("answers from memory").isPositive();
      world.configure(after);
      assertThat(world.connection(0).send(request).read().status()).isEqualTo(status);
    }
  }

  @Test
  void severalRequestsAtOnce_areAnsweredEach() throws Exception {
    String open = RawConnection.get("/credentials/open");
    String cold = RawConnection.get("/credentials/cold");
    try (RepeatedWorld world = new RepeatedWorld(Connections.atMost(64))) {
      RawConnection connection = world.connection(0);
      for (int i = 0; i < 4; i++) {
        connection.send(open + cold);
        assertThat(connection.read().body()).contains("session-of-open");
        assertThat(connection.read().body()).contains("session-of-cold");
      }
      connection.send(open);
      assertThat(connection.read().body()).contains("session-of-open");
    }
  }

  private long answersFromMemory(String seed) throws Exception {
    Connections remembering = Connections.atMost(64);
    Connections forgetting = Connections.atMost(64);
    forgetting.memory().off();
    try (RepeatedWorld quick = new RepeatedWorld(remembering);
        RepeatedWorld plain = new RepeatedWorld(forgetting)) {
      for (int step = 0; step < STEPS; step++) {
        String what = seed + ", step " + step;
        step(what, List.of(quick, plain));
        // The next of several requests may begin before the last one is told of.
        assertThat(quick.told()).as(what).containsExactlyInAnyOrderElementsOf(plain.told());
      }
    }
    return remembering.memory().repeated();
  }

  private void step(String what, List<RepeatedWorld> worlds) throws Exception {
    int kind = random.nextInt(100);
    Duration passing = Duration.ofSeconds(1L << random.nextInt(12));
    boolean away = random.nextInt(4) == 0;
    if (kind < 90) {
      ask(what, worlds);
      return;
    }
    settings ^= kind < 94 ? 1 << random.nextInt(SETTINGS) : 0;
    for (RepeatedWorld world : worlds) {
      switch (kind) {
        case 94 -> world.refresh();
        case 95 -> world.away(away);
        case 96, 97, 98, 99 -> world.advance(passing);
        default -> world.configure(settings);
      }
    }
  }

  private void ask(String what, List<RepeatedWorld> worlds) throws Exception {
    int connection = random.nextInt(CONNECTIONS);
    boolean last = random.nextInt(40) == 0;
    int count = last ? 1 : random.nextInt(8) == 0 ? 2 + random.nextInt(3) : 1;
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String request = last ? lastRequest() : next(connection);
      sent.append(request);
    }
    int cut = random.nextInt(6) == 0 ? random.nextInt(sent.length()) : 0;
    List<List<RawAnswer>> answers = new ArrayList<>();
    for (RepeatedWorld world : worlds) {
      answers.add(send(world, connection, sent.toString(), cut, count));
      if (last) {
        world.close(connection);
      }
    }
    assertThat(answers.get(0)).as(what + "%n" + sent).isEqualTo(answers.get(1));
  }

  private static List<RawAnswer> send(
      RepeatedWorld world, int number, String bytes, int cut, int count) throws IOException {
    RawConnection connection = world.connection(number);
    connection.send(bytes.substring(0, cut)).send(bytes.substring(cut));
    List<RawAnswer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(connection.read());
    }
    return answers;
  }

  /** Mostly the last one of that connection. */
  private String next(int connection) {
    if (random.nextInt(6) == 0) {
      lastRequests.set(connection, pool.get(random.nextInt(POOL)));
    }
    return lastRequests.get(connection);
  }

  private String request() {
    String host = random.nextInt(4) == 0 ? "elsewhere" : "127.0.0.1";
    String method = random.nextInt(20) == 0 ? "POST" : "GET";
    String header = HEADERS.get(random.nextInt(HEADERS.size()));
    String target = TARGETS.get(random.nextInt(TARGETS.size()));
    return "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s"
        .formatted(method, target, host, header, header.endsWith("abc") ? "" : "\r\n");
  }

  private String lastRequest() {
    String header = LAST_HEADERS.get(random.nextInt(LAST_HEADERS.size()));
    String target = TARGETS.get(random.nextInt(TARGETS.size()));
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n";
  }
}
