package dev.stsbroker.app;

import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * The servers that listen, and how others take their place: the new ones open before the old ones
 * drain.
 */
final class Listeners {
  /** An AssumeRole call that callers wait for has this long to come back. */
  private static final Duration DRAIN = Duration.ofSeconds(8);

  private final BiFunction<Role, ListenAddress, GuardedServer> making;
  private Map<Place, Open> open = new LinkedHashMap<>();

  /**
   * @param making makes a server that does not listen yet
   */
  Listeners(BiFunction<Role, ListenAddress, GuardedServer> making) {
    this.making = making;
  }

  /**
   * Opens what {@code settings} name and is not open yet. Fails with a {@link
   * CannotListenException}, and then closes again what it opened.
   */
  Future<Opened> open(HttpSettings settings) {
    Opened opened = new Opened(new LinkedHashMap<>());
    Future<Void> all = Future.succeededFuture();
    for (Place place : places(settings)) {
      Open kept = open.get(place);
      if (kept == null) {
        all =
            all.compose(
                before ->
                    listen(place).onSuccess(one -> opened.servers().put(place, one)).mapEmpty());
      } else {
        all = all.onSuccess(before -> opened.servers().put(place, kept));
      }
    }
    return all.map(opened)
        .recover(cause -> undo(opened).transform(closed -> Future.failedFuture(cause)));
  }

  /** Serves on {@code opened} alone from now on; the others finish what they have begun. */
  void commit(Opened opened, Set<String> allowedHosts) {
    Map<Place, Open> before = open;
    open = opened.servers();
    open.values().forEach(one -> one.server().allow(allowedHosts));
    before.forEach(
        (place, old) -> {
          if (!open.containsKey(place)) {
            old.server().shutdown(DRAIN);
          }
        });
  }

  /** Closes what was opened and is not to be used. */
  Future<Void> undo(Opened opened) {
    List<Future<Void>> closing = new ArrayList<>();
    opened
        .servers()
        .forEach(
            (place, one) -> {
              if (!open.containsKey(place)) {
                closing.add(one.server().shutdown(Duration.ZERO));
              }
            });
    return Future.join(closing).mapEmpty();
  }

  /** Lets requests under way finish, and closes. */
  Future<Void> close() {
    return Future.join(open.values().stream().map(one -> one.server().shutdown(DRAIN)).toList())
        .mapEmpty();
  }

  /** The addresses listened on, in the order of the configuration, admin's last. */
  List<ListenAddress> addresses() {
    return open.entrySet().stream()
        .map(one -> new ListenAddress(one.getKey().address().host(), one.getValue().port()))
        .toList();
  }

  private Future<Open> listen(Place place) {
    GuardedServer server = making.apply(place.role(), place.address());
    return server
        .listen()
        .map(port -> new Open(server, port))
        .recover(cause -> Future.failedFuture(new CannotListenException(place.address(), cause)));
  }

  private static List<Place> places(HttpSettings settings) {
    List<Place> places = new ArrayList<>();
    settings.listen().forEach(address -> places.add(new Place(Role.JOBS, address)));
    places.add(new Place(Role.ADMIN, settings.admin()));
    return places;
  }

  /** Whom a server serves. */
  enum Role {
    JOBS,
    ADMIN
  }

  private record Place(Role role, ListenAddress address) {}

  private record Open(GuardedServer server, int port) {}

  /** Servers that listen, old and new ones, in the order of the configuration. */
  record Opened(Map<Place, Open> servers) {}
}
