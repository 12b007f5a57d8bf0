package dev.stsbroker.app;

import dev.stsbroker.http.ListenAddress;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when the broker cannot listen on an address; the message names the address and the reason,
 * for people.
 */
public final class CannotListenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param written what the message calls the address; null for its own text
   */
  CannotListenException(ListenAddress address, @Nullable String written, Throwable cause) {
    super(sentence(address, written, cause), null, false, false);
  }

  private static String sentence(ListenAddress address, @Nullable String written, Throwable cause) {
    String start = "cannot listen on " + (written == null ? address : written) + ": ";
    String said = String.valueOf(cause.getMessage());
    boolean socket = address.socket() != null;
    if (!socket && cause instanceof BindException && said.contains("in use")) {
      return start + "the port is in use (another broker?)";
    }
    if (!socket && said.contains("ermission denied")) {
      return start + "permission denied (ports below 1024 need root)";
    }
    // The system's message may contain the address with its placeholders filled in.
    return start + (written == null || !said.contains("/") ? said : "the address cannot be had");
  }
}
