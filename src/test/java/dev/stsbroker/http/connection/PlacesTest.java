package dev.stsbroker.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose connection goes where there are as many as may be. */
class PlacesTest {
  private static final long HOSTILE = 4242;
  private static final long OTHER = 7;

  private final Places places = new Places();
  private final List<Channel> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.stream().filter(Channel::isOpen).forEach(Connections::close);
  }

  @Test
  void victim_isOfTheCallerThatHoldsTheMost_howeverLongTheOthersAreQuiet() {
    List<Channel> few = opened(3, OTHER);
    few.forEach(places::busy);
    few.forEach(places::quiet);
    List<Channel> many = opened(10, HOSTILE);
    for (int i = 0; i < 6; i++) {
      assertThat(places.makeRoom(OTHER)).isTrue();
      assertThat(open(few)).isEqualTo(3);
      assertThat(open(many)).isEqualTo(9 - i);
    }
    assertThat(many.subList(6, 10)).allMatch(Channel::isOpen);
  }

  /** Its own, as soon as the new one would make it the one with the most. */
  @Test
  void callerWithAsMany_losesItsOwn() {
    List<Channel> first = opened(4, OTHER);
    List<Channel> second = opened(4, HOSTILE);
    assertThat(places.makeRoom(HOSTILE)).isTrue();
    assertThat(open(first)).isEqualTo(4);
    assertThat(second.get(0).isOpen()).isFalse();
  }

  @Test
  void whoWaits_isClosedForACallerWithFewer_neverForItsOwnOrOneWithAsMany() {
    List<Channel> waiting = opened(5, HOSTILE);
    waiting.forEach(places::busy);
    assertThat(places.makeRoom(HOSTILE)).isFalse();
    assertThat(open(waiting)).isEqualTo(5);
    assertThat(places.makeRoom(OTHER)).isTrue();
    assertThat(waiting.get(0).isOpen()).isFalse();
    List<Channel> others = opened(3, OTHER);
    others.forEach(places::busy);
    assertThat(places.makeRoom(OTHER)).as("4 and 3 and one more").isFalse();
    assertThat(open(waiting) + open(others)).isEqualTo(7);
  }

  /** Until the kernel has said who calls, all those callers are one. */
  @Test
  void connection_keepsItsStanding_whenItIsKnownWhose() {
    List<Channel> unknown = opened(6, -1);
    unknown.forEach(places::busy);
    places.quiet(unknown.get(5));
    unknown.subList(0, 2).forEach(one -> places.know(one, OTHER));
    unknown.subList(2, 6).forEach(one -> places.know(one, HOSTILE));
    assertThat(places.caller(unknown.get(0))).isEqualTo(OTHER);
    assertThat(places.makeRoom(OTHER)).isTrue();
    assertThat(unknown.get(5).isOpen()).as("the only one that waits for nothing").isFalse();
    assertThat(open(unknown)).isEqualTo(5);
    unknown.forEach(places::remove);
    assertThat(places.all()).isEmpty();
    assertThat(places.caller(unknown.get(0))).isNull();
  }

  @Test
  void pipeliningConnection_goesFirst_ofTheCallerWithTheMost() {
    List<Channel> few = opened(2, OTHER);
    few.forEach(places::pipelines);
    List<Channel> many = opened(4, HOSTILE);
    places.busy(many.get(3));
    places.pipelines(many.get(3));
    assertThat(places.makeRoom(HOSTILE)).isTrue();
    assertThat(many.get(3).isOpen()).isFalse();
    assertThat(open(few)).isEqualTo(2);
  }

  private List<Channel> opened(int number, long caller) {
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Channel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
      channel.closeFuture().addListener(closed -> places.remove(channel));
      places.add(channel, connection(), caller);
      channels.add(channel);
    }
    opened.addAll(channels);
    return channels;
  }

  private static long open(List<Channel> channels) {
    return channels.stream().filter(Channel::isOpen).count();
  }

  private static HttpConnection connection() {
    return (HttpConnection)
        Proxy.newProxyInstance(
            HttpConnection.class.getClassLoader(),
            new Class<?>[] {HttpConnection.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
