package dev.stsbroker.sandbox.sts;

import dev.stsbroker.sandbox.fault.Answer;
import dev.stsbroker.sandbox.fault.AnswerWriter;
import dev.stsbroker.sandbox.fault.Fault;
import dev.stsbroker.sandbox.rpc.RequestReader;
import dev.stsbroker.sandbox.rpc.RpcRequest;
import dev.stsbroker.sandbox.rpc.StsCall;
import dev.stsbroker.sandbox.rpc.StsError;
import dev.stsbroker.sandbox.rpc.StsRefusal;
import dev.stsbroker.sandbox.server.BodyProblem;
import dev.stsbroker.sandbox.server.CallLine;
import dev.stsbroker.sandbox.server.Intake;
import dev.stsbroker.text.OneLine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** STS on HTTP: reads requests, lets faults happen, logs one line a call, has answers written. */
public final class StsEndpoint {
  private static final Logger LOG = OneLine.named("StsEndpoint");

  private final StsService service;
  private final SandboxCloud cloud;
  private final InstantSource clock;
  private final AnswerWriter writer;
  private final Intake intake;

  public StsEndpoint(
      StsService service,
      SandboxCloud cloud,
      InstantSource clock,
      AnswerWriter writer,
      Intake intake) {
    this.service = service;
    this.cloud = cloud;
    this.clock = clock;
    this.writer = writer;
    this.intake = intake;
  }

  /** Takes a request; no more of its body is kept than any call needs. */
  public void handle(HttpServerRequest http) {
    http.pause();
    intake
        .text(http, RequestReader.LARGEST_BODY)
        .onSuccess(body -> answer(http, body, null))
        .onFailure(
            cause -> {
              if (cause instanceof BodyProblem problem) {
                http.response().putHeader("Connection", "close");
                answer(http, Buffer.buffer(), refusal(problem));
                intake.discard(http).onComplete(dropped -> http.connection().close());
              }
            });
  }

  private static StsRefusal refusal(BodyProblem problem) {
    return switch (problem.reason()) {
      case TOO_LARGE -> StsError.TOO_LARGE.refusal();
      case TOO_SLOW -> StsError.TOO_SLOW.refusal();
      case BUSY -> StsError.UNAVAILABLE.refusal();
    };
  }

  private void answer(HttpServerRequest http, Buffer body, @Nullable StsRefusal unread) {
    Fault fault = cloud.faults().take();
    Instant now = clock.instant().plus(fault.skew());
    Answer answer;
    try {
      answer = Answer.json(200, succeed(new Received(http, body, unread), fault, now));
    } catch (StsRefusal refusal) {
      String host = http.getHeader("Host");
      JsonObject refused = StsService.refused(refusal, host == null ? "sts.aliyuncs.com" : host);
      answer = Answer.json(refusal.status(), refused);
    }
    writer.write(http.response(), fault.change(answer), fault, now);
  }

  /**
   * @param unread why its body was not read; null if it was
   */
  private record Received(HttpServerRequest http, Buffer body, @Nullable StsRefusal unread) {
    RpcRequest read() {
      if (unread != null) {
        throw unread;
      }
      return RequestReader.read(http, body);
    }
  }

  private JsonObject succeed(Received received, Fault fault, Instant now) {
    RpcRequest request;
    try {
      request = received.read();
    } catch (StsRefusal refusal) {
      note(StsCall.unreadable(now, refusal.code(), fault.name()));
      throw refusal;
    }
    try {
      JsonObject answer = process(request, fault, now);
      note(StsCall.of(request, now, StsCall.OK, fault.name()));
      return answer;
    } catch (StsRefusal refusal) {
      note(StsCall.of(request, now, refusal.code(), fault.name()));
      throw refusal;
    }
  }

  private JsonObject process(RpcRequest request, Fault fault, Instant now) {
    StsRefusal refusal = fault.refusal();
    if (refusal != null) {
      throw refusal;
    }
    return service.answer(request, new CallContext(now, request.remoteAddress(), fault.lifetime()));
  }

  private void note(StsCall call) {
    cloud.add(call);
    CallLine line =
        new CallLine("sts")
            .with("action", call.action())
            .with("outcome", call.outcome())
            .with("role", call.roleArn())
            .with("session", call.sessionName())
            .with("key", call.accessKeyId())
            .with("fault", call.fault());
    LOG.info("{}", line);
  }
}
