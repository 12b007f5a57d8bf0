package dev.stsbroker.http.connection;

import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transport by the JDK's channels that puts an {@link AcceptGuard} before every listening
 * channel. Vert.x shows listening channels to nobody and has no bound of its own on what they
 * accept; making the channels is the one place where a guard is there before the first connection
 * is.
 */
public final class ListenTransport implements Transport {
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
    void tell(Consumer<String> other) {
      failures = other;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      ChannelFactory<? extends ServerChannel> plain = super.serverChannelFactory(domainSocket);
      return () -> {
        ServerChannel channel = plain.newChannel();
        channel.pipeline().addFirst(new AcceptGuard(why -> failures.accept(why)));
        return channel;
      };
    }
  }
}
