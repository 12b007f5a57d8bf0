package dev.stsbroker.sandbox.rpc;

import dev.stsbroker.text.PlainText;
import java.time.Instant;

/**
 * A call the STS has seen. Texts are as the client sent them, cut and without control characters;
 * empty where it sent none.
 *
 * @param at when, by the sandbox's clock
 * @param action such as {@code AssumeRole}
 * @param accessKeyId who signed, or claimed to
 * @param roleArn the role asked for
 * @param sessionName the session's name
 * @param oidcToken where the token of an AssumeRoleWithOIDC was
 * @param outcome {@code OK}, or the code of the error
 * @param fault the name of the scripted fault; empty for none
 */
public record StsCall(
    Instant at,
    String action,
    String accessKeyId,
    String roleArn,
    String sessionName,
    TokenPlace oidcToken,
    String outcome,
    String fault) {
  /** The outcome of a call that went well. */
  public static final String OK = "OK";

  private static final int LONGEST = 128;

  /** A call that could not be read. */
  public static StsCall unreadable(Instant at, String outcome, String fault) {
    return new StsCall(at, "", "", "", "", TokenPlace.NONE, outcome, fault);
  }

  public static StsCall of(RpcRequest request, Instant at, String outcome, String fault) {
    return new StsCall(
        at,
        printable(request.action()),
        printable(accessKeyId(request)),
        printable(request.parameter("RoleArn")),
        printable(request.parameter("RoleSessionName")),
        TokenPlace.of(request),
        outcome,
        fault);
  }

  private static String accessKeyId(RpcRequest request) {
    if (!request.signedInHeader()) {
      return request.parameter("AccessKeyId");
    }
    return Acs3Signature.Authorization.parse(request.header("authorization"))
        .map(Acs3Signature.Authorization::accessKeyId)
        .orElse("");
  }

  /** Safe to log and to keep: cut, without white space and control characters. */
  public static String printable(String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return PlainText.blanked(cut, LONGEST).replaceAll("[\\p{Z}\\s]", "?");
  }

  /** Where a call carried its {@code OIDCToken}. */
  public enum TokenPlace {
    /** Nowhere. */
    NONE,
    /** In the form body, where it belongs. */
    BODY,
    /** In the URL, which proxies and error messages repeat. */
    URL;

    static TokenPlace of(RpcRequest request) {
      if (request.query().containsKey("OIDCToken")) {
        return URL;
      }
      return request.form().containsKey("OIDCToken") ? BODY : NONE;
    }
  }
}
