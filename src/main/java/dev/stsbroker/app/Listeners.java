package dev.stsbroker.app;

import dev.stsbroker.event.StoppingException;
import dev.stsbroker.http.GuardedServer;
import dev.stsbroker.http.HttpSettings;
import dev.stsbroker.http.ListenAddress;
import dev.stsbroker.time.Scheduler;
import dev.stsbroker.time.Scheduler.Task;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * The HTTP servers that listen, and their replacement: new ones open before old ones close, and old
 * ones tell their clients to reconnect for a while before they close.
 */
final class Listeners {
  /** An AssumeRole call that callers wait for has this long to come back. */
  static final Duration DRAIN = Duration.ofSeconds(8);

  /** How long a server whose place was taken serves on; whoever asks meanwhile is told to go. */
  private static final Duration NOTICE = Duration.ofSeconds(3);

  private final BiFunction<Role, ListenAddress, GuardedServer> making;
  private final Scheduler scheduler;
  private final Map<Place, Leaving> leaving = new LinkedHashMap<>();

  /**
   * Replaced as a whole and never changed: whoever starts the broker reads it on a thread of his.
   */
  private volatile Map<Place, Open> open = Map.of();

  private boolean closed;

  /**
   * @param making makes a server that does not listen yet
   * @param scheduler when to close those that leave
   */
  Listeners(BiFunction<Role, ListenAddress, GuardedServer> making, Scheduler scheduler) {
    this.making = making;
    this.scheduler = scheduler;
  }

  /**
   * Opens what {@code settings} name and is not open yet. Fails with a {@link
   * CannotListenException}, or with a {@link StoppingException} after {@link #close()}, and then
   * closes again what it opened.
   */
  Future<Opened> open(HttpSettings settings) {
    Opened opened = new Opened(new LinkedHashMap<>(), new HashSet<>());
    Future<Void> all = Future.succeededFuture();
    for (Place place : places(settings)) {
      all = all.compose(before -> open(place, settings, opened));
    }
    return all.compose(
            done ->
                closed
                    ? Future.failedFuture(new StoppingException())
                    : Future.succeededFuture(opened))
        .recover(cause -> undo(opened).transform(closed -> Future.failedFuture(cause)));
  }

  /** Serves on {@code opened} alone from now on; the others finish what they have begun. */
  void commit(Opened opened, Set<String> allowedHosts) {
    Map<Place, Open> before = open;
    open = opened.servers();
    open.values()
        .forEach(
            one -> {
              one.server().allow(allowedHosts);
              one.server().leaving(false);
            });
    before.forEach(
        (place, old) -> {
          if (!open.containsKey(place)) {
            letGo(place, old);
          }
        });
    Map.copyOf(leaving)
        .forEach(
            (place, one) -> {
              one.open().server().allow(allowedHosts);
              if (one.taken() != taken(place)) {
                one.end().cancel();
                letGo(place, one.open());
              }
            });
  }

  /** Whether a server that is open answers on {@code place} too. */
  private boolean taken(Place place) {
    return open.keySet().stream().anyMatch(other -> other.takesIn(place));
  }

  /** Closes what was opened and is not to be used. */
  private Future<Void> undo(Opened opened) {
    List<Future<Void>> closing = new ArrayList<>();
    opened
        .servers()
        .forEach(
            (place, one) -> {
              if (opened.back().contains(place) && !closed) {
                letGo(place, one);
              } else if (!open.containsKey(place)) {
                closing.add(one.server().shutdown(Duration.ZERO));
              }
            });
    return Future.join(closing).mapEmpty();
  }

  /** Lets requests under way finish, and closes; nothing opens any more. */
  Future<Void> close() {
    closed = true;
    List<Open> all = new ArrayList<>(open.values());
    leaving
        .values()
        .forEach(
            one -> {
              one.end().cancel();
              all.add(one.open());
            });
    leaving.clear();
    return Future.join(all.stream().map(one -> one.server().shutdown(DRAIN)).toList()).mapEmpty();
  }

  /** The addresses listened on, in the order of the configuration, admin's last. */
  List<ListenAddress> addresses() {
    return open.entrySet().stream()
        .map(one -> one.getKey().address().on(one.getValue().port()))
        .toList();
  }

  /** Puts a server for {@code place} into {@code opened}: the one that is there, or a new one. */
  private Future<Void> open(Place place, HttpSettings settings, Opened opened) {
    Open kept = open.get(place);
    Leaving back = leaving.remove(place);
    if (back != null) {
      back.end().cancel();
      opened.back().add(place);
      kept = back.open();
    }
    Future<Open> found = kept == null ? listen(place, settings) : Future.succeededFuture(kept);
    return found.onSuccess(one -> opened.servers().put(place, one)).mapEmpty();
  }

  /**
   * Closes {@code old} in a while. While another answers on its place too it stays, and nobody sees
   * a difference: to close it would reset what the kernel has given to it and not to the other.
   */
  private void letGo(Place place, Open old) {
    boolean taken = taken(place);
    old.server().leaving(!taken);
    if (taken) {
      leaving.put(place, new Leaving(old, true, Task.NONE));
      return;
    }
    Task end =
        scheduler.after(
            NOTICE,
            () -> {
              leaving.remove(place);
              old.server().shutdown(DRAIN);
            });
    leaving.put(place, new Leaving(old, false, end));
  }

  private Future<Open> listen(Place place, HttpSettings settings) {
    GuardedServer server = making.apply(place.role(), place.address());
    Future<Integer> listening = hasPort(place.address()) ? server.listenBeside() : server.listen();
    return listening
        .map(port -> new Open(server, port))
        .recover(
            cause ->
                Future.failedFuture(
                    new CannotListenException(
                        place.address(), settings.written().get(place.address()), cause)));
  }

  /** Whether this broker listens on that port already: then on another of its addresses. */
  private boolean hasPort(ListenAddress address) {
    return address.socket() == null
        && Stream.concat(
                open.entrySet().stream(),
                leaving.entrySet().stream()
                    .map(one -> Map.entry(one.getKey(), one.getValue().open())))
            .filter(one -> one.getKey().address().socket() == null)
            .anyMatch(one -> one.getValue().port() == address.port());
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

  private record Place(Role role, ListenAddress address) {
    /** Whether who listens here answers at {@code other} too, another address of the same port. */
    boolean takesIn(Place other) {
      ListenAddress one = other.address();
      return role == other.role()
          && !equals(other)
          && address.socket() == null
          && one.socket() == null
          && address.port() == one.port()
          && (address.host().equals("::")
              || (address.host().equals("0.0.0.0") && !one.host().contains(":")));
    }
  }

  private record Open(GuardedServer server, int port) {}

  /**
   * A server that serves until {@code end}.
   *
   * @param taken whether another answers on its place too; then it has no end
   */
  private record Leaving(Open open, boolean taken, Task end) {}

  /**
   * Servers that listen, old and new ones, in the order of the configuration.
   *
   * @param back those that were leaving
   */
  record Opened(Map<Place, Open> servers, Set<Place> back) {}
}
