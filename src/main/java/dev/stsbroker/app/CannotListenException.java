package dev.stsbroker.app;

import dev.stsbroker.http.ListenAddress;
import java.net.BindException;

/** An address could not be listened on; the message says which and why, for people. */
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotListenException(ListenAddress address, Throwable cause) {
    super(sentence(address, cause), null, false, false);
  }

  private static String sentence(ListenAddress address, Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    if (address.socket() != null) {
      return "cannot listen on " + address + ": " + said;
    }
    if (cause instanceof BindException && said.contains("in use")) {
      return "cannot listen on " + address + ": the port is in use (another broker?)";
    }
    if (said.contains("ermission denied")) {
      return "cannot listen on " + address + ": permission denied (ports below 1024 need root)";
    }
    return "cannot listen on " + address + ": " + said;
  }
}
