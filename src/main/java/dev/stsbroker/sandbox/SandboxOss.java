package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.fault.AnswerBody;
import dev.stsbroker.sandbox.fault.AnswerWriter;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.fault.FaultyServer;
import dev.stsbroker.sandbox.oss.OssService;
import dev.stsbroker.sandbox.oss.admission.Admission;
import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.OssRequestReader;
import dev.stsbroker.sandbox.oss.store.ObjectFolder;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.server.BodyProblem;
import dev.stsbroker.sandbox.server.CallLine;
import dev.stsbroker.sandbox.server.Intake;
import dev.stsbroker.sandbox.server.SandboxMemory;
import dev.stsbroker.sandbox.settings.OssSettings;
import dev.stsbroker.sandbox.sts.SandboxCloud;
import dev.stsbroker.text.OneLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The sandbox's OSS on HTTP, with faults and a log of its own. It takes requests to an address and,
 * if it is used as a proxy, to the real endpoints' names. Its switches are safe to use from any
 * thread.
 */
public final class SandboxOss extends FaultyServer<SandboxOss.OssCall> {
  private static final Logger LOG = OneLine.named("SandboxOss");

  /** Reading and writing files is done by so many threads. */
  private static final int FILE_THREADS = 2;

  private final InstantSource clock;
  private final OssService service;
  private final ObjectTraffic traffic;
  private final Intake intake;

  SandboxOss(Vertx vertx, OssSettings settings, SandboxCloud cloud, InstantSource clock) {
    super(vertx, settings.host(), settings.port());
    this.clock = clock;
    SandboxMemory memory = SandboxMemory.ofProcess();
    intake = new Intake(vertx, Intake.Bounds.of(memory.text(), memory.contents()));
    WorkerExecutor files = vertx.createSharedWorkerExecutor("sandbox-objects", FILE_THREADS);
    service =
        new OssService(
            settings.buckets().stream().map(OssSettings.FilledBucket::bucket).toList(),
            new SessionKeys(cloud),
            clock.instant(),
            folder(vertx, settings, files),
            memory.objectList());
    for (OssSettings.FilledBucket filled : settings.buckets()) {
      String bucket = filled.bucket().name();
      filled.objects().forEach((key, text) -> service.put(bucket, key, text, clock.instant()));
    }
    traffic = new ObjectTraffic(service, intake, files);
  }

  /** The folder goes with the Vert.x: a cloud that is closed can be started again. */
  private static ObjectFolder folder(Vertx vertx, OssSettings settings, WorkerExecutor files) {
    ObjectFolder folder =
        new ObjectFolder(
            Path.of(System.getProperty("java.io.tmpdir")),
            settings.capacity(),
            deletion -> erase(files, deletion));
    ((VertxInternal) vertx)
        .addCloseHook(
            completion -> {
              try {
                folder.remove();
                completion.succeed();
              } catch (IOException e) {
                completion.fail(e);
              }
            });
    return folder;
  }

  private static void erase(WorkerExecutor files, Runnable deletion) {
    files.executeBlocking(
        () -> {
          deletion.run();
          return null;
        },
        false);
  }

  /** Writes an object past signatures and policies; the bucket must exist and have room. Blocks. */
  public void put(String bucket, String key, Buffer content) {
    service.put(bucket, key, content, clock.instant());
  }

  /**
   * Reads an object past signatures and policies; empty if it does not exist. Blocks.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<Buffer> content(String bucket, String key) {
    return service.content(bucket, key).map(SandboxOss::whole);
  }

  /** How many bytes of objects there are. */
  long used() {
    return service.folder().used();
  }

