package dev.stsbroker.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.net.StandardSocketOptions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transport by the JDK's channels that puts an {@link AcceptGuard} before every listening
 * channel. Vert.x shows listening channels to nobody and has no bound of its own on what they
 * accept; making the channels is the one place where a guard is there before the first connection
 * is.
 */
public final class ListenTransport implements Transport {
  private static final ChannelOption<Boolean> SHARED =
      NioChannelOption.of(StandardSocketOptions.SO_REUSEPORT);

  private volatile Consumer<String> failures = why -> {};
  private final Guarding guarding = new Guarding();

  private ListenTransport() {}

  /** A Vert.x whose servers accept no more than they can look at. */
  public static Vertx vertx(VertxOptions options) {
    return Vertx.builder().with(options).withTransport(new ListenTransport()).build();
  }

  /**
   * Tells {@code failures} from now on why a connection to a server of {@code vertx} was not
   * accepted, on any thread. Does nothing for a Vert.x that was not made here.
   */
  public static void tell(Vertx vertx, Consumer<String> failures) {
    if (((VertxInternal) vertx).transport() instanceof Guarding guarding) {
      guarding.tell(failures);
    }
  }

  /**
   * Says whether servers of {@code vertx} may listen on addresses of which one takes in another,
   * such as 127.0.0.1 and 0.0.0.0 of one port, so that one can take the other's place without a
   * gap. It is to be so for a moment: meanwhile other processes of this user might listen there
   * too. Does nothing for a Vert.x that was not made here.
   */
  public static void share(Vertx vertx, boolean shared) {
    if (((VertxInternal) vertx).transport() instanceof Guarding guarding) {
      guarding.share(shared);
    }
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return guarding;
  }

  private final class Guarding extends NioTransport {
    private final Set<Channel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean sharing;

    void tell(Consumer<String> other) {
      failures = other;
    }

    void share(boolean shared) {
      sharing = shared;
      open.forEach(channel -> channel.config().setOption(SHARED, shared));
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      ChannelFactory<? extends ServerChannel> plain = super.serverChannelFactory(domainSocket);
      return () -> {
        ServerChannel channel = plain.newChannel();
        channel.pipeline().addFirst(new AcceptGuard(why -> failures.accept(why)));
        if (!domainSocket) {
          open.add(channel);
          channel.closeFuture().addListener(closed -> open.remove(channel));
          channel.config().setOption(SHARED, sharing);
        }
        return channel;
      };
    }
  }
}
