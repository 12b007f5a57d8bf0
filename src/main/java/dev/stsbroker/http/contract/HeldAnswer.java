package dev.stsbroker.http.contract;

import dev.stsbroker.broker.BoundProfile;
import dev.stsbroker.broker.Issued;
import dev.stsbroker.event.CallerFacts;
import dev.stsbroker.http.connection.Repeats;

/**
 * An answer with credentials that holds while the same session is served and nothing is configured.
 * Keeps nothing of the request.
 */
final class HeldAnswer implements Repeats.Answer {
  private final CredentialHandler handler;
  private final BoundProfile profile;
  private final Issued<Bodies> issued;
  private final String contract;
  private final CallerFacts caller;
  private final long changes;

  HeldAnswer(
      CredentialHandler handler,
      CredentialHandler.Exchange exchange,
      BoundProfile profile,
      Issued<Bodies> issued) {
    this.handler = handler;
    this.profile = profile;
    this.issued = issued;
    this.contract = exchange.contract();
    this.caller = exchange.caller().facts();
    this.changes = handler.changes();
  }

  @Override
  public boolean again() {
    return changes == handler.changes() && handler.servesAgain(profile, issued, contract, caller);
  }
}
