package dev.stsbroker.http.contract;

import io.vertx.core.buffer.Buffer;

/**
 * One credential in every body that callers are sent, made when it was issued and only written
 * afterwards.
 *
 * @param flat the flat JSON object that all Alibaba Cloud clients read
 * @param aws the AWS SDKs' object
 */
public record Bodies(Buffer flat, Buffer aws) {
  @Override
  public String toString() {
    return "Bodies[" + (flat.length() + aws.length()) + " bytes]";
  }
}
