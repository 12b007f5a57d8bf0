package dev.stsbroker.http.contract;

import io.vertx.core.buffer.Buffer;

/**
 * One credential in every form in which callers get it. Made when the credential is issued;
 * requests only write it.
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
