import dev.stsbroker.access.kernel.KernelLookup;
import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.access.kernel.SocketTable;
import dev.stsbroker.access.kernel.SocketTable.Ends;
import dev.stsbroker.access.kernel.UnixPeer;
import dev.stsbroker.http.ErrorWriter;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.http.RequestGuard;
import dev.stsbroker.http.connection.ListenTransport;
import dev.stsbroker.http.connection.Peers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * What it costs to know who calls: the time of a request on a new connection and on a kept one, by
 * each way of asking the kernel, as a ratio to the same request where nobody is asked. The servers
 * take turns, so that all see the same machine; each figure is the median of all rounds.
 *
 * <p>Java 22 or later, after {@code mvn package -DskipTests} by the same: {@code java
 * --enable-native-access=ALL-UNNAMED --add-exports java.base/sun.nio.ch=ALL-UNNAMED --class-path
 * 'target/sts-broker/lib/*' src/bench/AttestationCost.java}. Arguments: rounds (60), new
 * connections of a round (40).
 */
public final class AttestationCost {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int TIME_WAIT = 15_000;

  /** They are shorter: so many for each new connection. */
  private static final int KEPT = 20;

  private static final String BODY =
      "{\"Code\":\"Success\",\"SecurityToken\":\"" + "x".repeat(600) + "\"}";
  private static final byte[] REQUEST =
      "GET /credentials HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private AttestationCost() {}

  private static final class Way {
    final String name;
    final SocketAddress address;
    final SocketChannel kept;
    final List<Long> fresh = new ArrayList<>();
    final List<Long> again = new ArrayList<>();

    Way(String name, SocketAddress address) throws IOException {
      this.name = name;
      this.address = address;
      this.kept = SocketChannel.open(address);
      ask(kept);
    }

