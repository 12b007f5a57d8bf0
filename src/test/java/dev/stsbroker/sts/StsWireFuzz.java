package dev.stsbroker.sts;

import dev.stsbroker.app.VertxScheduler;
import dev.stsbroker.credential.AccessKey;
import dev.stsbroker.credential.CredentialException;
import dev.stsbroker.secret.Secret;
import dev.stsbroker.testing.Expect;
import dev.stsbroker.time.Timing;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Any bytes on the connection to STS, which then closes it: an identity, or a failure. */
public final class StsWireFuzz {
  private static final AccessKey KEY =
      new AccessKey("LTAI5tTestKey", Secret.of("the-secret-of-the-test-key"), null);
  private static final int BUFFER = 16 * 1024;

  private StsWireFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    CompletableFuture<CallerIdentity> asked =
        Wire.STS.callerIdentity(KEY).toCompletionStage().toCompletableFuture();
    while (!asked.isDone() && !Wire.answered(input)) {
      Thread.onSpinWait();
    }
    try {
      CallerIdentity identity = asked.get(60, TimeUnit.SECONDS);
      Expect.that(!identity.arn().isBlank(), "an identity without an ARN");
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof CredentialException failure)) {
        throw e;
      }
      Expect.sentence(failure.sentence());
      Expect.that(!failure.sentence().contains("Signature="), "a signed URL in a sentence");
    }
  }

  /** The server, made when first asked for. */
  private static final class Wire {
    private static final ServerSocket SERVER = server();
    private static final AliyunSts STS = sts();

    private static ServerSocket server() {
      try {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server.setSoTimeout(20);
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static AliyunSts sts() {
      Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
      URI endpoint = URI.create("http://127.0.0.1:" + SERVER.getLocalPort());
      StsSettings settings =
          new StsSettings("cn-hangzhou", false, endpoint, Duration.ofSeconds(30), 100);
      Timing timing = new Timing(InstantSource.system(), new VertxScheduler(vertx), new Random(1));
      return new AliyunSts(
          vertx, settings, timing, StsListener.NONE, new ProxySettings(name -> null));
    }

    /** Whether a connection came to be answered; some calls fail before they have one. */
    static boolean answered(byte[] input) throws IOException {
      try (Socket socket = SERVER.accept()) {
        socket.setSoTimeout(60_000);
        byte[] request = new byte[BUFFER];
        int got = 0;
        while (got < BUFFER && !whole(request, got)) {
          int read = socket.getInputStream().read(request, got, BUFFER - got);
          if (read < 0) {
            break;
          }
          got += read;
        }
        socket.getOutputStream().write(input);
        socket.shutdownOutput();
        // What else is sent has no reader; the end comes with the answer, or with its deadline.
        socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        return true;
      } catch (SocketTimeoutException e) {
        return false;
      }
    }

    /** The form is empty or short, and comes with the head or right after it. */
    private static boolean whole(byte[] request, int length) {
      String text = new String(request, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1);
      int head = text.indexOf("\r\n\r\n");
      if (head < 0) {
        return false;
      }
      var announced =
          java.util.regex.Pattern.compile("(?i)content-length: *([0-9]+)").matcher(text);
      int body = announced.find() ? Integer.parseInt(announced.group(1)) : 0;
      return length >= head + 4 + body;
    }
  }
}
