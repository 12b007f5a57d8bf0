package dev.stsbroker.sts;

import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/**
 * What broke a connection, in words of ours: foreign messages are not passed on, they may carry
 * URLs.
 */
public final class Cause {
  private Cause() {}

  /** A few words on {@code cause}; never its message. */
  public static String of(Throwable cause) {
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
