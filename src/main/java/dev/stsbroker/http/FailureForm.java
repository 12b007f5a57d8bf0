package dev.stsbroker.http;

import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON forms in which failures are answered. No form has a member that a client could take for
 * a key.
 */
enum FailureForm {
  /** {@code Code}, {@code Message}, {@code RequestId}: as Alibaba Cloud's own services write it. */
  PLAIN {
    @Override
    JsonObject body(HttpFailure failure, String requestId) {
      return new JsonObject()
          .put("Code", failure.code())
          .put("Message", failure.message())
          .put("RequestId", requestId);
    }
  },

  /**
   * {@code StatusCode}, {@code ErrorCode}, {@code ErrorMessage}, which the OSS SDKs read. The
   * status is a string, as in a success.
   */
  STATUS_CODE {
    @Override
    JsonObject body(HttpFailure failure, String requestId) {
      return new JsonObject()
          .put("StatusCode", Integer.toString(failure.status()))
          .put("ErrorCode", failure.code())
          .put("ErrorMessage", failure.message());
    }
  },

  /** The plain form, and {@code code} and {@code message}, which the AWS SDK for Java reads. */
  AWS {
    @Override
    JsonObject body(HttpFailure failure, String requestId) {
      return PLAIN
          .body(failure, requestId)
          .put("code", failure.code())
          .put("message", failure.message());
    }
  };

  private static final Pattern STATUS_CODE_PATH = Pattern.compile("/+auth(/.*)?");
  private static final Pattern AWS_PATH = Pattern.compile("/+aws(/.*)?");

  /** The form of the contract that {@code path} belongs to, whatever refuses the request. */
  static FailureForm of(@Nullable String path) {
    if (path == null) {
      return PLAIN;
    }
    if (STATUS_CODE_PATH.matcher(path).matches()) {
      return STATUS_CODE;
    }
    return AWS_PATH.matcher(path).matches() ? AWS : PLAIN;
  }

  abstract JsonObject body(HttpFailure failure, String requestId);
}
