package dev.stsbroker.sandbox;

import dev.stsbroker.sandbox.fault.AnswerBody;
import dev.stsbroker.sandbox.oss.OssService;
import dev.stsbroker.sandbox.oss.admission.Admission;
import dev.stsbroker.sandbox.oss.request.Content;
import dev.stsbroker.sandbox.oss.request.OssAnswer;
import dev.stsbroker.sandbox.oss.request.OssRefusal;
import dev.stsbroker.sandbox.oss.store.Incoming;
import dev.stsbroker.sandbox.oss.store.Received;
import dev.stsbroker.sandbox.server.BodyProblem;
import dev.stsbroker.sandbox.server.Intake;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Moves the bytes of objects between sockets and files; blocking work is done on its own threads.
 */
final class ObjectTraffic {
  private final OssService service;
  private final Intake intake;
  private final WorkerExecutor files;

  ObjectTraffic(OssService service, Intake intake, WorkerExecutor files) {
    this.service = service;
    this.intake = intake;
    this.files = files;
  }

  /** Does what a request was admitted for, once that what it needs has come. */
  Future<OssAnswer> perform(HttpServerRequest http, Admission admission) {
    return switch (admission.wanted()) {
      case NOTHING ->
          Future.succeededFuture(Buffer.buffer()).map(none -> service.perform(admission, none));
      case TEXT ->
          intake
              .text(http, OssService.LARGEST_TEXT)
              .map(document -> service.perform(admission, document(admission, document)));
      case CONTENT ->
          receive(http, admission).map(received -> service.perform(admission, received));
      case SUMS ->
          blocking(admission::summed).map(received -> service.perform(admission, received));
    };
  }

  private static Buffer document(Admission admission, Buffer body) {
    Buffer document = admission.decoded(body);
    admission.end();
    return document;
  }

  private Future<Received> receive(HttpServerRequest http, Admission admission) {
    Incoming incoming = service.incoming();
    return intake
        .content(http, piece -> blocking(() -> incoming.write(admission.decoded(piece))))
        .compose(whole -> blocking(admission::end))
        .compose(checked -> blocking(incoming::finish))
        .recover(
            cause ->
                blocking(incoming::abandon).transform(forgotten -> Future.failedFuture(cause)));
  }

  private Future<Void> blocking(Runnable work) {
    return blocking(
        () -> {
          work.run();
          return null;
        });
  }

  private <T extends @Nullable Object> Future<T> blocking(Callable<T> work) {
    return files.executeBlocking(work, false);
  }

  /** What OSS says of a body that was not taken in. */
  static OssRefusal refusal(BodyProblem problem) {
    return switch (problem.reason()) {
      case TOO_LARGE -> new OssRefusal(400, "EntityTooLarge", "The document is larger than 2 MiB.");
      case TOO_SLOW ->
          new OssRefusal(
              400,
              "RequestTimeout",
              "Your socket connection to the server was not read from or written to within the"
                  + " timeout period.");
      case BUSY -> new OssRefusal(503, "ServiceUnavailable", "Please reduce your request rate.");
    };
  }

  /** The body of an answer, read while it is sent. */
  AnswerBody body(OssAnswer answer) {
    Content content = answer.content();
    if (content == null) {
      return AnswerBody.of(answer.body());
    }
    return new AnswerBody() {
      @Override
      public long length() {
        return content.length();
      }

      @Override
      public Future<Buffer> read(long from, int most) {
        return blocking(() -> content.read(from, most));
      }
    };
  }
}
