package dev.stsbroker.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows who holds the connections there are, and closes one for a new one: of the caller that holds
 * the most. So a caller with few loses none to one with many.
 */
final class Places {
  /** Of so many connections that were to be closed one may be that has not just asked. */
  private static final int LAST_WORDS = 4;

  private final Map<Channel, Place> places = new HashMap<>();
  private final Map<Long, Holder> holders = new HashMap<>();
  private boolean requests;

  /** Takes in a connection of {@code caller}, which has not asked for anything. */
  void add(Channel channel, HttpConnection connection, long caller) {
    Holder holder = holders.computeIfAbsent(caller, Holder::new);
    places.put(channel, new Place(connection, holder));
    holder.count++;
    holder.silent.add(channel);
  }

  /** It is known now that {@code channel} is a connection of {@code caller}. */
  void know(Channel channel, long caller) {
    Place before = places.get(channel);
    if (before == null || before.holder().caller == caller) {
      return;
    }
    Holder holder = holders.computeIfAbsent(caller, Holder::new);
    before.holder().hand(channel, holder);
    places.put(channel, new Place(before.connection(), holder));
    tidy(before.holder());
  }

  /** All connections. */
  List<HttpConnection> all() {
    return places.values().stream().map(Place::connection).toList();
  }

  /** Whose {@code channel} is; null if it is closed. */
  @Nullable Long caller(Channel channel) {
    Place place = places.get(channel);
    return place == null ? null : place.holder().caller;
  }

  /** {@code channel} waits for an answer. */
  void busy(Channel channel) {
    requests = true;
    Place place = places.get(channel);
    if (place != null) {
      place.holder().move(channel, place.holder().busy);
    }
  }

  /** {@code channel} waits for nothing, since now. */
  void quiet(Channel channel) {
    Place place = places.get(channel);
    if (place != null) {
      place.holder().move(channel, place.holder().kept);
    }
  }

  /** {@code channel} sent on before it was answered. */
  void pipelines(Channel channel) {
    Place place = places.get(channel);
    if (place != null) {
      place.holder().pipelining.add(channel);
    }
  }

  /** {@code channel} is closed. */
  void remove(Channel channel) {
    Place place = places.remove(channel);
    if (place != null) {
      place.holder().forget(channel);
      tidy(place.holder());
    }
  }

  /**
   * Closes a connection for a new one of {@code caller}, which is not taken in yet; returns whether
   * one could be. Connections that wait for an answer are closed only where their caller has more
   * than the new one's would have.
   */
  boolean makeRoom(long caller) {
    Holder own = holders.get(caller);
    int ownCount = own == null ? 1 : own.count + 1;
    Holder most = own;
    int mostCount = ownCount;
    for (Holder one : holders.values()) {
      if (one.count > mostCount) {
        most = one;
        mostCount = one.count;
      }
    }
    if (most == null) {
      return false;
    }
    return closeIdle(most) || (most.caller != caller && closeAny(most));
  }

  /**
   * Closes a connection that pipelines, if there is one: it always has just asked for something.
   * Else it closes the oldest silent connection, so that silence pushes silence out; but where
   * those are few the longest quiet one, or new callers could not speak. Who has just asked stays.
   */
  private boolean closeIdle(Holder most) {
    Iterator<Channel> pipelining = most.pipelining.iterator();
    if (pipelining.hasNext()) {
      close(pipelining.next());
      return true;
    }
    for (int i = 0; i < LAST_WORDS; i++) {
      boolean manySilent = most.silent.size() * 4 >= most.count;
      Set<Channel> leaving = manySilent || most.kept.isEmpty() ? most.silent : most.kept;
      if (leaving.isEmpty()) {
        return false;
      }
      Channel longest = leaving.iterator().next();
      requests = false;
      hear(longest);
      if (!requests) {
        close(longest);
        return true;
      }
    }
    return false;
  }

  /** Also one that waits for an answer, or has just asked: its caller has more than its share. */
  private boolean closeAny(Holder most) {
    for (Set<Channel> some : List.of(most.busy, most.silent, most.kept)) {
      Iterator<Channel> longest = some.iterator();
      if (longest.hasNext()) {
        close(longest.next());
        return true;
      }
    }
    return false;
  }

  private void close(Channel channel) {
    remove(channel);
    Connections.close(channel);
  }

  private void tidy(Holder holder) {
    if (holder.count == 0) {
      holders.remove(holder.caller);
    }
  }

  /** Reads what may have come from {@code channel} since the event loop looked last. */
  private static void hear(Channel channel) {
    if (channel.unsafe() instanceof AbstractNioChannel.NioUnsafe socket
        && channel.config().isAutoRead()) {
      socket.read();
    }
  }

  private record Place(HttpConnection connection, Holder holder) {}

  /** The connections of one caller; each is in one of the first three sets. */
  private static final class Holder {
    private final long caller;
    private int count;

    /** Those that never asked for anything, the oldest first. */
    private final Set<Channel> silent = new LinkedHashSet<>();

    /** Those that were answered and wait for nothing, the longest quiet first. */
    private final Set<Channel> kept = new LinkedHashSet<>();

    /** Those that wait for an answer, the longest first. */
    private final Set<Channel> busy = new LinkedHashSet<>();

    /** Those that sent on before they were answered, which no known client does; oldest first. */
    private final Set<Channel> pipelining = new LinkedHashSet<>();

    Holder(long caller) {
      this.caller = caller;
    }

    void move(Channel channel, Set<Channel> to) {
      silent.remove(channel);
      kept.remove(channel);
      busy.remove(channel);
      to.add(channel);
    }

    void hand(Channel channel, Holder other) {
      Set<Channel> to =
          silent.contains(channel)
              ? other.silent
              : kept.contains(channel) ? other.kept : other.busy;
      to.add(channel);
      if (pipelining.contains(channel)) {
        other.pipelining.add(channel);
      }
      other.count++;
      forget(channel);
    }

    void forget(Channel channel) {
      count--;
      silent.remove(channel);
      kept.remove(channel);
      busy.remove(channel);
      pipelining.remove(channel);
    }
  }
}