    void round(int requests) throws IOException {
      long begin = System.nanoTime();
      for (int i = 0; i < requests; i++) {
        try (SocketChannel channel = SocketChannel.open(address)) {
          if (address instanceof InetSocketAddress) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
          }
          ask(channel);
        }
      }
      fresh.add((System.nanoTime() - begin) / requests);
      begin = System.nanoTime();
      for (int i = 0; i < KEPT * requests; i++) {
        ask(kept);
      }
      again.add((System.nanoTime() - begin) / KEPT / requests);
    }
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
    System.out.println("sock_diag: " + said(KernelLookup.ofMachine().tcpProblem()));
    System.out.println("SO_PEERGROUPS: " + said(KernelLookup.ofMachine().unixProblem()));
    Vertx vertx = ListenTransport.vertx(new VertxOptions().setEventLoopPoolSize(1));
    Path folder = Files.createTempDirectory("attestation");
    calls(folder);
    run(vertx, folder, "quiet", rounds, requests);
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      int before = timeWaits();
      for (int i = 0; i < TIME_WAIT; i++) {
        SocketChannel client = SocketChannel.open(server.getLocalAddress());
        SocketChannel accepted = server.accept();
        client.close();
        accepted.close();
      }
      System.out.println("in TIME_WAIT: " + before + " before, " + timeWaits() + " now");
    }
    run(
        vertx,
        folder,
        "after " + TIME_WAIT + " closed connections",
        Math.min(rounds, 10),
        Math.min(requests, 8));
    System.out.println("in TIME_WAIT at the end: " + timeWaits());
    vertx.close().await(60, TimeUnit.SECONDS);
    System.exit(0);
  }

  /** The questions alone, without a server. */
  private static void calls(Path folder) throws Exception {
    SocketTable table = SocketTable.ofMachine();
    KernelLookup lookup = KernelLookup.ofMachine();
    UnixDomainSocketAddress path = UnixDomainSocketAddress.of(folder.resolve("calls"));
    try (ServerSocketChannel tcp = ServerSocketChannel.open();
        ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      tcp.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      unix.bind(path);
      InetSocketAddress there = (InetSocketAddress) tcp.getLocalAddress();
      try (SocketChannel client = SocketChannel.open(there);
          SocketChannel other = SocketChannel.open(path);
          SocketChannel accepted = unix.accept()) {
        Ends ends = new Ends((InetSocketAddress) client.getLocalAddress(), there);
        call("/proc/net/tcp", 100, () -> table.peers(List.of(ends)));
        call("sock_diag", 50_000, () -> lookup.tcp(ends));
        call("the JDK's option", 2_000, () -> UnixPeer.of(accepted.getOption(UnixPeer.OPTION)));
        call("system calls", 50_000, () -> lookup.unix(accepted));
      }
    }
  }

  private static void call(String what, int times, Callable<Object> question) throws Exception {
    List<Long> took = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      long begin = System.nanoTime();
      question.call();
      took.add(System.nanoTime() - begin);
    }
    System.out.printf(
        "%-20s %8.1f us, 99%% within %.1f us%n",
        what, median(took) / 1000, took.stream().sorted().toList().get(times * 99 / 100) / 1000.0);
  }

  private static void run(Vertx vertx, Path folder, String what, int rounds, int requests)
      throws Exception {
    SocketTable table = SocketTable.ofMachine();
    List<Way> ways =
        List.of(
            way(vertx, "TCP, nobody asked", null, null),
            way(vertx, "TCP, /proc/net/tcp", new Peers(vertx, table), null),
            way(vertx, "TCP, sock_diag", new Peers(vertx), null),
            way(vertx, "unix, nobody asked", null, folder.resolve("a" + what.length())),
            way(
                vertx,
                "unix, the JDK's option",
                new Peers(vertx, table),
                folder.resolve("b" + what.length())),
            way(
                vertx,
                "unix, system calls",
                new Peers(vertx),
                folder.resolve("c" + what.length())));
    for (int i = 0; i < 2 * rounds; i++) {
      if (i == rounds) {
        ways.forEach(way -> way.fresh.clear());
        ways.forEach(way -> way.again.clear());
      }
      List<Way> turns = new ArrayList<>(ways);
      Collections.shuffle(turns);
      for (Way way : turns) {
        way.round(requests);
      }
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.printf("%n%s: %d rounds of %d, load %.1f%n", what, rounds, requests, load);
    System.out.printf("%-24s %12s %7s %12s %7s%n", "", "new, us", "ratio", "kept, us", "ratio");
    for (int i = 0; i < ways.size(); i++) {
      Way way = ways.get(i);
      Way none = ways.get(i / 3 * 3);
      System.out.printf(
          "%-24s %12.0f %7.2f %12.0f %7.2f%n",
          way.name,
          median(way.fresh) / 1000,
          ratio(way.fresh, none.fresh),
          median(way.again) / 1000,
          ratio(way.again, none.again));
      way.kept.close();
    }
  }

  private static Way way(Vertx vertx, String name, Peers peers, Path socket) throws Exception {
    ListenAddress address =
        socket == null ? new ListenAddress("127.0.0.1", 0) : ListenAddress.unix(socket);
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            context -> {
              if (peers == null) {
                answer(context);
                return;
              }
              Future<Peer> peer = peers.ask(context.request().connection());
              if (peer.isComplete()) {
                answer(context);
              } else {
                context.request().pause();
                peer.onComplete(
                    known -> {
                      context.request().resume();
                      answer(context);
                    });
              }
            });
    GuardedServer server =
        new GuardedServer(
            vertx,
            address,
            new RequestGuard(address, Set.of(), path -> Set.of(HttpMethod.GET)),
            router,
            new ErrorWriter(new Random()),
            code -> {});
    int port = server.listen().await(60, TimeUnit.SECONDS);
    return new Way(
        name,
        socket == null
            ? new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port)
            : UnixDomainSocketAddress.of(socket));
  }

  private static void answer(RoutingContext context) {
    context.response().putHeader("Content-Type", "application/json").end(BODY);
  }

  private static void ask(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(REQUEST));
    ByteBuffer answer = ByteBuffer.allocate(8192);
    while (answer.position() == 0 || answer.get(answer.position() - 1) != '}') {
      if (channel.read(answer) < 0) {
        throw new IOException("closed after " + answer.position() + " bytes");
      }
    }
  }

  /** The median of the rounds' ratios: what a round saw of the machine's other work cancels. */
  private static double ratio(List<Long> times, List<Long> none) {
    double[] ratios = new double[times.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = (double) times.get(i) / none.get(i);
    }
    Arrays.sort(ratios);
    return ratios[ratios.length / 2];
  }

  private static double median(List<Long> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private static int timeWaits() throws IOException {
    int count = 0;
    for (String line : Files.readAllLines(Path.of("/proc/net/sockstat"))) {
      if (line.startsWith("TCP:")) {
        String[] words = line.split(" ");
        count = Integer.parseInt(words[Arrays.asList(words).indexOf("tw") + 1]);
      }
    }
    return count;
  }

  private static String said(String problem) {
    return problem == null ? "used" : "not used: " + problem;
  }
}
