package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.oss.OssAnswer;
import dev.stsbroker.sandbox.oss.OssRefusal;
import dev.stsbroker.sandbox.oss.OssRequest;
import dev.stsbroker.sandbox.oss.OssRequestReader;
import dev.stsbroker.sandbox.oss.OssService;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The sandbox's OSS on HTTP, with faults and a log of its own. It takes requests to an address and,
 * if it is used as a proxy, to the real endpoints' names. Its switches are safe to use from any
 * thread.
 */
public final class SandboxOss {
  private static final Logger LOG = OneLine.named("SandboxOss");

  private final InstantSource clock;
  private final OssService service;
  private final FaultScript faults = new FaultScript();
  private final RecentCalls<OssCall> calls = new RecentCalls<>();
  private final AnswerWriter writer;
  private final LocalServer server;

  SandboxOss(Vertx vertx, OssSettings settings, SandboxCloud cloud, InstantSource clock) {
    this.clock = clock;
    Instant now = clock.instant();
    service =
        new OssService(
            settings.buckets().stream().map(OssSettings.FilledBucket::bucket).toList(),
            new SessionKeys(cloud),
            now);
    for (OssSettings.FilledBucket filled : settings.buckets()) {
      String bucket = filled.bucket().name();
      filled.objects().forEach((key, text) -> put(bucket, key, Buffer.buffer(text)));
    }
    writer = new AnswerWriter(vertx, faults);
    server = new LocalServer(vertx, settings.host(), settings.port(), this::handle);
  }

  /** Listens again after {@link #close()}, on the same port; the sandbox starts it first. */
  public Future<Void> start() {
    return server.start();
  }

  /** Refuses connections from now on, and ends those there are; objects stay. */
  public Future<Void> close() {
    return server.close();
  }

  /** The port; the one asked for, or the one that was free. */
  public int port() {
    return server.port();
  }

  /**
   * What goes wrong here, request by request: refusals, delays, broken connections and a wrong
   * clock. Faults in what STS answers change nothing here.
   */
  public FaultScript faults() {
    return faults;
  }

  /** The last requests, at most 10,000, oldest first. */
  public List<OssCall> calls() {
    return calls.calls();
  }

  /** Writes an object past signatures and policies; the bucket must exist and have room. */
  public void put(String bucket, String key, Buffer content) {
    service.put(bucket, key, content, clock.instant());
  }

  /** Reads an object past signatures and policies; empty if it does not exist. */
  public Optional<Buffer> content(String bucket, String key) {
    return service.content(bucket, key);
  }

  private void handle(HttpServerRequest http) {
    Buffer body = Buffer.buffer();
    http.handler(
        chunk -> {
          if (body.length() <= OssService.LARGEST_BODY) {
            body.appendBuffer(chunk);
          }
        });
    http.endHandler(end -> answer(http, body));
    if ("100-continue".equalsIgnoreCase(http.getHeader("Expect"))) {
      http.response().writeContinue();
    }
  }

  private void answer(HttpServerRequest http, Buffer body) {
    Fault fault = faults.take();
    Instant now = clock.instant().plus(fault.skew());
    String action = "";
    try {
      OssRequest request = OssRequestReader.read(http, body);
      action = OssService.action(request);
      refuseIfTold(fault);
      OssAnswer answer = service.answer(request, now);
      note(new Seen(http, now, fault), action, answer, StsCall.OK);
      write(http, answer, fault, now);
    } catch (OssRefusal refusal) {
      String host = http.getHeader("Host");
      OssAnswer answer = OssService.refused(refusal, host == null ? "" : host);
      note(new Seen(http, now, fault), action, answer, refusal.code());
      write(http, answer, fault, now);
    }
  }

  private static void refuseIfTold(Fault fault) {
    StsRefusal told = fault.refusal();
    if (told != null) {
      throw new OssRefusal(told.status(), told.code(), told.sentence());
    }
  }

  private void write(HttpServerRequest http, OssAnswer whole, Fault fault, Instant now) {
    boolean head = http.method().equals(HttpMethod.HEAD);
    OssAnswer answer = head ? OssService.withoutBody(whole) : whole;
    String length = Integer.toString(answer.body().length());
    http.response()
        .setStatusCode(answer.status())
        .putHeader("Server", "AliyunOSS")
        .putHeader("Date", AnswerWriter.httpDate(now))
        .putHeader("Content-Length", length);
    answer.headers().forEach(http.response()::putHeader);
    writer.deliver(http.response(), answer.body(), fault);
  }

  private void note(Seen seen, String action, OssAnswer answer, String code) {
    String path = StsCall.printable(seen.http.path() == null ? "" : seen.http.path());
    String shown = StsCall.printable(code);
    String fault = seen.fault.name();
    calls.add(new OssCall(seen.at, action, path, answer.status(), shown, fault));
    LOG.info(
        "oss action={} path={} status={} code={} fault={}",
        action,
        path,
        answer.status(),
        shown,
        fault);
  }

  private record Seen(HttpServerRequest http, Instant at, Fault fault) {}
}
