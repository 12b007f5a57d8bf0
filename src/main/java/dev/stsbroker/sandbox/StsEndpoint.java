package dev.stsbroker.sandbox;

import dev.stsbroker.text.OneLine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;

/** STS on HTTP: reads requests, lets faults happen, logs one line a call, has answers written. */
final class StsEndpoint {
  private static final Logger LOG = OneLine.named("StsEndpoint");

  private final StsService service;
  private final SandboxCloud cloud;
  private final InstantSource clock;
  private final AnswerWriter writer;

  StsEndpoint(StsService service, SandboxCloud cloud, InstantSource clock, AnswerWriter writer) {
    this.service = service;
    this.cloud = cloud;
    this.clock = clock;
    this.writer = writer;
  }

  /** Takes a request; no more of its body is kept than any call needs. */
  void handle(HttpServerRequest http) {
    Buffer body = Buffer.buffer();
    http.handler(
        chunk -> {
          if (body.length() <= RequestReader.LARGEST_BODY) {
            body.appendBuffer(chunk);
          }
        });
    http.endHandler(end -> answer(http, body));
  }

  private void answer(HttpServerRequest http, Buffer body) {
    Fault fault = cloud.faults().take();
    Instant now = clock.instant().plus(fault.skew());
    Answer answer;
    try {
      answer = Answer.json(200, succeed(http, body, fault, now));
    } catch (StsRefusal refusal) {
      String host = http.getHeader("Host");
      JsonObject refused = StsService.refused(refusal, host == null ? "sts.aliyuncs.com" : host);
      answer = Answer.json(refusal.status(), refused);
    }
    writer.write(http.response(), fault.change(answer), fault, now);
  }

  private JsonObject succeed(HttpServerRequest http, Buffer body, Fault fault, Instant now) {
    RpcRequest request;
    try {
      request = RequestReader.read(http, body);
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
    return service.answer(
        request, new Circumstances(now, request.remoteAddress(), fault.lifetime()));
  }

  private void note(StsCall call) {
    cloud.add(call);
    LOG.info(
        "sts action={} outcome={} role={} session={} key={} fault={}",
        call.action(),
        call.outcome(),
        call.roleArn(),
        call.sessionName(),
        call.accessKeyId(),
        call.fault());
  }
}
