package dev.stsbroker.sdk;

import com.aliyun.credentials.Client;
import com.aliyun.credentials.models.CredentialModel;
import io.vertx.core.json.JsonObject;

/** A job: prints the credential that the default chain finds. */
final class PrintCredential {
  private PrintCredential() {}

  public static void main(String[] args) {
    CredentialModel credential = new Client().getCredential();
    System.out.println(
        new JsonObject()
            .put("accessKeyId", credential.getAccessKeyId())
            .put("accessKeySecret", credential.getAccessKeySecret())
            .put("securityToken", credential.getSecurityToken()));
  }
}
