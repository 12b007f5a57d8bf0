package dev.stsbroker.http;

import java.util.List;
import java.util.Set;

/**
 * Where the broker listens.
 *
 * @param listen addresses of the job listener; at least one
 * @param admin address of the admin listener
 * @param allowedHosts names accepted in {@code Host} beside the listener's own; lower case, no port
 */
public record HttpSettings(
    List<ListenAddress> listen, ListenAddress admin, Set<String> allowedHosts) {
  /** Copies the collections. */
  public HttpSettings {
    listen = List.copyOf(listen);
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
