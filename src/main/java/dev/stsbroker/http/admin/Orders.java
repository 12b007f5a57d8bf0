package dev.stsbroker.http.admin;

import dev.stsbroker.access.kernel.Peer;
import dev.stsbroker.event.BrokerEvents;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.http.connection.Peers;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BooleanSupplier;

/** Tells what operators have the broker do, who they are, and what came of it. */
public final class Orders {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Peers peers;
  private final BooleanSupplier wanted;
  private final BrokerEvents events;

  /**
   * @param peers asked who gives an order
   * @param wanted whether anybody wants to know that
   * @param events told of orders and refusals
   */
  public Orders(Peers peers, BooleanSupplier wanted, BrokerEvents events) {
    this.peers = peers;
    this.wanted = wanted;
    this.events = events;
  }

  /** {@code handler} for the order {@code action}, which is told when it is answered. */
  Handler<RoutingContext> heard(String action, Handler<RoutingContext> handler) {
    return context -> {
      Future<Peer> peer =
          wanted.getAsBoolean()
              ? peers.ask(context.request().connection())
              : Future.succeededFuture(Peers.NOT_ASKED);
      context.addEndHandler(
          ended -> peer.onSuccess(known -> tell(action, context, new CallerFacts(known, null))));
      handler.handle(context);
    };
  }

  private void tell(String action, RoutingContext context, CallerFacts caller) {
    int status = context.response().getStatusCode();
    String outcome = status == OK ? "ok" : "HTTP " + status;
    // A profile's name that is none is text of the caller's.
    boolean known = status != NOT_FOUND;
    events.ordered(action, known ? context.pathParam("profile") : null, outcome, caller);
  }

  /** A request was refused with {@code code}. */
  void refused(String code) {
    events.rejected(BrokerEvents.ADMIN, code);
  }
}
