package dev.stsbroker.sts;

import dev.stsbroker.credential.FailureCode;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Describes why a connection failed, in the broker's own words: messages of libraries are not
 * passed on, because they may contain URLs.
 */
public final class Cause {
  /** How the library for proxies tells the status of an answer to CONNECT. */
  private static final Pattern STATUS = Pattern.compile("status: ([0-9]{3})\\b");

  /** The status by which a proxy asks who is there; STS has no use for it. */
  static final int PROXY_ASKS = 407;

  static final String PROXY_ASKS_SENTENCE =
      "the proxy asks for authentication (expected: a user and password that it takes, in"
          + " HTTPS_PROXY=http://user:password@host:port)";

  private Cause() {}

  /** Whether it was a proxy that refused, or the connection. */
  static FailureCode code(Throwable cause) {
    return proxyStatus(cause) == null ? FailureCode.UNREACHABLE : FailureCode.PROXY_REFUSED;
  }

  private static @Nullable String proxyStatus(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      // By name, because the class is from a library of Vert.x and not a dependency of the broker.
      boolean proxy = at.getClass().getName().endsWith("ProxyConnectException");
      Matcher status = STATUS.matcher(String.valueOf(at.getMessage()));
      if (proxy && status.find()) {
        return status.group(1);
      }
    }
    return null;
  }

  /** A few words on {@code cause}; never its message. */
  public static String of(Throwable cause) {
    String proxys = proxyStatus(cause);
    if (proxys != null) {
      return proxys.equals(Integer.toString(PROXY_ASKS))
          ? PROXY_ASKS_SENTENCE
          : "the proxy does not let it through, HTTP " + proxys;
    }
    if (cause instanceof ConnectException) {
      return "refused or not reachable";
    }
    if (cause instanceof UnknownHostException) {
      return "the host name is not known";
    }
    if (cause instanceof SSLException) {
      return "TLS was not agreed on, or the certificate is not trusted";
    }
    return "closed or broken (" + cause.getClass().getSimpleName() + ")";
  }
}
