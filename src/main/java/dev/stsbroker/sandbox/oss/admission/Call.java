package dev.stsbroker.sandbox.oss.admission;

import dev.stsbroker.sandbox.oss.request.OssError;
import dev.stsbroker.sandbox.oss.request.OssRequest;
import dev.stsbroker.sandbox.oss.request.Target;
import dev.stsbroker.sandbox.oss.signature.KeyDirectory.KeyHolder;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;

/**
 * A request whose sender is known and may do what it asks.
 *
 * @param request as it came
 * @param target what it is about
 * @param holder who sent it
 * @param now when
 * @param s3 whether it was asked in S3's way and is to be answered so
 */
public record Call(OssRequest request, Target target, KeyHolder holder, Instant now, boolean s3) {
  public String header(String name) {
    return request.header(name);
  }

  public String parameter(String name) {
    return request.parameter(name);
  }

  /** A whole number among the parameters, {@code otherwise} if it is missing. */
  public int number(String name, int otherwise, int largest) {
    String text = parameter(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, like a number out of bounds.
    }
    throw OssError.INVALID_ARGUMENT
        .refusal("Argument " + name + " must be an integer between 0 and " + largest + ".")
        .with("ArgumentName", name)
        .with("ArgumentValue", text);
  }

  /** The same with the request's body. */
  public Call with(Buffer document) {
    return new Call(request.with(document), target, holder, now, s3);
  }

  /** The only storage class there is, as the sender knows it. */
  public String storageClass() {
    return s3 ? "STANDARD" : "Standard";
  }

  /** Whether names in the answer are to be percent-encoded. */
  public boolean encoded() {
    return parameter("encoding-type").equals("url");
  }
}