  private static Buffer whole(Content content) {
    Buffer whole = Buffer.buffer();
    try {
      while (whole.length() < content.length()) {
        whole.appendBuffer(content.read(whole.length(), Intake.PIECE));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      content.release();
    }
    return whole;
  }

  @Override
  protected void handle(HttpServerRequest http) {
    http.pause();
    Fault fault = faults().take();
    Seen seen = new Seen(http, clock.instant().plus(fault.skew()), fault);
    decide(seen)
        .onSuccess(answer -> write(seen, answer, StsCall.OK))
        .onFailure(
            cause -> {
              if (cause instanceof OssRefusal refusal) {
                refuse(seen, refusal);
              } else if (cause instanceof BodyProblem problem) {
                refuse(seen, ObjectTraffic.refusal(problem));
              } else if (!http.response().closed()) {
                LOG.warn("oss request failed", cause);
                refuse(seen, new OssRefusal(500, "InternalError", "The sandbox failed inside."));
              }
            });
  }

  /** Whether it may be done is decided before the first byte of a body is read. */
  private Future<OssAnswer> decide(Seen seen) {
    try {
      OssRequest head = OssRequestReader.read(seen.http);
      seen.head = head;
      seen.action = OssService.action(head);
      refuseIfTold(seen.fault);
      if (head.method().equals("OPTIONS")) {
        return Future.succeededFuture(service.cors().preflight(head));
      }
      Admission admission = service.admit(head, seen.at);
      OssService.warning(head)
          .ifPresent(warning -> LOG.warn("oss action={} warning={}", seen.action, warning));
      return traffic.perform(seen.http, admission);
    } catch (OssRefusal refusal) {
      return Future.failedFuture(refusal);
    }
  }

  private void refuse(Seen seen, OssRefusal refusal) {
    String host = seen.http.getHeader("Host");
    OssRequest head = seen.head;
    boolean s3 = head != null && OssService.isS3(head);
    write(seen, OssAnswer.refused(refusal, host == null ? "" : host, s3), refusal.code());
  }

  private static void refuseIfTold(Fault fault) {
    StsRefusal told = fault.refusal();
    if (told != null) {
      throw new OssRefusal(told.status(), told.code(), told.sentence());
    }
  }

  private void write(Seen seen, OssAnswer whole, String code) {
    HttpServerRequest http = seen.http;
    note(seen, whole, code);
    boolean bare = http.method().equals(HttpMethod.HEAD);
    OssAnswer made = bare ? whole.withoutBody() : whole;
    OssRequest head = seen.head;
    OssAnswer answer = head == null ? made : service.cors().shared(head, made);
    AnswerBody body = traffic.body(answer);
    boolean unread = Intake.hasBody(http) && !http.isEnded();
    http.response()
        .setStatusCode(answer.status())
        .putHeader("Server", "AliyunOSS")
        .putHeader("Date", AnswerWriter.httpDate(seen.at))
        .putHeader("Content-Length", Long.toString(body.length()));
    answer.headers().forEach(http.response()::putHeader);
    if (unread) {
      http.response().putHeader("Connection", "close");
    }
    Future<Void> sent =
        writer()
            .deliver(http.response(), body, seen.fault)
            .onComplete(
                done -> {
                  Content content = answer.content();
                  if (content != null) {
                    content.release();
                  }
                });
    if (unread) {
      intake.discard(http).compose(dropped -> sent).onComplete(over -> http.connection().close());
    }
  }

  private void note(Seen seen, OssAnswer answer, String code) {
    String path = StsCall.printable(seen.http.path() == null ? "" : seen.http.path());
    String shown = StsCall.printable(code);
    String fault = seen.fault.name();
    seen(new OssCall(seen.at, seen.action, path, answer.status(), shown, fault));
    CallLine line =
        new CallLine("oss")
            .with("action", seen.action)
            .with("path", path)
            .with("status", answer.status())
            .with("code", shown)
            .with("fault", fault);
    LOG.info("{}", line);
  }

  /** A request that is being answered. */
  private static final class Seen {
    private final HttpServerRequest http;
    private final Instant at;
    private final Fault fault;
    private String action = "";
    private @Nullable OssRequest head;

    Seen(HttpServerRequest http, Instant at, Fault fault) {
      this.http = http;
      this.at = at;
      this.fault = fault;
    }
  }

  /**
   * A request the OSS has seen. Texts are as the client sent them, cut and without control
   * characters.
   *
   * @param at when, by the sandbox's clock
   * @param action such as {@code oss:GetObject}; empty for what this OSS does not have
   * @param path as sent, without the query
   * @param status of the answer
   * @param code of the error; {@link StsCall#OK} for none
   * @param fault the name of the scripted fault; empty for none
   */
  public record OssCall(
      Instant at, String action, String path, int status, String code, String fault) {}
}
