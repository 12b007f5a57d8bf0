package dev.stsbroker.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of the broker's listeners, and of what requests need.
 *
 * @param listen addresses of the job listener; at least one
 * @param admin address of the admin listener
 * @param allowedHosts names accepted in {@code Host} beside the listener's own; lower case, no port
 * @param requireMetadataToken whether metadata is read with a token, or a caller's secret, alone
 * @param requestsPerSecond of each caller, and as many at once; 0 for no bound
 * @param written what messages call addresses, where that is not their text: as they are written,
 *     before anything was filled in
 */
public record HttpSettings(
    List<ListenAddress> listen,
    ListenAddress admin,
    Set<String> allowedHosts,
    boolean requireMetadataToken,
    int requestsPerSecond,
    Map<ListenAddress, String> written) {
  /** With addresses that messages show as they are, and no bound on requests. */
  public HttpSettings(
      List<ListenAddress> listen,
      ListenAddress admin,
      Set<String> allowedHosts,
      boolean requireMetadataToken) {
    this(listen, admin, allowedHosts, requireMetadataToken, 0, Map.of());
  }

  /** Copies the collections. */
  public HttpSettings {
    listen = List.copyOf(listen);
    allowedHosts = Set.copyOf(allowedHosts);
    written = Map.copyOf(written);
  }
}
